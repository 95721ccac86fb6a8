"""Pictures drawn as plain SVG: QR codes and risk matrices. Each has a text beside it that says the
same.
"""

from __future__ import annotations

import html
import io

import segno

from govern.records.blocks import Matrix, Placed
from govern.records.prose import printable

INK = "#0b1f3f"
_LEVELS = ("#e3efe4", "#fbeecb", "#f6d3c2", "#eab5ae")
"""Fills from the lowest level to the highest; every cell also says its level in words."""

_SIZES = ((3, 13, 6), (4, 11, 12), (5, 9, 15))
"""How many references a cell takes: to a line, their size, and at most."""

_CELL_WIDTH, _CELL_HEIGHT, _LEFT, _BOTTOM, _TOP = 100, 62, 92, 46, 6


def escape(text: str) -> str:
    """Text made safe for HTML and SVG."""
    return html.escape(printable(text), quote=True)


def qr(address: str, description: str) -> str:
    """A QR code of an address as inline SVG, quiet zone included; `description` is what a screen
    reader says.
    """
    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(
        out, kind="svg", xmldecl=False, title=description, border=2, omitsize=True, dark=INK
    )
    return out.getvalue().decode().replace("<svg ", '<svg class="qr" role="img" ', 1)


def matrix(drawn: Matrix, *, after: bool) -> str:
    """The matrix as SVG with each risk's reference in its cell, before or after measures."""
    columns, rows = len(drawn.severities), len(drawn.likelihoods)
    width = _LEFT + columns * _CELL_WIDTH + 4
    height = _TOP + rows * _CELL_HEIGHT + _BOTTOM
    state = "after measures" if after else "before measures"
    parts = [
        f'<svg class="matrix" role="img" viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg">',
        f"<title>{escape(_said(drawn, after, state))}</title>",
    ]
    for likelihood in range(rows):
        parts.append(_row_label(drawn, likelihood, rows))
        parts += [_cell(drawn, likelihood, severity, rows, after) for severity in range(columns)]
    parts += [_column_label(drawn, severity, rows) for severity in range(columns)]
    parts.append(_axis_title(columns, rows))
    return "".join([*parts, "</svg>"])


def place(risk: Placed, after: bool) -> tuple[int, int] | None:
    """Where a risk stands: likelihood and severity; None where that was not scored."""
    return risk.after if after else risk.before


def _said(drawn: Matrix, after: bool, state: str) -> str:
    places = []
    for risk in drawn.risks:
        if (where := place(risk, after)) is not None:
            level = drawn.level_names[drawn.levels[where[0]][where[1]]]
            places.append(f"{risk.reference} {level.lower()}")
    return f"{drawn.caption}, {state}: {'; '.join(places) or 'no risk scored'}."


def _cell(drawn: Matrix, likelihood: int, severity: int, rows: int, after: bool) -> str:
    level = drawn.levels[likelihood][severity]
    left, top = _LEFT + severity * _CELL_WIDTH, _TOP + (rows - 1 - likelihood) * _CELL_HEIGHT
    here = [risk.reference for risk in drawn.risks if place(risk, after) == (likelihood, severity)]
    box = (
        f'<rect x="{left}" y="{top}" width="{_CELL_WIDTH}" height="{_CELL_HEIGHT}" '
        f'fill="{_fill(level, len(drawn.level_names))}" stroke="#ffffff" stroke-width="3"/>'
    )
    name = _words(
        left + 9, top + 16, drawn.level_names[level], size=11, anchor="start", colour="#3b4a63"
    )
    return box + name + _references(here, left, top)


def _references(here: list[str], left: int, top: int) -> str:
    """Every reference: the more there are, the smaller; what no cell holds is counted."""
    across, size = next(
        ((across, size) for across, size, most in _SIZES if len(here) <= most), _SIZES[-1][:2]
    )
    most = _SIZES[-1][2]
    shown = here if len(here) <= most else [*here[: most - 1], f"+{len(here) - most + 1}"]
    step, down = (_CELL_WIDTH - 12) / across, size + 3
    parts = []
    for number, reference in enumerate(shown):
        line, column = divmod(number, across)
        x, y = round(left + 6 + step * (column + 0.5)), top + 24 + size * 3 // 4 + line * down
        parts.append(_words(x, y, reference, size=size, weight=600))
    return "".join(parts)


def _row_label(drawn: Matrix, likelihood: int, rows: int) -> str:
    middle = _TOP + (rows - 1 - likelihood) * _CELL_HEIGHT + _CELL_HEIGHT // 2 + 4
    return _words(_LEFT - 8, middle, drawn.likelihoods[likelihood], size=12, anchor="end")


def _column_label(drawn: Matrix, severity: int, rows: int) -> str:
    middle = _LEFT + severity * _CELL_WIDTH + _CELL_WIDTH // 2
    return _words(middle, _TOP + rows * _CELL_HEIGHT + 17, drawn.severities[severity], size=12)


def _axis_title(columns: int, rows: int) -> str:
    middle = _LEFT + columns * _CELL_WIDTH // 2
    below = _TOP + rows * _CELL_HEIGHT + 38
    return _words(
        middle, below, "Likelihood upwards, severity to the right", size=11, colour="#3b4a63"
    )


def _fill(level: int, levels: int) -> str:
    return _LEVELS[min(level, len(_LEVELS) - 1)] if levels > 2 else _LEVELS[level * 2]


def _words(
    x: int,
    y: int,
    text: str,
    *,
    size: int,
    anchor: str = "middle",
    weight: int = 400,
    colour: str = INK,
) -> str:
    return (
        f'<text x="{x}" y="{y}" font-family="Source Sans 3" font-size="{size}" '
        f'font-weight="{weight}" text-anchor="{anchor}" fill="{colour}">{escape(text)}</text>'
    )
