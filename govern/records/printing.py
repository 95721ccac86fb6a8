"""Prints a document: from the plain print model to HTML by the print templates, and from there to
the frozen bytes.
"""

from __future__ import annotations

import functools
import re
from datetime import datetime
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup, escape

from govern.records import budget, columns, pictures, risks, stamp
from govern.records.blocks import Matrix, PrintModel
from govern.records.confined.limits import Limits
from govern.records.glyphs import described, unshown
from govern.records.prose import breakable, printable, prose, unbroken
from govern.records.render import LIMITS, RenderError, TooCostly, begin, render
from govern.records.rendering.job import Field

TEMPLATES = Path(__file__).resolve().parents[2] / "templates" / "print"

FORM = 4
"""Counts the forms of print: another one gives the same content other bytes, and every frozen file
names its own in its properties. What is frozen is never printed again.
"""


_DIGEST = re.compile(r"sha256:[0-9a-f]{64}\Z")


def html(model: PrintModel) -> str:
    """The document as HTML with its own style and pictures inside; nothing in it refers to anything
    outside.
    """
    return template("document.html").render(model=model)


def template(name: str) -> Template:
    """A print template by its name; a value it misses is an error, not a gap."""
    return _environment().get_template(name)


def frozen_pdf(
    model: PrintModel, *, identifier: bytes, at: datetime, limits: Limits = LIMITS
) -> bytes:
    """The frozen PDF of a version: PDF/A-3a and PDF/UA-1, one empty field for each signature of the
    model.

    `identifier` is the version's id (16 bytes), `at` the instant of freezing. The same model,
    identifier and instant give the same bytes. Raises RenderError.
    """
    fault = budget.too_large(model) or budget.too_deep(model) or budget.unprintable(model)
    if fault:
        raise RenderError(fault)
    made = html(model)
    if lacking := unshown(made):
        raise RenderError(
            f"These characters cannot be printed: {', '.join(map(described, lacking[:5]))}. "
            "Write them in another way."
        )
    try:
        return render(made, identifier=identifier, at=at, fields=_fields(model), limits=limits)
    except TooCostly as met:
        raise TooCostly(f"{met} {budget.largest(model)}") from None


def begin_pdf(model: PrintModel, *, identifier: bytes, at: datetime) -> None:
    """Start on what `frozen_pdf` will be asked for with the same model, identifier and instant."""
    begin(html(model), identifier=identifier, at=at, fields=_fields(model))


def _fields(model: PrintModel) -> list[Field]:
    return [Field(each.name, f"Signature: {each.role}") for each in model.signatures]


@functools.cache
def _environment() -> Environment:
    made = Environment(
        finalize=_finalized,
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {
        "prose": _safe(functools.partial(prose, on_paper=True)),
        "whole": _whole,
        "kind": lambda block: type(block).__name__.lower(),
        "widths": columns.widths,
        "figures": columns.figures,
        "shares": columns.shares,
        "lines": columns.lines,
        "brief": columns.is_brief,
        "few": columns.are_few,
        "ticked": columns.are_ticked,
    }
    made.globals |= {
        "qr": _qr,
        "matrix": _matrix,
        "level": risks.in_words,
        "stamp": stamp,
        "form": FORM,
    }
    return made


def _safe(make: object) -> object:
    """Our own makers give safe HTML: authors' text went through the sanitiser."""

    def made(text: str) -> Markup:
        return Markup(make(text))  # type: ignore[operator]  # noqa: S704  made by the sanitiser

    return made


def _whole(value: str) -> Markup:
    """Plain text with its citations kept on their lines, where it stands between tags."""
    if _DIGEST.match(value):
        return Markup('<span class="digest">{}</span>').format(value)
    return Markup(unbroken(str(escape(breakable(printable(value))))))  # noqa: S704  escaped first


def _qr(address: str, description: str) -> Markup:
    return Markup(pictures.qr(address, description))  # noqa: S704  drawn by us, its texts escaped


def _matrix(block: Matrix, after: bool) -> Markup:
    return Markup(pictures.matrix(block, after=after))  # noqa: S704  drawn by us, its texts escaped


def _finalized(value: object) -> object:
    """Whatever plain text a template prints gets places to break; our own markup has them."""
    if isinstance(value, Markup) or not isinstance(value, str):
        return value
    return breakable(printable(value))
