"""Where an IRI of ours is answered on this server: the one place that maps IRIs to paths and back.

Answers carry paths, never hosts, so that the same version gives the same bytes behind every name and proxy.
"""

from __future__ import annotations

from urllib.parse import quote

from paingraph.ontology.namespaces import BASE, CLAIM, DERIVATION, DOCUMENT, PGID, Iri

__all__ = [
    "API",
    "CLAIM_CONTEXT",
    "CONTEXT",
    "NODES",
    "asset",
    "claim_digest",
    "document_id",
    "entity_api",
    "entity_slug",
    "explanation_path",
    "iri_of",
    "local_path",
]

#: Where the JSON API lives; a change that breaks clients gets a new number.
API = "/api/v1"
#: What makes JSON answers RDF; in those that are claims, `id` is an IRI and not a slug.
CONTEXT = API + "/context.jsonld"
CLAIM_CONTEXT = API + "/claim-context.jsonld"

#: Kinds of nodes that have no page of their own; a query describes them.
NODES = ("agent", "edge", "mapping", "prefix", "query", "rule", "run")
#: What lies under the base IRI and is answered here at the same path.
_ANSWERED = (
    *("id/", "document/", "claim/", "derivation/", "graph/", "ontology", "vocabulary", "mappings"),
    *(f"{kind}/" for kind in NODES),
)


def local_path(iri: str) -> str | None:
    """Return the path at which this server answers an IRI of ours, or None for anyone else's."""
    if not iri.startswith(BASE) or not iri.removeprefix(BASE).startswith(_ANSWERED):
        return None
    path, _, fragment = iri.removeprefix(BASE).partition("#")
    return "/" + quote(path, safe="/") + (f"#{quote(fragment, safe='=,')}" if fragment else "")


def iri_of(path: str) -> Iri:
    """Return the IRI that a path of this server stands for; the reverse of `local_path`."""
    return Iri(BASE + path.removeprefix("/"))


def entity_slug(iri: str) -> str:
    """Return the slug in an entity's IRI."""
    return iri.removeprefix(PGID)


def document_id(iri: str) -> str:
    """Return the id in a document's IRI, or in that of one of its passages."""
    return iri.removeprefix(DOCUMENT).partition("#")[0]


def claim_digest(iri: str) -> str:
    """Return the digest in the IRI of a claim or derivation."""
    return iri.removeprefix(CLAIM).removeprefix(DERIVATION)


def entity_api(slug: str) -> str:
    """Return the path of an entity in the JSON API."""
    return f"{API}/entities/{slug}"


def explanation_path(subject: str, relation: str, object_: object) -> str:
    """Return the path of the proofs of an edge between two slugs, which a URL takes as they are, in the JSON API."""
    return f"{API}/explain?subject={subject}&relation={relation}&object={object_}"


def asset(name: str) -> str:
    """Return the path of one of our own style sheets, scripts or pictures."""
    return f"/assets/{name}"
