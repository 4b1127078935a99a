"""The ten kinds of things, as the API and the pages name them."""

from __future__ import annotations

from dataclasses import dataclass

from paingraph.ontology.english import with_article

__all__ = ["KINDS", "KINDS_BY_NAME", "Kind"]


@dataclass(frozen=True, slots=True)
class Kind:
    """A class of the scheme: its local name, and its words for readers and routes."""

    name: str
    singular: str
    plural: str
    #: What counts as one, for readers who do not know the scheme.
    help: str

    @property
    def route(self) -> str:
        """Last segment of the path of the kind's list."""
        return self.plural.replace(" ", "-")

    @property
    def a(self) -> str:
        """The singular with its article."""
        return with_article(self.singular)


#: In the order in which readers ask for them.
KINDS = (
    Kind("Condition", "condition", "conditions", "A disease, syndrome, injury, symptom or state of pain."),
    Kind("Procedure", "procedure", "procedures", "Something that a clinician does to a patient."),
    Kind("Therapy", "therapy", "therapies", "Conservative or non-procedural care."),
    Kind("Specialty", "specialty", "specialties", "A medical or allied-health discipline."),
    Kind(
        "PainGenerator",
        "pain generator",
        "pain generators",
        "A structure or state of tissue that is named as a source of pain.",
    ),
    Kind(
        "AnatomicalStructure",
        "anatomical structure",
        "anatomical structures",
        "Any other structure of the body that a procedure acts on.",
    ),
    Kind("Substance", "substance", "substances", "A drug, biologic or agent."),
    Kind("Device", "device", "devices", "A device that is implanted or held."),
    Kind("ImagingModality", "imaging modality", "imaging modalities", "Imaging that guides or diagnoses."),
    Kind("Credential", "credential", "credentials", "A stage of training or a qualification."),
)

KINDS_BY_NAME = {kind.name: kind for kind in KINDS}
