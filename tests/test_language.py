"""Whether a text is English at all."""

from __future__ import annotations

import pytest

from paingraph.loader.language import looks_english


@pytest.mark.parametrize(
    "text",
    [
        "A nerve block is an injection that numbs a nerve, and it is used to relieve pain.",
        "Sciatica\nSpinal stenosis\nHerniated disc",
        "Sciatica\nShoulder pain\nFacet joint syndrome\nDegenerative disc disease\n" * 40,
        "Die Blockade betäubt einen Nerv. " * 6 + "Summary: the block numbs the nerve and is used for relief of pain.",
    ],
)
def test_english_is_recognised(text: str) -> None:
    """Running text, a bare list of terms, and a text with an English summary."""
    assert looks_english(text)


@pytest.mark.parametrize(
    "text",
    [
        "Die Blockade ist eine Injektion, die einen Nerv betäubt, und sie wird bei Schmerzen oft wiederholt. " * 4,
        "El bloqueo es una inyección que adormece un nervio y se usa para aliviar el dolor de la espalda. " * 4,
        "Le bloc est une injection qui endort un nerf, et il est utilisé pour soulager la douleur du dos. " * 4,
        "Puudutus on ruiske, joka puuduttaa hermon ja jota käytetään lievittämään selän kipua pitkään. " * 6,
        "Блокада это инъекция, которая обезболивает нерв.",
        "神経ブロックは注射です。",
        "1234 5678",
        "",
    ],
)
def test_other_languages_are_not(text: str) -> None:
    """Neither those with Latin letters nor others, nor no language at all."""
    assert not looks_english(text)
