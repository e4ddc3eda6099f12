"""What a tagged PDF needs that the renderer leaves out, and a check of the result.

A table header gets its scope, without which a screen reader cannot say which row or column
it heads. The check is our own list: tagged and checked against it, which is less than a
certificate of PDF/UA.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import pikepdf


@dataclass(frozen=True, slots=True)
class Inspection:
    """What a PDF is, as far as somebody who cannot see it is concerned.

    Attributes:
        title, language: as its metadata say.
        is_tagged: whether it is marked, with a tree of structure.
        headings: the tags of its headings, in order, such as ``("H1", "H2", "H3")``.
        headers_without_scope: how many table headers do not say what they head.
        bookmarks: how many entries its outline has, at every depth.
        pages: how many there are.
    """

    title: str
    language: str
    is_tagged: bool
    headings: tuple[str, ...]
    headers_without_scope: int
    bookmarks: int
    pages: int

    def faults(self) -> tuple[str, ...]:
        """What is wrong with it, in words; empty where it may be issued."""
        levels = [int(tag[1:]) for tag in self.headings]
        skips = any(after > before + 1 for before, after in pairwise(levels))
        found = {
            "no title": not self.title,
            "no language": not self.language,
            "not tagged": not self.is_tagged,
            "does not begin with a first-level heading": levels[:1] != [1],
            "skips a level of heading": skips,
            "has a table header without scope": self.headers_without_scope > 0,
            "has no bookmarks": self.bookmarks == 0,
        }
        return tuple(fault for fault, holds in found.items() if holds)


def _elements(node: pikepdf.Object) -> Iterator[pikepdf.Dictionary]:
    """Every structure element below a node, in reading order."""
    if isinstance(node, pikepdf.Array):
        for child in node:
            yield from _elements(child)
    elif isinstance(node, pikepdf.Dictionary):
        if "/S" in node:
            yield node
        if "/K" in node and node.get("/Type") != pikepdf.Name.MCR:
            yield from _elements(node["/K"])


def _tag(element: pikepdf.Dictionary) -> str:
    return str(element["/S"]).removeprefix("/")


def mend(pdf: bytes) -> bytes:
    """Give each table header its scope: of its row, where the row also holds data.

    Returns:
        The mended file; the same bytes for the same file.
    """
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for row in _elements(document.Root.StructTreeRoot):
            if _tag(row) != "TR":
                continue
            cells = [cell for cell in _elements(row["/K"]) if _tag(cell) in ("TH", "TD")]
            heads_a_row = any(_tag(cell) == "TD" for cell in cells)
            scope = pikepdf.Name.Row if heads_a_row else pikepdf.Name.Column
            for cell in cells:
                if _tag(cell) == "TH":
                    cell["/A"] = pikepdf.Dictionary(O=pikepdf.Name.Table, Scope=scope)
        mended = io.BytesIO()
        document.save(mended, deterministic_id=True)
    return mended.getvalue()


def inspect(pdf: bytes) -> Inspection:
    """Look at a PDF as assistive technology does."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        root = document.Root
        marks = root.get("/MarkInfo", pikepdf.Dictionary())
        is_tagged = bool(marks.get("/Marked", False))
        elements = list(_elements(root.StructTreeRoot)) if "/StructTreeRoot" in root else []
        headers = [element for element in elements if _tag(element) == "TH"]
        with document.open_outline() as outline:
            bookmarks = _count(outline.root)
        return Inspection(
            title=str(document.docinfo.get("/Title", "")),
            language=str(root.get("/Lang", "")),
            is_tagged=is_tagged and bool(elements),
            headings=tuple(
                _tag(element)
                for element in elements
                if _tag(element) in {"H1", "H2", "H3", "H4", "H5", "H6"}
            ),
            headers_without_scope=sum(
                1 for cell in headers if "/Scope" not in cell.get("/A", pikepdf.Dictionary())
            ),
            bookmarks=bookmarks,
            pages=len(document.pages),
        )


def _count(items: list[pikepdf.OutlineItem]) -> int:
    return sum(1 + _count(item.children) for item in items)
