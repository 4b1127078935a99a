"""Retractions: the documents that a version no longer holds, and the claims that went with each."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from paingraph.api.urls import claim_digest
from paingraph.ontology.errors import GoneError
from paingraph.queries.versions import MANIFEST

__all__ = ["Retractions"]


@dataclass(frozen=True, slots=True)
class Retractions:
    """What was there once: asked only for what is not there now, so that a document can come back."""

    documents: frozenset[str] = frozenset()
    #: Digest of a claim to its document.
    claims: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of_records(cls, records: Sequence[Mapping[str, Any]]) -> Retractions:
        """Read the records of a manifest, {"id": …, "claims": [IRI, …]} each."""
        claims = {claim_digest(iri): str(record["id"]) for record in records for iri in record["claims"]}
        return cls(frozenset(str(record["id"]) for record in records), claims)

    @classmethod
    def of_version(cls, folder: Path) -> Retractions:
        """Read the manifest of a published version."""
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        return cls.of_records(manifest.get("retracted", []))

    def refuse_document(self, document: str) -> None:
        """Raise GoneError if the document was retracted."""
        if document in self.documents:
            raise GoneError(f"Document {document} was retracted, and its claims with it.", document=document)

    def refuse_claim(self, digest: str) -> None:
        """Raise GoneError if the claim was retracted."""
        if digest in self.claims:
            document = self.claims[digest]
            raise GoneError(f"This claim was retracted with its document, {document}.", document=document)
