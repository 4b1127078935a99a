"""The grammar of SPARQL 1.1 queries and updates (section 19.8 of the specification), as data.

The rules are the specification's own, shortened where that changes no language: signs of numbers are tokens of
their own, and rules that only rename another are left out. In quotes: keywords and signs; in capitals: terminals.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

__all__ = ["END", "QUERY", "UPDATE", "Rules", "is_terminal", "rules"]

#: Nonterminal → its alternatives, each a sequence of symbols; terminals are those that stand for no rule.
Rules = dict[str, list[tuple[str, ...]]]

#: What a text may be.
QUERY, UPDATE = "Query", "Update"
#: The end of the text, as a terminal.
END = "END"

_GRAMMAR = """
Query: Prologue ( SelectQuery | ConstructQuery | DescribeQuery | AskQuery ) ValuesClause END
Prologue: ( 'BASE' IRIREF | 'PREFIX' NAME IRIREF )*
SelectQuery: SelectClause DatasetClause* WhereClause SolutionModifier
SubSelect: SelectClause WhereClause SolutionModifier ValuesClause
SelectClause: 'SELECT' ( 'DISTINCT' | 'REDUCED' )? ( ( VAR | '(' Expression 'AS' VAR ')' )+ | '*' )
ConstructQuery: 'CONSTRUCT' ( ConstructTemplate DatasetClause* WhereClause SolutionModifier
  | DatasetClause* 'WHERE' '{' TriplesTemplate? '}' SolutionModifier )
DescribeQuery: 'DESCRIBE' ( VarOrIri+ | '*' ) DatasetClause* WhereClause? SolutionModifier
AskQuery: 'ASK' DatasetClause* WhereClause SolutionModifier
DatasetClause: 'FROM' 'NAMED'? Iri
WhereClause: 'WHERE'? GroupGraphPattern
SolutionModifier: GroupClause? HavingClause? OrderClause? LimitOffsetClauses?
GroupClause: 'GROUP' 'BY' ( BuiltInCall | FunctionCall | '(' Expression ( 'AS' VAR )? ')' | VAR )+
HavingClause: 'HAVING' Constraint+
OrderClause: 'ORDER' 'BY' ( ( 'ASC' | 'DESC' ) BrackettedExpression | Constraint | VAR )+
LimitOffsetClauses: LimitClause OffsetClause? | OffsetClause LimitClause?
LimitClause: 'LIMIT' NUMBER
OffsetClause: 'OFFSET' NUMBER
ValuesClause: ( 'VALUES' DataBlock )?
GroupGraphPattern: '{' ( SubSelect | GroupGraphPatternSub ) '}'
GroupGraphPatternSub: TriplesBlock? ( GraphPatternNotTriples '.'? TriplesBlock? )*
TriplesBlock: TriplesSameSubjectPath ( '.' TriplesBlock? )?
GraphPatternNotTriples: GroupGraphPattern ( 'UNION' GroupGraphPattern )* | 'OPTIONAL' GroupGraphPattern
  | 'MINUS' GroupGraphPattern | 'LATERAL' GroupGraphPattern | 'GRAPH' VarOrIri GroupGraphPattern
  | 'SERVICE' 'SILENT'? VarOrIri GroupGraphPattern | 'FILTER' Constraint | 'BIND' '(' Expression 'AS' VAR ')'
  | 'VALUES' DataBlock
DataBlock: VAR '{' DataBlockValue* '}' | ( NIL | '(' VAR* ')' ) '{' ( '(' DataBlockValue* ')' | NIL )* '}'
DataBlockValue: Iri | RdfLiteral | SignedNumber | 'TRUE' | 'FALSE' | 'UNDEF'
Constraint: BrackettedExpression | BuiltInCall | FunctionCall
FunctionCall: Iri ArgList
ArgList: NIL | '(' 'DISTINCT'? Expression ( ',' Expression )* ')'
ExpressionList: NIL | '(' Expression ( ',' Expression )* ')'
ConstructTemplate: '{' TriplesTemplate? '}'
TriplesTemplate: TriplesSameSubject ( '.' TriplesTemplate? )?
TriplesSameSubject: VarOrTerm PropertyList | TriplesNode PropertyList?
PropertyList: Verb ObjectList ( ';' ( Verb ObjectList )? )*
Verb: VarOrIri | 'a'
ObjectList: GraphNode ( ',' GraphNode )*
TriplesSameSubjectPath: VarOrTerm PropertyListPath | TriplesNodePath PropertyListPath?
PropertyListPath: ( Path | VAR ) ObjectListPath ( ';' ( ( Path | VAR ) ObjectListPath )? )*
ObjectListPath: GraphNodePath ( ',' GraphNodePath )*
Path: PathSequence ( '|' PathSequence )*
PathSequence: PathEltOrInverse ( '/' PathEltOrInverse )*
PathEltOrInverse: '^'? PathPrimary ( '?' | '*' | '+' )?
PathPrimary: Iri | 'a' | '!' PathNegatedPropertySet | '(' Path ')'
PathNegatedPropertySet: PathOneInPropertySet | NIL | '(' PathOneInPropertySet ( '|' PathOneInPropertySet )* ')'
PathOneInPropertySet: '^'? ( Iri | 'a' )
TriplesNode: '(' GraphNode+ ')' | '[' PropertyList ']'
TriplesNodePath: '(' GraphNodePath+ ')' | '[' PropertyListPath ']'
GraphNode: VarOrTerm | TriplesNode
GraphNodePath: VarOrTerm | TriplesNodePath
VarOrTerm: VAR | Iri | RdfLiteral | SignedNumber | 'TRUE' | 'FALSE' | BLANK_NODE | ANON | NIL
VarOrIri: VAR | Iri
Expression: ConditionalAnd ( '||' ConditionalAnd )*
ConditionalAnd: Relational ( '&&' Relational )*
Relational: Additive ( ( '=' | '!=' | '<' | '>' | '<=' | '>=' ) Additive | 'NOT'? 'IN' ExpressionList )?
Additive: Multiplicative ( ( '+' | '-' ) Multiplicative )*
Multiplicative: Unary ( ( '*' | '/' ) Unary )*
Unary: ( '!' | '+' | '-' )? Primary
Primary: BrackettedExpression | BuiltInCall | Iri ArgList? | RdfLiteral | NUMBER | 'TRUE' | 'FALSE' | VAR
BrackettedExpression: '(' Expression ')'
BuiltInCall: Function1 '(' Expression ')' | Function2 '(' Expression ',' Expression ')' | Function0 NIL
  | ( 'CONCAT' | 'COALESCE' ) ExpressionList | 'BOUND' '(' VAR ')' | 'BNODE' ( '(' Expression ')' | NIL )
  | ( 'SUBSTR' | 'REGEX' ) '(' Expression ',' Expression ( ',' Expression )? ')'
  | 'REPLACE' '(' Expression ',' Expression ',' Expression ( ',' Expression )? ')'
  | 'IF' '(' Expression ',' Expression ',' Expression ')' | 'NOT'? 'EXISTS' GroupGraphPattern
  | 'COUNT' '(' 'DISTINCT'? ( '*' | Expression ) ')' | Aggregate '(' 'DISTINCT'? Expression ')'
  | 'GROUP_CONCAT' '(' 'DISTINCT'? Expression ( ';' 'SEPARATOR' '=' STRING )? ')'
Function0: 'RAND' | 'NOW' | 'UUID' | 'STRUUID'
Function1: 'STR' | 'LANG' | 'DATATYPE' | 'IRI' | 'URI' | 'ABS' | 'CEIL' | 'FLOOR' | 'ROUND' | 'STRLEN' | 'UCASE'
  | 'LCASE' | 'ENCODE_FOR_URI' | 'YEAR' | 'MONTH' | 'DAY' | 'HOURS' | 'MINUTES' | 'SECONDS' | 'TIMEZONE' | 'TZ' | 'MD5'
  | 'SHA1' | 'SHA256' | 'SHA384' | 'SHA512' | 'ISIRI' | 'ISURI' | 'ISBLANK' | 'ISLITERAL' | 'ISNUMERIC'
Function2: 'LANGMATCHES' | 'CONTAINS' | 'STRSTARTS' | 'STRENDS' | 'STRBEFORE' | 'STRAFTER' | 'STRLANG' | 'STRDT'
  | 'SAMETERM'
Aggregate: 'SUM' | 'MIN' | 'MAX' | 'AVG' | 'SAMPLE'
RdfLiteral: STRING ( LANGUAGE | '^^' Iri )?
SignedNumber: ( '+' | '-' )? NUMBER
Iri: IRIREF | NAME
Update: Operations END
Operations: Prologue ( Operation ( ';' Operations )? )?
Operation: 'LOAD' 'SILENT'? Iri ( 'INTO' 'GRAPH' Iri )? | 'CREATE' 'SILENT'? 'GRAPH' Iri
  | ( 'CLEAR' | 'DROP' ) 'SILENT'? ( 'GRAPH' Iri | 'DEFAULT' | 'NAMED' | 'ALL' )
  | ( 'ADD' | 'MOVE' | 'COPY' ) 'SILENT'? GraphOrDefault 'TO' GraphOrDefault
  | 'INSERT' ( 'DATA' Quads | Quads ModifyWhere ) | 'WITH' Iri ( DeleteInsert | 'INSERT' Quads ) ModifyWhere
  | 'DELETE' ( ( 'DATA' | 'WHERE' ) Quads | Quads ( 'INSERT' Quads )? ModifyWhere )
GraphOrDefault: 'DEFAULT' | 'GRAPH'? Iri
DeleteInsert: 'DELETE' Quads ( 'INSERT' Quads )?
ModifyWhere: ( 'USING' 'NAMED'? Iri )* 'WHERE' GroupGraphPattern
Quads: '{' TriplesTemplate? ( 'GRAPH' VarOrIri '{' TriplesTemplate? '}' '.'? TriplesTemplate? )* '}'
"""

_SYMBOL = re.compile(r"'[^']+'|\w+|[()|*+?]")
_RULE = re.compile(r"^(\w+): ((?:.|\n )*)", re.MULTILINE)


def is_terminal(symbol: str) -> bool:
    """Tell keywords, signs and terminals from the names of rules."""
    return symbol.startswith("'") or symbol.isupper()


@cache
def rules() -> Rules:
    """Return the rules without groups and repetitions, which become rules of their own."""
    plain: Rules = {}
    for name, body in _RULE.findall(_GRAMMAR):
        symbols = iter([*_SYMBOL.findall(body), ""])
        plain[name] = _alternatives(symbols, plain)
    return plain


def _alternatives(symbols: Iterator[str], plain: Rules) -> list[tuple[str, ...]]:
    """Read up to the closing parenthesis, or the end."""
    alternatives: list[list[str]] = [[]]
    for symbol in symbols:
        if symbol in (")", ""):
            break
        if symbol == "|":
            alternatives.append([])
        elif symbol == "(":
            alternatives[-1].append(_helper(plain, _alternatives(symbols, plain)))
        elif symbol in ("*", "+", "?"):
            repeated = alternatives[-1].pop()
            if symbol == "?":
                alternatives[-1].append(_helper(plain, [(repeated,), ()]))
            else:
                again = _helper(plain, [])
                plain[again] += [(repeated, again), ()]
                alternatives[-1] += [again] if symbol == "*" else [repeated, again]
        else:
            alternatives[-1].append(symbol)
    return [tuple(alternative) for alternative in alternatives]


def _helper(plain: Rules, alternatives: list[tuple[str, ...]]) -> str:
    name = f"part{len(plain)}"
    plain[name] = alternatives
    return name
