"""The blanks of a question: what stands in them, what is offered for them, and what may have been meant."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from paingraph.api.answers import Answers
from paingraph.api.directory import Entry
from paingraph.ontology.errors import PaingraphError
from paingraph.queries.header import Parameter
from paingraph.queries.named_query import NamedQuery
from paingraph.queries.resolver import UNIONS

__all__ = ["MAX_OFFERED", "Blanks"]

#: Names that a browser is given to offer for a blank: those that most documents speak of.
MAX_OFFERED = 500


class Blanks:
    """The blanks of every question, in the words of one version."""

    def __init__(self, answers: Answers) -> None:
        self._directory = answers.directory
        self._documents = answers.evidence.documents
        said = (entry for entry in self._directory.entries.values() if entry.claims)
        self._said = sorted(said, key=lambda entry: -entry.documents)

    def filled(self, query: NamedQuery, given: Mapping[str, str]) -> dict[str, str]:
        """Return what stands in each blank: what was given, or what is asked for in its stead."""
        return {
            parameter.name: given.get(parameter.name) or self._named(parameter, parameter.default or "")
            for parameter in query.parameters
        }

    def offered(self, query: NamedQuery) -> dict[str, list[tuple[str, str]]]:
        """Return the values that each blank may take, with a word on each; none where a blank takes any text."""
        return {parameter.name: list(self._choices(parameter)) for parameter in query.parameters}

    def meant(self, query: NamedQuery, given: Mapping[str, str], error: PaingraphError) -> list[tuple[str, str]]:
        """Return what may have been meant by what was not found: its name, and the path of the question with it."""
        for parameter in query.parameters:
            if parameter.name == error.details.get("parameter"):
                nearest = error.details.get("nearest", ())
                names = [one["label"] if isinstance(one, Mapping) else self._named(parameter, one) for one in nearest]
                return [(n, f"/queries/{query.name}?{urlencode({**given, parameter.name: n})}") for n in names]
        return []

    def _choices(self, parameter: Parameter) -> list[tuple[str, str]]:
        match parameter.kind:
            case "entity":
                kinds = {kind for name in parameter.classes for kind in UNIONS.get(name, (name,))}
                fitting = [entry for entry in self._said if not kinds or entry.kind.name in kinds]
                return sorted((entry.label, entry.kind.singular) for entry in fitting[:MAX_OFFERED])
            case "document":
                return [(document.id, document.title) for document in self._documents.values()][:MAX_OFFERED]
            case "relation":
                return [(relation.label, "") for relation in self._directory.relations.values()]
            case _:
                return []

    def _named(self, parameter: Parameter, value: str) -> str:
        """Return the name of a thing that is given by its slug, as a reader would write it."""
        match parameter.kind:
            case "entity":
                entry: Entry | None = self._directory.get(value)
                return entry.label if entry else value
            case "relation" if value in self._directory.relations:
                return self._directory.relations[value].label
            case _:
                return value
