"""The text of a Word document's paragraphs and cells: its lines, and which of them are set off like headings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from docx.oxml.ns import qn

from paingraph.loader.lines import reads_on
from paingraph.loader.normalization import is_footnote_mark, normalized

__all__ = ["grid", "is_bold", "is_set_off", "lines", "nests", "rejoined", "text_boxes"]

#: Elements whose text is not shown, or is shown elsewhere.
_UNSHOWN = frozenset(map(qn, ("w:del", "w:moveFrom", "w:instrText", "w:delText", "w:pPr", "w:rPr", "w:object"))) | {
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
}
#: Half points from which on a short line is set like a heading.
_LARGE = 28


def _shown(element: Any) -> Iterator[Any]:
    """Yield the text runs of a paragraph and its text-bearing elements in order, without text boxes."""
    for child in element.iterchildren():
        if child.tag in _UNSHOWN or not isinstance(child.tag, str) or child.tag.endswith("}txbxContent"):
            continue
        if child.tag == qn("w:r") and (_is_hidden(child) or _is_mark(child)):
            continue
        yield child
        yield from _shown(child)


def lines(paragraph: Any, *, set_off: bool = False) -> Iterator[tuple[str, bool]]:
    """Yield the lines of a paragraph that end by force, and whether all of a line is bold or large.

    `set_off` says whether the paragraph's style is.
    """
    text, bold, run_bold = "", True, set_off
    for element in _shown(paragraph):
        if element.tag == qn("w:r"):
            run_bold = is_set_off(element, set_off)
        elif element.tag == qn("w:t"):
            text += element.text or ""
            bold = bold and (run_bold or not (element.text or "").strip())
        elif element.tag == qn("w:br") and element.get(qn("w:type")) is None:
            yield text, bold
            text, bold = "", True
        elif element.tag in (qn("w:tab"), qn("w:br"), qn("w:cr")):
            text += " "
        elif element.tag == qn("w:noBreakHyphen"):
            text += "-"
    yield text, bold


def rejoined(texts: Iterable[tuple[str, bool]]) -> list[tuple[str, bool]]:
    """Return the lines of a paragraph with those as one that read on."""
    found: list[tuple[str, bool]] = []
    for text, bold in texts:
        line = text.strip()
        if found and line and found[-1][0].strip() and reads_on([before.strip() for before, _ in found], line):
            found[-1] = (f"{found[-1][0]} {text}", found[-1][1] and bold)
        else:
            found.append((text, bold))
    return found


def is_set_off(element: Any, otherwise: bool = False) -> bool:
    """Tell whether the properties of a run or style make its text bold or large."""
    size = element.find(f"{qn('w:rPr')}/{qn('w:sz')}")
    if size is not None and size.get(qn("w:val"), "").isdigit() and int(size.get(qn("w:val"))) >= _LARGE:
        return True
    bold = element.find(f"{qn('w:rPr')}/{qn('w:b')}")
    return otherwise if bold is None else _is_on(bold)


def _is_hidden(run: Any) -> bool:
    """Tell whether a run is not shown, or struck out."""
    return any(_is_on(run.find(f"{qn('w:rPr')}/{qn(name)}")) for name in ("w:vanish", "w:strike", "w:dstrike"))


def _is_mark(run: Any) -> bool:
    """Tell whether a run is the mark of a footnote."""
    raised = run.find(f"{qn('w:rPr')}/{qn('w:vertAlign')}")
    if raised is None or raised.get(qn("w:val")) != "superscript":
        return False
    return is_footnote_mark("".join(text.text or "" for text in run.iter(qn("w:t"))))


def _is_on(property_: Any) -> bool:
    """Tell whether a property of a run is there and not switched off."""
    return property_ is not None and property_.get(qn("w:val"), "1") not in ("0", "false", "off")


def is_bold(cell: Any) -> bool:
    """Tell whether all text of a cell is bold or large."""
    runs = [run for run in cell.iter(qn("w:r")) if any((text.text or "").strip() for text in run.iter(qn("w:t")))]
    return bool(runs) and all(is_set_off(run) for run in runs)


def text_boxes(paragraph: Any) -> Iterator[Any]:
    """Yield the contents of the text boxes that are anchored in a paragraph, each once."""
    for box in paragraph.iter(qn("w:txbxContent")):
        if not any(ancestor.tag in _UNSHOWN for ancestor in box.iterancestors()):
            yield box


def nests(table: Any) -> bool:
    """Tell whether a cell of a table holds a table itself."""
    return any(True for cell in table.iter(qn("w:tc")) for _ in cell.iterchildren(qn("w:tbl")))


def grid(cells: list[list[Any]]) -> list[list[str]]:
    """Return the text of each cell; a cell that is merged downward stands in each of its rows."""
    rows: list[list[str]] = []
    for row in cells:
        texts: list[str] = []
        for cell in row:
            merged = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
            span = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
            if merged is not None and merged.get(qn("w:val")) != "restart" and rows and len(texts) < len(rows[-1]):
                texts.append(rows[-1][len(texts)])
            else:
                parts = [normalized(text) for paragraph in cell.iter(qn("w:p")) for text, _ in lines(paragraph)]
                texts.append("; ".join(part.rstrip(";,") for part in parts if part))
            if span is not None:
                texts.extend([""] * min(int(span.get(qn("w:val"), "1")) - 1, 60))
        rows.append(texts)
    return rows
