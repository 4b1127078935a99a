"""Web archives: the page that a browser saved in one file with its pictures and styles."""

from __future__ import annotations

from email.message import EmailMessage
from email.mime.multipart import MIMEMultipart
from email.mime.nonmultipart import MIMENonMultipart

import pytest

from paingraph.loader.documents import BlockKind
from paingraph.loader.html_reader import read as read_page
from paingraph.loader.readers import format_of, read_bytes
from paingraph.ontology.errors import DocumentError
from paingraph.ontology.namespaces import DocumentId

PAGE = """<!DOCTYPE html><html><head><meta http-equiv="Content-Type" content="text/html; charset={charset}">
<title>Occipital nerve block</title></head><body><h1>Occipital nerve block</h1>
<p>It’s an injection that relieves occipital neuralgia – often for weeks – and it is done in a few minutes.</p>
<ul><li>Bleeding</li><li>Infection</li></ul></body></html>"""
ADDRESS = "https://clinic.example/occipital"


def archive(page: bytes, kind: str = "text/html", encoding: str = "quoted-printable") -> bytes:
    """Return a page as a browser saves it in one file, a style before it."""
    whole = MIMEMultipart("related", type="text/html")
    whole["From"], whole["Snapshot-Content-Location"] = "<Saved by Blink>", ADDRESS
    style = MIMENonMultipart("text", "css")
    style.set_payload("p { color: red }")
    part = EmailMessage()
    part.set_content(page, *kind.split(";")[0].split("/"), cte=encoding)
    if ";" in kind:
        part.replace_header("Content-Type", kind)
    whole.attach(style)
    whole.attach(part)
    return whole.as_bytes()


@pytest.mark.parametrize("encoding", ["quoted-printable", "base64"])
def test_the_page_of_an_archive_is_read_as_the_page_itself(encoding: str) -> None:
    """Whatever way its bytes are packed; the address that it was saved from is its source."""
    page = PAGE.format(charset="UTF-8").encode()
    data = archive(page, encoding=encoding)
    assert format_of(data) == "mhtml"
    found, expected = read_bytes(data, DocumentId("page")), read_page(page, DocumentId("page"))
    assert (found.text, found.blocks) == (expected.text, expected.blocks)
    assert found.metadata == expected.metadata | {"source": ADDRESS}
    assert [block.kind for block in found.blocks].count(BlockKind.LIST_ITEM) == 2


def test_the_encoding_that_the_archive_names_goes_before_that_of_the_page() -> None:
    """Programs pack a page in another encoding and leave its declaration as it was."""
    data = archive(PAGE.format(charset="UTF-8").encode("cp1252"), 'text/html; charset="windows-1252"')
    assert "It’s an injection" in read_bytes(data, DocumentId("page")).text


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (archive(b"h1 { color: red }", "text/css"), "holds no page"),
        (archive(b" "), "holds no page"),
        (
            b"".join(b"Content-Type: multipart/related; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(3000)),
            "web archive",
        ),
    ],
)
def test_archives_without_a_page_are_told(data: bytes, message: str) -> None:
    """One sentence says what to do."""
    with pytest.raises(DocumentError, match=message):
        read_bytes(data, DocumentId("page"))


def test_a_letter_is_no_archive() -> None:
    """A mail of one part is text."""
    assert format_of(b"From: a@clinic.example\nContent-Type: text/plain\n\nA block relieves sciatica.\n") == "text"
