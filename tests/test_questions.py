"""Questions in running text become the headings of their answers, however a page sets them."""

from __future__ import annotations

import pytest

from paingraph.loader.documents import BlockKind, Document
from paingraph.loader.readers import read_bytes
from paingraph.ontology.namespaces import DocumentId

QUESTIONS = ("What is kyphoplasty?", "Who is it for?", "Does it hurt?")
ANSWERS = ("Cement is put into a bone.", "For people with a fracture.", "Only a little, as a rule.")
PAIRS = tuple(zip(QUESTIONS, ANSWERS, strict=True))


def read(text: str) -> Document:
    """Return a document as readers give it to the rules."""
    return read_bytes(text.encode(), DocumentId("note"))


def outlined(document: Document) -> list[tuple[str, str]]:
    """Return each heading below the title with the text that stands under it."""
    below: dict[int, list[str]] = {}
    for block in document.blocks:
        if block.kind is not BlockKind.HEADING and block.heading is not None:
            below.setdefault(block.heading, []).append(document.text_of(block))
    return [(document.text_of(document.blocks[index]), " ".join(below[index])) for index in below if index]


LAYOUTS = {
    "bold at the head of a paragraph": "<h1>Help</h1><p>We answer.</p>"
    + "".join(f"<p><strong>{asked}</strong> {said}</p>" for asked, said in PAIRS),
    "items of a list": "<h1>Help</h1><p>We answer.</p><ol>"
    + "".join(f"<li><strong>{asked}</strong><p>{said}</p></li>" for asked, said in PAIRS)
    + "</ol>",
    "rows of a table": "<h1>Help</h1><p>We answer.</p><table><tr><th>Question</th><th>Answer</th></tr>"
    + "".join(f"<tr><td>{asked}</td><td>{said}</td></tr>" for asked, said in PAIRS)
    + "</table>",
    "on the line above, in bold": "# Help\n\nWe answer.\n\n" + "\n\n".join(f"**{a}**\n{b}" for a, b in PAIRS),
    "behind the number of an item": "# Help\n\nWe answer.\n\n" + "\n\n".join(f"1. {a} {b}" for a, b in PAIRS),
    "behind the names of speakers": "Help\n\nWe answer.\n\n"
    + "\n\n".join(f"Reader: {a}\n\nDr. Hale: {b}" for a, b in PAIRS),
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_question_is_the_heading_of_its_answer(layout: str) -> None:
    """Whatever the layout, the outline is the same."""
    assert outlined(read(LAYOUTS[layout])) == list(PAIRS)


def test_what_leads_to_a_question_belongs_to_it() -> None:
    """Somebody tells of himself before he asks."""
    letters = "".join(f"<p>{asked} {said}</p>" for asked, said in PAIRS[:2])
    document = read(f"<h1>Letters</h1>{letters}<p>My knee hurts. What can be done? A block may help.</p>")
    assert outlined(document)[-1] == ("My knee hurts. What can be done?", "A block may help.")


def test_what_somebody_tells_between_answers_is_a_heading_too() -> None:
    """Not every letter asks; what it tells stands alone before a longer answer."""
    told = "My daughter found something about stem cells."
    reply = "We do not offer those here, and for that we have what we and others believe to be very good reasons."
    pages = [*PAIRS, ("Is it new?", "It is ten years old."), (told, reply)]
    asked = "".join(f"## {question}\n\n{answer}\n\n" for question, answer in pages[:-1])
    document = read(f"# Letters\n\nWe answer.\n\n{asked}{told}\n\n{reply}\n")
    assert outlined(document) == pages
    last = document.blocks[-2]
    assert document.blocks[-4].level == last.level


@pytest.mark.parametrize(
    "text",
    [
        "# Spines\n\nWhy does this matter? Because backs ache.\n\nNothing else is asked here.\n",
        "# Spines\n\nTired of pills? Come and see us.\n\nWant to walk again? We can help with that.\n",
        "# Spines\n\nAsk your doctor:\n\n- What is it?\n- Does it hurt?\n- Who is it for?\n\nWrite it down.\n",
    ],
    ids=["asked once for its own sake", "not asked in earnest", "a list of nothing but questions"],
)
def test_other_questions_stay_in_the_text(text: str) -> None:
    """A page is no list of questions for one that it asks."""
    document = read(text)
    assert [b.kind for b in document.blocks].count(BlockKind.HEADING) == 1
