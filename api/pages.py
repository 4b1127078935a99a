"""Pages for readers: what the API tells as JSON, set for people; they work without scripts and print well."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from flask import Flask, render_template
from markupsafe import Markup, escape

from paingraph.api.answers import Answers
from paingraph.api.blanks import MAX_OFFERED
from paingraph.api.comparison import compare
from paingraph.api.directory import Entry
from paingraph.api.durations import in_words
from paingraph.api.explanations import Explanations
from paingraph.api.graph_resources import GroundAnswer
from paingraph.api.kinds import KINDS, KINDS_BY_NAME, Kind
from paingraph.api.resources import ClaimAnswer
from paingraph.api.search import SearchIndex
from paingraph.api.sparql_page import shortened
from paingraph.api.stats import Statistics
from paingraph.api.surroundings import begun, ended
from paingraph.api.triples import Triple
from paingraph.api.urls import API, asset, explanation_path, local_path
from paingraph.ontology.english import counted
from paingraph.ontology.errors import NotFoundError, PaingraphError
from paingraph.ontology.namespaces import DERIVATION, PG
from paingraph.queries.store import Term

__all__ = ["TWINS", "Pages", "register"]

#: Suffixes under which a thing is found in other forms, with their media types.
TWINS = (
    ("ttl", "text/turtle"),
    ("jsonld", "application/ld+json"),
    ("nt", "application/n-triples"),
    ("rdf", "application/rdf+xml"),
    ("json", "application/json"),
)
#: Hits that a page of results shows.
MAX_HITS = 100
#: Proofs that the page of an edge shows.
MAX_PROOFS = 20
#: Entries that the start page names.
OFTEN = 12


def register(app: Flask, answers: Answers, version: str) -> None:
    """Give every template the words and links that all pages share."""
    app.jinja_env.filters.update(
        short=shortened, capitalise=_capitalise, duration=in_words, local=lambda iri: local_path(iri) or iri
    )
    app.jinja_env.filters["why"] = lambda path: path.replace(f"{API}/explain", "/why", 1)
    titles = {document.id: document.title for document in answers.evidence.documents.values()}
    app.jinja_env.globals.update(
        asset=asset,
        version=version,
        kinds=KINDS_BY_NAME,
        titles=titles,
        relation=answers.directory.relation,
        marked=_marked,
        counted=counted,
        q=None,
    )


class Pages:
    """Every page, as a function of what it shows."""

    def __init__(
        self, answers: Answers, index: SearchIndex, statistics: Statistics, explanations: Explanations
    ) -> None:
        self._answers = answers
        self._explanations = explanations
        self._index = index
        self._statistics = statistics
        entries = sorted(answers.directory.entries.values(), key=lambda e: (-e.documents, -e.claims, e.label))
        self._often = [entry for entry in entries[:OFTEN] if entry.claims]
        self._offered = [entry for entry in entries[:MAX_OFFERED] if entry.claims]

    def start(self) -> str:
        """Return the start page."""
        documents = [self._answers.document(document) for document in self._answers.evidence.documents.values()]
        return render_template(
            "start.html",
            stats=self._statistics.answer,
            documents=documents,
            often=self._often,
            offered=self._offered,
        )

    def entity(self, entry: Entry) -> str:
        """Return the page of an entity."""
        silent = any(claim["quote"] is None for claim in self._answers.evidence.claims_of(entry.id))
        return render_template("entity.html", entity=self._answers.detail(entry), twins=TWINS, silent=silent)

    def claim(self, digest: str) -> str:
        """Return the page of a claim."""
        claim = self._answers.evidence.claim(digest)
        document = self._answers.document(self._answers.evidence.document(claim["document"]))
        before, after = self._answers.evidence.around(digest)
        more = claim["end"] + len(after) < document["length"]
        context = begun(before, claim["start"] > len(before)), ended(after, more)
        return render_template("claim.html", claim=claim, document=document, context=context)

    def document(self, id: str) -> str:  # noqa: A002 - it is the document's id
        """Return the page of a document."""
        detail = self._answers.document_detail(self._answers.evidence.document(id))
        parts = [
            {"heading": heading, "claims": list(claims)}
            for heading, claims in groupby(detail["statements"], key=lambda claim: claim["heading"])
        ]
        places = {(claim["start"], claim["end"]): claim["id"] for claim in reversed(detail["statements"])}
        return render_template("document.html", document=detail, parts=parts, places=places)

    def derivation(self, digest: str, facts: list[Triple]) -> str:
        """Return the page of a derivation: what was concluded, from what, by which rule."""
        told: dict[str, dict[str, list[Term]]] = {}
        for subject, predicate, term in facts:
            told.setdefault(subject.value, {}).setdefault(predicate.removeprefix(PG), []).append(term)
        own = told[DERIVATION + digest]
        conclusion, *premises = [self._edge(told[end.value]) for end in (*own["conclusion"], *own["premise"])]
        rule = self._explanations.rule(own["appliesRule"][0].value)
        return render_template("derivation.html", digest=digest, conclusion=conclusion, premises=premises, rule=rule)

    def why(self, subject: str, relation: str, object_: str) -> str:
        """Return the page that explains why an edge holds, or why it does not."""
        if relation not in self._answers.directory.relations:
            known = get_close_matches(relation, self._answers.directory.relations, n=3)
            raise NotFoundError(f"There is no relation {relation!r}.", nearest=known)
        lacking = self._explanations.why_not(subject, relation, object_, MAX_PROOFS)
        ends = [self._answers.directory.find(end) for end in (subject, object_)]
        if not lacking["holds"]:
            return render_template("why_not.html", answer=lacking, subject=ends[0], name=relation, object=ends[1])
        answer = self._explanations.explain(subject, relation, object_, MAX_PROOFS)
        path = explanation_path(ends[0].id, relation, ends[1].id)
        near, silent = self._contrary(ends[0], relation, ends[1]), _is_silent(answer["ground"])
        return render_template("why.html", answer=answer, near=near, api_path=path, silent=silent)

    def _contrary(self, subject: Entry, relation: str, object_: Entry) -> list[ClaimAnswer]:
        """Return what is doubted or denied of the same relation to a kind of the object, or to what it is a kind of."""
        directory = self._answers.directory
        family = directory.above(object_) | directory.below(object_)
        edges = [edge for edge in self._answers.edges.of(subject.id) if edge.relation == relation]
        near = (edge for edge in edges if edge.subject == subject.id and edge.object in family)
        return [claim for edge in near for claim in edge.claims if claim["polarity"] != "asserted"]

    def _edge(self, told: dict[str, list[Term]]) -> dict[str, Any]:
        """Tell of an edge what its own triples say of it."""
        subject, relation, object_ = (told[end][0].value for end in ("subject", "predicate", "object"))
        return {
            "subject": self._answers.evidence.entity(subject),
            "predicate": relation.removeprefix(PG),
            "object": self._answers.evidence.entity(object_),
        }

    def compare(self, a: str, b: str, error: PaingraphError | None = None) -> str:
        """Return the page that puts two things of one kind side by side, or asks for them, or says what is wrong."""
        find = self._answers.directory.find
        comparison = compare(self._answers, a, b, inferred=False) if a and b and not error else None
        names = (a, b) if error else [find(n, parameter=p).label if n else "" for p, n in (("a", a), ("b", b))]
        meant = _meant({"a": a, "b": b}, error) if error else []
        return render_template(
            "compare.html", comparison=comparison, names=names, offered=self._offered, error=error, meant=meant
        )

    def ontology(self) -> str:
        """Return the page of the ontology."""
        relations = self._answers.directory.relations.values()
        return render_template("ontology.html", all_kinds=KINDS, relations=relations)

    def kind(self, kind: Kind) -> str:
        """Return the page that lists the entities of a kind."""
        entries = self._answers.directory.of_kind(kind)
        return render_template(
            "kind.html",
            kind=kind,
            all_kinds=KINDS,
            mentioned=[entry for entry in entries if entry.claims],
            others=[entry for entry in entries if not entry.claims],
        )

    def search(self, query: str) -> str:
        """Return the page of results."""
        found = self._index.search(query)
        shown = found.hits[:MAX_HITS]
        hits = list(zip(shown, self._index.marked(found, shown), strict=True))
        return render_template("search.html", q=query, hits=hits, total=len(found.hits), corrected=found.corrected)


def _capitalise(text: str) -> str:
    return text[:1].upper() + text[1:]


def _meant(pair: dict[str, str], error: PaingraphError) -> list[tuple[str, str]]:
    """Return what may have been meant by a name of a pair, and the path of the comparison with it."""
    nearest = [str(one["label"]) for one in error.details.get("nearest", ())]
    return [(name, f"/compare?{urlencode({**pair, error.details['parameter']: name})}") for name in nearest]


def _is_silent(ground: GroundAnswer) -> bool:
    """Tell whether the words of a passage that a proof ends in are not at hand."""
    premises = (premise for proof in ground["proofs"] for premise in proof["premises"])
    return any(claim["quote"] is None for claim in ground["claims"]) or any(map(_is_silent, premises))


def _marked(pieces: Iterable[tuple[str, bool]]) -> Markup:
    return Markup().join(Markup("<mark>{}</mark>").format(text) if mark else escape(text) for text, mark in pieces)
