"""The evidence: every claim at hand by entity, document and digest, and the edges that were concluded.

A graph of usual size is read once, so that an answer needs no query. One with more claims than memory should hold is
asked each time; the answers are the same.
"""

from __future__ import annotations

from collections import defaultdict

from paingraph.api.claim_reader import ClaimReader, InferredEdge
from paingraph.api.directory import Directory
from paingraph.api.parameters import naming
from paingraph.api.resources import ClaimAnswer, EntityAnswer
from paingraph.api.retractions import Retractions
from paingraph.api.source_documents import Document, read_documents
from paingraph.api.urls import claim_digest
from paingraph.ontology.errors import NotFoundError
from paingraph.queries.store import Store

__all__ = ["Evidence"]

#: Claims that are kept at hand, about 5 kB each with what is made of them.
AT_HAND = 100_000


class Evidence:
    """What documents say, and what was concluded from it."""

    def __init__(
        self, store: Store, directory: Directory, retractions: Retractions | None = None, at_hand: int = AT_HAND
    ) -> None:
        self._reader = ClaimReader(store, directory)
        self._index = _Index(self._reader) if self._reader.count() <= at_hand else None
        self.retractions = retractions or Retractions()
        self._entities_in: dict[str, frozenset[str]] = {}
        self.documents = {document.id: document for document in read_documents(store)}

    @property
    def at_hand(self) -> bool:
        """Whether every claim is at hand, so that what is made of them may be, too."""
        return self._index is not None

    def claim(self, digest: str) -> ClaimAnswer:
        """Return one claim by the digest in its IRI.

        Raises:
            GoneError: it was retracted with its document.
            NotFoundError: there never was such a claim in this version.
        """
        claim = self._index.by_digest.get(digest) if self._index else self._reader.one(digest)
        if claim is None:
            self.retractions.refuse_claim(digest)
            raise NotFoundError(f"There is no claim {digest[:60]!r} in this version of the graph.", nearest=[])
        return claim

    def around(self, digest: str) -> tuple[str, str]:
        """Return the text before and after the passage of a claim, as far as it is at hand."""
        return self._reader.around(digest)

    def claims_of(self, slug: str) -> list[ClaimAnswer]:
        """Return every claim that speaks of an entity, by document and position; rejected ones stay out."""
        return self._index.by_entity.get(slug, []) if self._index else self._reader.of_entity(slug)

    def claims_in(self, document: str) -> list[ClaimAnswer]:
        """Return every claim of a document in the order of the text; rejected ones stay out."""
        return self._index.by_document.get(document, []) if self._index else self._reader.of_document(document)

    def entities_in(self, document: str) -> frozenset[str]:
        """Return the entities that a document speaks of, by slug."""
        if document not in self._entities_in:
            ends = ((claim["subject"]["id"], claim["object"].get("id")) for claim in self.claims_in(document))
            self._entities_in[document] = frozenset(str(slug) for pair in ends for slug in pair if slug)
        return self._entities_in[document]

    def inferred(self, slug: str) -> list[InferredEdge]:
        """Return the concluded edges that begin or end at an entity."""
        return self._index.inferred.get(slug, []) if self._index else self._reader.inferred_of(slug)

    def entity(self, iri: str) -> EntityAnswer:
        """Name an entity, as claims carry it."""
        return self._reader.entity(iri)

    def document(self, id: str, *, parameter: str | None = None) -> Document:  # noqa: A002 - it is the document's id
        """Return a document by its id; an error names the `parameter` that holds it.

        Raises:
            GoneError: it was retracted.
            NotFoundError: there never was such a document in this version.
        """
        if id in self.documents:
            return self.documents[id]
        with naming(parameter):
            self.retractions.refuse_document(id)
            known = list(self.documents)
            raise NotFoundError(
                f"There is no document {id[:60]!r}; there are {', '.join(known[:10]) or 'none'}.", nearest=known[:10]
            )


class _Index:
    """Claims and concluded edges by what they are looked for."""

    def __init__(self, reader: ClaimReader) -> None:
        self.by_digest: dict[str, ClaimAnswer] = {}
        self.by_entity: defaultdict[str, list[ClaimAnswer]] = defaultdict(list)
        self.by_document: defaultdict[str, list[ClaimAnswer]] = defaultdict(list)
        self.inferred: defaultdict[str, list[InferredEdge]] = defaultdict(list)
        for claim in reader.all():
            self.by_digest[claim_digest(claim["id"])] = claim
            self.by_document[claim["document"]].append(claim)
            for slug in {claim["subject"]["id"], str(claim["object"].get("id", ""))} - {""}:
                self.by_entity[slug].append(claim)
        for edge in reader.inferred():
            for slug in {edge.subject, edge.object}:
                self.inferred[slug].append(edge)
