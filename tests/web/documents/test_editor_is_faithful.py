"""What the editor keeps of every text that ships, and of edits at random, in one browser page."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import Page

from govern.records.prose import prose
from tests.browser import served
from tests.documents.dpia.answers import complete_answers
from tests.web.documents.world import World

pytestmark = pytest.mark.browser
ROOT = Path(__file__).resolve().parents[3]
SIGNS = (
    "a", "word", "b c", " ", "\n", "\n\n", "- ", "* ", "1. ", "2) ", "> ", "**", "*", "_", "`", "[",
    "](x)", "]", "\\", "{term a}", "{section D4}", "<", "&amp;", "#", "---", "    ", "é", "(", ")",
    "!", "https://x.example", "<https://x.example>",
)  # fmt: skip

READ = """async texts => {
  const {Kept, faithful} = await import('/static/editor/keeping.js');
  const {unshowable} = await import('/static/editor/reading.js');
  const {reader} = await import('/static/editor/schema.js');
  return texts.map(text => {
    const kept = new Kept(text);
    return [kept.text, !unshowable(text) && faithful(kept.nodes), reader.render(text)];
  });
}"""

EDIT = """async ([texts, seed]) => {
  const {Kept, faithful} = await import('/static/editor/keeping.js');
  const {read, unshowable} = await import('/static/editor/reading.js');
  const {said} = await import('/static/editor/written.js');
  const {schema} = await import('/static/editor/schema.js');
  const {COMMANDS} = await import('/static/editor/toolbar.js');
  const {EditorState, TextSelection, baseKeymap} = await import('/static/vendor/editor.min.js');
  let turn = seed;
  const chance = () => (turn = (turn * 1103515245 + 12345) % 2147483648) / 2147483648;
  const one = list => list[Math.floor(chance() * list.length)];
  const meaning = nodes => nodes.map(said).join('');
  let edits = 0, lost = 0; const wrong = [];
  for (const text of texts) {
    const kept = new Kept(text);
    if (unshowable(text) || !faithful(kept.nodes)) continue;
    let state = EditorState.create({doc: schema.nodes.doc.create(null, kept.nodes)});
    const go = change => { state = state.apply(change); };
    for (let step = 0; step < 6; step += 1) {
      const size = state.doc.content.size, from = Math.floor(chance() * size);
      const to = Math.min(size, from + Math.floor(chance() * 12));
      const here = place => state.doc.resolve(place);
      go(state.tr.setSelection(TextSelection.between(here(from), here(to))));
      const before = state.doc;
      one([...Object.values(COMMANDS), baseKeymap.Enter, baseKeymap.Backspace,
        now => go(now.tr.insertText(one(['x', ' ', '*', '- ', '_', '{term q}', '> ', '&lt;']))),
      ])(state, go);
      if (state.doc === before) continue;
      edits += 1;
      kept.change(state.doc.content.content);
      if (kept.lost) { lost += 1; break; }
      if (meaning(read(kept.text).nodes) === meaning(state.doc.content.content)) continue;
      wrong.push([text, kept.text]);
      break;
    }
  }
  return {edits, lost, wrong};
}"""


def _strings(held: Any) -> Iterator[str]:
    if isinstance(held, str):
        yield held.strip()
    elif isinstance(held, dict):
        for each in held.values():
            yield from _strings(each)
    elif isinstance(held, list):
        for each in held:
            yield from _strings(each)


def shipped() -> list[str]:
    """Every text of the demonstration, the clause bank and the definitions, and a whole DPIA's."""
    found = set(_strings(complete_answers()))
    for folder in ("govern/demonstration", "documents/definitions"):
        for path in sorted((ROOT / folder).rglob("*.yaml")):
            found |= set(_strings(yaml.load(path.read_text(), Loader=yaml.CSafeLoader)))
    return sorted(found - {""})


def at_random(many: int) -> list[str]:
    """Texts that nobody would write, of signs that mean something somewhere."""
    chance = random.Random(7)
    made = ("".join(chance.choices(SIGNS, k=chance.randint(1, 25))).strip() for _ in range(many))
    return [text for text in made if text]


def test_every_text_that_ships_is_shown_as_printed_and_kept_to_the_byte(
    page: Page, world: World
) -> None:
    texts = shipped()
    assert len(texts) > 1_000
    with served(world.app) as address:
        page.goto(f"{address}/sign-in")
        read = page.evaluate(READ, texts)

    assert [kept for kept, _, _ in read] == texts
    assert [text for text, (_, whole, _) in zip(texts, read, strict=True) if not whole] == []
    shown = [(text, html) for text, (_, _, html) in zip(texts, read, strict=True)]
    assert [text for text, html in shown if _plainly(html) != _plainly(prose(text))] == []


def test_texts_at_random_are_kept_to_the_byte_and_edits_mean_what_is_seen(
    page: Page, world: World
) -> None:
    texts = at_random(1_500)
    with served(world.app) as address:
        page.goto(f"{address}/sign-in")
        read = page.evaluate(READ, texts)
        edited = page.evaluate(EDIT, [texts, 11])

    assert [kept for kept, _, _ in read] == texts
    assert sum(whole for _, whole, _ in read) > 0.9 * len(texts)
    assert edited["wrong"] == []
    assert edited["edits"] > 3_000
    assert edited["lost"] < 0.1 * edited["edits"]


def _plainly(html: str) -> str:
    """Without what differs in writing the same HTML, and the breaks that paper needs."""
    same = {"<br />": "<br>", "&quot;": '"', "\u200b": "", "\u00a0": " "}
    for one, other in same.items():
        html = html.replace(one, other)
    return html
