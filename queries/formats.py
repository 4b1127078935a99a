"""The formats of results and graphs: one table, and content negotiation over it (RFC 9110, section 12.5.1)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from paingraph.ontology.errors import NotAcceptableError, UsageError

__all__ = ["DATASETS", "GRAPHS", "SOLUTIONS", "Format", "acceptable", "negotiate", "preferred"]

_W3C_FORMATS = "http://www.w3.org/ns/formats/"


class Format(Enum):
    """A serialisation: short name, media type, file extension, IRI in the W3C list of unique format IRIs.

    An alias is a media type that clients ask by, though the answer goes out under the registered one.
    """

    JSON = ("json", "application/sparql-results+json", "srj", _W3C_FORMATS + "SPARQL_Results_JSON", "application/json")
    XML = ("xml", "application/sparql-results+xml", "srx", _W3C_FORMATS + "SPARQL_Results_XML", "application/xml")
    CSV = ("csv", "text/csv", "csv", _W3C_FORMATS + "SPARQL_Results_CSV")
    TSV = ("tsv", "text/tab-separated-values", "tsv", _W3C_FORMATS + "SPARQL_Results_TSV")
    TURTLE = ("turtle", "text/turtle", "ttl", _W3C_FORMATS + "Turtle")
    JSON_LD = ("json-ld", "application/ld+json", "jsonld", _W3C_FORMATS + "JSON-LD", "application/json")
    N_TRIPLES = ("n-triples", "application/n-triples", "nt", _W3C_FORMATS + "N-Triples")
    RDF_XML = ("rdf-xml", "application/rdf+xml", "rdf", _W3C_FORMATS + "RDF_XML", "application/xml")
    TRIG = ("trig", "application/trig", "trig", _W3C_FORMATS + "TriG")
    N_QUADS = ("n-quads", "application/n-quads", "nq", _W3C_FORMATS + "N-Quads")

    #: A format is one object, and so its own key; what enumerations do by default takes several times as long.
    __hash__ = object.__hash__

    def __init__(self, label: str, media_type: str, extension: str, iri: str, alias: str = "") -> None:
        self.label = label
        self.media_type = media_type
        self.extension = extension
        self.iri = iri
        self.alias = alias

    @classmethod
    def named(cls, name: str, offer: Iterable[Format] | None = None) -> Format:
        """Return the format with that short name, extension or media type; of `offer` only, if one is given."""
        offered = tuple(offer or cls)
        for attribute in ("label", "extension", "media_type"):
            for format_ in offered:
                if getattr(format_, attribute) == name.strip().lower():
                    return format_
        names = ", ".join(format_.label for format_ in offered)
        raise UsageError(f"There is no format '{name}' here; choose one of {names}.", offered=names.split(", "))


#: What a SELECT or ASK can be answered in, the default first.
SOLUTIONS = (Format.JSON, Format.XML, Format.CSV, Format.TSV)
#: What a CONSTRUCT or DESCRIBE can be answered in, the default first.
GRAPHS = (Format.TURTLE, Format.JSON_LD, Format.N_TRIPLES, Format.RDF_XML)
#: What a dump of the whole dataset can be written in.
DATASETS = (Format.N_QUADS, Format.TRIG)

_TCHAR = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"
#: `type/subtype;parameter=value;q=0.5` (RFC 9110, sections 5.6.6 and 12.4.2).
_RANGE = re.compile(
    rf"\s*(?P<type>{_TCHAR})/(?P<subtype>{_TCHAR})"
    rf"(?P<parameters>(?:\s*;\s*(?:{_TCHAR}=(?:{_TCHAR}|\"(?:[^\"\\]|\\.)*\"))?)*)\s*"
)
_PARAMETER = re.compile(rf";\s*({_TCHAR})=({_TCHAR}|\"(?:[^\"\\]|\\.)*\")")
_WEIGHT = re.compile(r"0(?:\.\d{0,3})?|1(?:\.0{0,3})?")
#: Commas part the ranges, but not inside a quoted string.
_ELEMENT = re.compile(r"(?:[^,\"]|\"(?:[^\"\\]|\\.)*\")+")


@dataclass(frozen=True, slots=True)
class _Range:
    """A media range of an Accept field; `specificity` is 0 for */*, 1 for type/*, 2 and more for type/subtype."""

    type: str
    subtype: str
    specificity: int
    weight: float

    def matches(self, media_type: str) -> bool:
        type_, _, subtype = media_type.partition("/")
        return self.type in ("*", type_) and self.subtype in ("*", subtype)


def preferred(accept: str | None, offer: Sequence[str]) -> list[str]:
    """Return the media types of `offer` that an Accept field admits, best first; ties keep the order of the offer.

    No field, or an empty one, admits all of them.
    """
    ranges = _ranges(accept)
    weights = {media_type: _weight(media_type, ranges) for media_type in offer}
    return sorted((m for m in offer if weights[m] > 0), key=lambda media_type: -weights[media_type])


def acceptable(accept: str | None, offer: Sequence[Format]) -> tuple[Format, ...]:
    """Return the formats of `offer` that an Accept field admits, best first.

    Raises:
        NotAcceptableError: none is admitted; it lists the offer.
    """
    return _acceptable(accept, tuple(offer))


@lru_cache(maxsize=1024)
def _acceptable(accept: str | None, offer: tuple[Format, ...]) -> tuple[Format, ...]:
    ranges = _ranges(accept)
    weights = {format_: _weight(format_.media_type, ranges, format_.alias) for format_ in offer}
    ranked = tuple(sorted((f for f in offer if weights[f] > 0), key=lambda format_: -weights[format_]))
    if not ranked:
        media_types = [format_.media_type for format_ in offer]
        raise NotAcceptableError(
            f"Nothing in 'Accept: {_shortened(accept or '')}' is offered here; offered: {', '.join(media_types)}.",
            offered=media_types,
        )
    return ranked


def negotiate(accept: str | None, offer: Sequence[Format]) -> Format:
    """Return the best format of `offer` for an Accept field; NotAcceptableError lists the offer."""
    return acceptable(accept, offer)[0]


def _ranges(accept: str | None) -> list[_Range]:
    """Read an Accept field; what is no media range is passed over, and an absent or empty field is */*."""
    if accept is None or not accept.strip():
        return [_Range("*", "*", 0, 1.0)]
    return [range_ for element in _ELEMENT.findall(accept) if (range_ := _range(element))]


def _range(element: str) -> _Range | None:
    match = _RANGE.fullmatch(element)
    if match is None or (match["type"] == "*" and match["subtype"] != "*"):
        return None
    parameters = {name.lower(): value for name, value in _PARAMETER.findall(match["parameters"])}
    weight = parameters.pop("q", "1")
    if not _WEIGHT.fullmatch(weight):
        return None
    wildcards = (match["type"] == "*") + (match["subtype"] == "*")
    specificity = 2 - wildcards if wildcards else 2 + len(parameters)
    return _Range(match["type"].lower(), match["subtype"].lower(), specificity, float(weight))


def _weight(media_type: str, ranges: Sequence[_Range], alias: str = "") -> float:
    """Return the weight that the most specific matching range gives (RFC 9110, section 12.5.1).

    An alias counts only where it is named in full and the registered type is not: wildcards mean the registered type.
    """
    best = _best(media_type, ranges)
    if alias and (best is None or best.specificity < 2):
        by_alias = _best(alias, ranges)
        if by_alias is not None and by_alias.specificity >= 2:
            best = by_alias
    return best.weight if best else 0.0


def _best(media_type: str, ranges: Sequence[_Range]) -> _Range | None:
    matching = [range_ for range_ in ranges if range_.matches(media_type)]
    return max(matching, key=lambda range_: (range_.specificity, range_.weight), default=None)


def _shortened(text: str) -> str:
    return text if len(text) <= 100 else text[:99] + "…"
