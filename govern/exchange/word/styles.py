"""How a Word file of ours looks: styles, numbering and settings."""

from __future__ import annotations

from typing import Any

from govern.exchange.word.xml import element, serialised, tag

FONT = "Arial"
NAVY, GREY, RED, BLUE = "0B2545", "505A5F", "AA1111", "1D4F91"
BULLETS, NUMBERS = 1, 2
STYLES = {
    "title": "Title",
    "subtitle": "Subtitle",
    "section": "Heading1",
    "label": "Heading3",
    "blank": "NotAnswered",
    "bullet": "ListBullet",
    "number": "ListNumber",
    "continue": "ListContinue",
    "quote": "Quote",
    "head": "TableHead",
    "cell": "TableText",
    "fact": "TableText",
    "gap": "TableText",
    "notice": "Notice",
}
"""Our word for a paragraph's style -> the style's id in the file."""


def styles() -> bytes:
    """styles.xml."""
    root = element("w:styles", _defaults())
    for made in (
        _style("Normal", "Normal", default=True, after=120),
        _style("Title", "Title", size=44, bold=True, colour=NAVY, before=240, after=60),
        _style("Subtitle", "Subtitle", size=26, colour=GREY, after=200),
        _style(
            "Heading1",
            "heading 1",
            size=30,
            bold=True,
            colour=NAVY,
            before=400,
            after=120,
            keep=True,
            outline=0,
        ),
        _style(
            "Heading3",
            "heading 3",
            size=23,
            bold=True,
            colour=NAVY,
            before=240,
            after=80,
            keep=True,
            outline=1,
        ),
        _style("NotAnswered", "Not answered", colour=GREY, italic=True, after=120),
        _style("ListBullet", "List Bullet", numbering=BULLETS, after=60),
        _style("ListNumber", "List Number", numbering=NUMBERS, after=60),
        _style("ListContinue", "List Continue", after=60),
        _style("Quote", "Quote", italic=False, colour="303A42", after=120, left=567),
        _style("TableHead", "Table Head", size=19, bold=True, after=40, before=40),
        _style("TableText", "Table Text", size=19, after=40, before=40),
        _style("Notice", "Notice", size=20, after=120, left=170),
        _style("Header", "header", size=17, colour=GREY, after=0),
        _style("Footer", "footer", size=17, colour=GREY, after=0),
        _style("CommentText", "annotation text", size=20, after=60),
    ):
        root.append(made)
    root.append(
        _character(
            "CodeWords",
            "Code Words",
            element("w:rFonts", ascii="Courier New", hAnsi="Courier New", cs="Courier New"),
        )
    )
    root.append(
        _character(
            "Hyperlink", "Hyperlink", element("w:color", val=BLUE), element("w:u", val="single")
        )
    )
    return serialised(root)  # fmt: skip


def _defaults() -> Any:
    run = element(
        "w:rPr",
        element("w:rFonts", ascii=FONT, hAnsi=FONT, cs=FONT, eastAsia=FONT),
        element("w:sz", val=22),
        element("w:szCs", val=22),
        element("w:lang", val="en-GB"),
    )
    spacing = element("w:pPr", element("w:spacing", after=120, line=264, lineRule="auto"))
    return element("w:docDefaults", element("w:rPrDefault", run), element("w:pPrDefault", spacing))


def _style(
    style_id: str,
    name: str,
    *,
    size: int = 0,
    bold: bool = False,
    italic: bool = False,
    colour: str = "",
    before: int = 0,
    after: int = 0,
    left: int = 0,
    keep: bool = False,
    outline: int | None = None,
    numbering: int = 0,
    default: bool = False,
) -> Any:
    """One paragraph style; sizes are half points, spaces twentieths of a point."""
    paragraph = element(
        "w:pPr",
        element("w:keepNext") if keep else None,
        element("w:numPr", element("w:numId", val=numbering)) if numbering else None,
        element("w:spacing", before=before, after=after),
        element("w:ind", left=left) if left else None,
        element("w:outlineLvl", val=outline) if outline is not None else None,
    )
    run = element(
        "w:rPr",
        element("w:b") if bold else None,
        element("w:i") if italic else None,
        element("w:color", val=colour) if colour else None,
        element("w:sz", val=size) if size else None,
        element("w:szCs", val=size) if size else None,
    )
    made = element(
        "w:style",
        element("w:name", val=name),
        None if default else element("w:basedOn", val="Normal"),
        element("w:qFormat"),
        paragraph,
        run,
        type="paragraph",
        styleId=style_id,
    )
    if default:
        made.set(tag("w:default"), "1")
    return made


def _character(style_id: str, name: str, *looks: Any) -> Any:
    return element(
        "w:style",
        element("w:name", val=name),
        element("w:rPr", *looks),
        type="character",
        styleId=style_id,
    )


def numbering(lists: int) -> bytes:
    """numbering.xml: bullets, numbers, and `lists` numbered lists that each begin at one."""
    root = element("w:numbering")
    root.append(_abstract(BULLETS, "bullet"))
    root.append(_abstract(NUMBERS, "decimal"))
    root.append(element("w:num", element("w:abstractNumId", val=BULLETS), numId=BULLETS))
    root.append(element("w:num", element("w:abstractNumId", val=NUMBERS), numId=NUMBERS))
    for number in range(1, lists + 1):
        begins = [
            element("w:lvlOverride", element("w:startOverride", val=1), ilvl=level)
            for level in range(9)
        ]
        root.append(
            element(
                "w:num",
                element("w:abstractNumId", val=NUMBERS),
                *begins,
                numId=NUMBERS + number,
            )
        )
    return serialised(root)


def _abstract(number: int, form: str) -> Any:
    made = element(
        "w:abstractNum", element("w:multiLevelType", val="multilevel"), abstractNumId=number
    )
    for level in range(9):
        sign = "•–▪"[level % 3] if form == "bullet" else f"%{level + 1}."
        left = 425 * (level + 1)
        made.append(
            element(
                "w:lvl",
                element("w:start", val=1),
                element("w:numFmt", val=form),
                element("w:lvlText", val=sign),
                element("w:lvlJc", val="left"),
                element("w:pPr", element("w:ind", left=left, hanging=425)),
                ilvl=level,
            )
        )
    return made


def settings() -> bytes:
    """settings.xml."""
    return serialised(
        element(
            "w:settings",
            element("w:zoom", percent=100),
            element("w:defaultTabStop", val=720),
            element("w:themeFontLang", val="en-GB"),
        )
    )
