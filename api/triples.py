"""Triples as text: Turtle, N-Triples, JSON-LD and RDF/XML, always the same bytes for the same triples.

General writers order by hash; an answer that is cached under a strong tag may not. Terms come from the store, so they
are well formed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from paingraph.ontology.namespaces import PREFIXES
from paingraph.queries.formats import Format
from paingraph.queries.store import Term

__all__ = ["Triple", "serialise"]

#: Subject, predicate, object.
Triple = tuple[Term, str, Term]

_TYPE = PREFIXES["rdf"] + "type"
_STRING = PREFIXES["xsd"] + "string"
_ESCAPES = {ord("\\"): "\\\\", ord('"'): '\\"', ord("\n"): "\\n", ord("\r"): "\\r", ord("\t"): "\\t"}
_ESCAPES |= {code: f"\\u{code:04X}" for code in (*range(0x20), 0x7F) if code not in _ESCAPES}
#: A local name that Turtle takes without escapes.
_LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9_])?")
#: The part of an IRI that XML takes as an element's local name.
_XML_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*$")
#: Characters that XML 1.0 has no way to write.
_NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def serialise(triples: Iterable[Triple], format_: Format) -> bytes:
    """Return the triples, sorted and without repetition, in a graph format."""
    ordered = sorted(set(triples), key=lambda triple: (_key(triple[0]), _rank(triple[1]), _key(triple[2])))
    return _WRITERS[format_](ordered).encode()


def _key(term: Term) -> tuple[str, str, str, str]:
    return term.type, term.value, term.datatype or "", term.language or ""


def _rank(predicate: str) -> tuple[bool, str]:
    return predicate != _TYPE, predicate


def _grouped(triples: Iterable[Triple]) -> dict[Term, dict[str, list[Term]]]:
    subjects: dict[Term, dict[str, list[Term]]] = {}
    for subject, predicate, object_ in triples:
        subjects.setdefault(subject, {}).setdefault(predicate, []).append(object_)
    return subjects


def _compact(iri: str) -> str | None:
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace) and _LOCAL.fullmatch(iri[len(namespace) :]):
            return f"{prefix}:{iri[len(namespace) :]}"
    return None


def _literal(term: Term, iri: Callable[[str], str]) -> str:
    text = f'"{term.value.translate(_ESCAPES)}"'
    if term.language:
        return f"{text}@{term.language}"
    return f"{text}^^{iri(term.datatype)}" if term.datatype and term.datatype != _STRING else text


def _printed(term: Term, iri: Callable[[str], str]) -> str:
    if term.type == "bnode":
        return f"_:{term.value}"
    return iri(term.value) if term.type == "uri" else _literal(term, iri)


def _n_triples(triples: Iterable[Triple]) -> str:
    def iri(value: str) -> str:
        return f"<{value}>"

    return "".join(f"{_printed(s, iri)} <{p}> {_printed(o, iri)} .\n" for s, p, o in triples)


def _turtle(triples: Iterable[Triple]) -> str:
    used: set[str] = set()

    def iri(value: str) -> str:
        name = _compact(value)
        if name is None:
            return f"<{value}>"
        used.add(name.partition(":")[0])
        return name

    blocks = []
    for subject, facts in _grouped(triples).items():
        lines = [
            f"{'a' if predicate == _TYPE else iri(predicate)} {', '.join(_printed(o, iri) for o in objects)}"
            for predicate, objects in facts.items()
        ]
        blocks.append(f"{_printed(subject, iri)} " + " ;\n    ".join(lines) + " .\n")
    prologue = "".join(f"@prefix {prefix}: <{PREFIXES[prefix]}> .\n" for prefix in sorted(used))
    return prologue + "\n" + "\n".join(blocks)


def _json_ld(triples: Iterable[Triple]) -> str:
    used: set[str] = set()

    def iri(value: str) -> str:
        name = _compact(value)
        used.add(name.partition(":")[0] if name else "")
        return name or value

    graph: list[Mapping[str, Any]] = []
    for subject, facts in _grouped(triples).items():
        node: dict[str, Any] = {"@id": f"_:{subject.value}" if subject.type == "bnode" else iri(subject.value)}
        for predicate, objects in facts.items():
            if predicate == _TYPE:
                node["@type"] = [iri(o.value) for o in objects]
            else:
                node[iri(predicate)] = [_json_object(o, iri) for o in objects]
        graph.append(node)
    context = {prefix: PREFIXES[prefix] for prefix in sorted(used - {""})}
    return json.dumps({"@context": context, "@graph": graph}, ensure_ascii=False, indent=1) + "\n"


def _json_object(term: Term, iri: Callable[[str], str]) -> dict[str, str]:
    if term.type != "literal":
        return {"@id": f"_:{term.value}" if term.type == "bnode" else iri(term.value)}
    if term.language:
        return {"@value": term.value, "@language": term.language}
    if term.datatype and term.datatype != _STRING:
        return {"@value": term.value, "@type": iri(term.datatype)}
    return {"@value": term.value}


def _rdf_xml(triples: Iterable[Triple]) -> str:
    namespaces: dict[str, str] = {PREFIXES["rdf"]: "rdf"}
    blocks = []
    for subject, facts in _grouped(triples).items():
        name = "nodeID" if subject.type == "bnode" else "about"
        lines = [f"  <rdf:Description rdf:{name}={quoteattr(subject.value)}>"]
        lines += [_xml_fact(predicate, o, namespaces) for predicate, objects in facts.items() for o in objects]
        blocks.append("\n".join([*lines, "  </rdf:Description>"]))
    declared = "".join(f"\n  xmlns:{prefix}={quoteattr(namespace)}" for namespace, prefix in sorted(namespaces.items()))
    body = "\n".join(blocks)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF{declared}>\n{body}\n</rdf:RDF>\n'


def _xml_fact(predicate: str, object_: Term, namespaces: dict[str, str]) -> str:
    match = _XML_NAME.search(predicate)
    local = match[0] if match else "value"
    namespace = predicate[: len(predicate) - len(local)]
    known = {iri: prefix for prefix, iri in PREFIXES.items()}
    prefix = namespaces.setdefault(namespace, known.get(namespace) or f"ns{len(namespaces)}")
    tag = f"{prefix}:{local}"
    if object_.type != "literal":
        name = "nodeID" if object_.type == "bnode" else "resource"
        return f"    <{tag} rdf:{name}={quoteattr(object_.value)}/>"
    attribute = ""
    if object_.language:
        attribute = f" xml:lang={quoteattr(object_.language)}"
    elif object_.datatype and object_.datatype != _STRING:
        attribute = f" rdf:datatype={quoteattr(object_.datatype)}"
    text = escape(_NOT_XML.sub("\ufffd", object_.value), {"\r": "&#13;"})
    return f"    <{tag}{attribute}>{text}</{tag}>"


_WRITERS: Mapping[Format, Callable[[Iterable[Triple]], str]] = {
    Format.TURTLE: _turtle,
    Format.N_TRIPLES: _n_triples,
    Format.JSON_LD: _json_ld,
    Format.RDF_XML: _rdf_xml,
}
