"""Signing with the keyboard alone: what Tab reaches, in which order, where the focus lands."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.served import Served
from tests.journeys.visitor import Visitor, Visitors

# Everything that Tab should reach, in the order of the document: a group of radios is one stop.
REACHABLE = """() => {
  const seen = new Set();
  const sorts = 'a[href], button, input, select, textarea, summary, [tabindex="0"]';
  return [...document.querySelectorAll(sorts)]
    .filter(each => each.tabIndex >= 0 && !each.disabled && each.checkVisibility())
    .filter(each => {
      if (each.type !== 'radio') return each.type !== 'hidden';
      const first = !seen.has(each.name);
      seen.add(each.name);
      return first;
    })
    .map(each => each.outerHTML.slice(0, 200));
}"""
FOCUSED = "() => document.activeElement.outerHTML.slice(0, 200)"


@pytest.fixture
def dpo(frozen_site: Served, browser: Browser) -> Iterator[Visitor]:
    """The DPO of Essex before the sign-off that waits for her."""
    people = Visitors(frozen_site, browser)
    who = people["essex_dpo"]
    sign_off = frozen_site.prepared.sign_off("agreement", "essex")
    who.go(f"/sign-offs/{sign_off}")
    yield who
    people.close()


def test_the_skip_link_comes_first_and_leads_past_the_menu(dpo: Visitor) -> None:
    dpo.page.keyboard.press("Tab")
    first = dpo.focused().inner_text()
    dpo.page.keyboard.press("Enter")
    landed = dpo.focused().get_attribute("id")
    dpo.page.keyboard.press("Tab")

    assert first == "Skip to main content"
    assert landed == "main-content"
    assert dpo.page.evaluate("document.activeElement.closest('main') !== null")


def test_tab_walks_a_sign_off_in_the_order_in_which_it_is_read(dpo: Visitor) -> None:
    wanted = dpo.page.evaluate(REACHABLE)

    walked = []
    for _ in wanted:
        dpo.page.keyboard.press("Tab")
        walked.append(dpo.page.evaluate(FOCUSED))
        assert dpo.focused().bounding_box(), "the focus is on something that nobody sees"

    assert walked == wanted


def test_the_focus_can_be_seen_wherever_it_is(dpo: Visitor) -> None:
    for _ in dpo.page.evaluate(REACHABLE):
        dpo.page.keyboard.press("Tab")
        assert _is_marked(dpo.page), dpo.page.evaluate(FOCUSED)


def test_a_dpo_signs_without_a_mouse(dpo: Visitor) -> None:
    tab_to(dpo, 'input[value="endorse"]')
    dpo.page.keyboard.press("Space")
    enter(dpo, "Continue")
    enter(dpo, "Continue to the final statement")
    enter(dpo, "Sign as DPO of Essex Police")
    assert dpo.title().startswith("Error:")
    expect(dpo.page.locator(".govuk-error-summary")).to_be_focused()
    dpo.page.keyboard.press("Tab")
    dpo.page.keyboard.press("Enter")
    expect(dpo.page.get_by_role("checkbox")).to_be_focused()
    dpo.page.keyboard.press("Space")
    enter(dpo, "Sign as DPO of Essex Police")

    assert dpo.heading() == "Endorsed"


def tab_to(person: Visitor, selector: str) -> None:
    """Press Tab until what `selector` finds has the focus."""
    for _ in range(100):
        person.page.keyboard.press("Tab")
        if person.page.evaluate("s => document.activeElement.matches(s)", selector):
            return
    raise AssertionError(f"Tab never reaches {selector}")


def enter(person: Visitor, words: str) -> None:
    """Go on from the focus to the button of these words and press Enter."""
    for _ in range(100):
        person.page.keyboard.press("Tab")
        button = person.page.evaluate(
            "document.activeElement.matches('button') ? document.activeElement.innerText : ''"
        )
        if button.startswith(words):
            with person.page.expect_navigation():
                person.page.keyboard.press("Enter")
            person.look()
            return
    raise AssertionError(f"Tab never reaches the button {words!r}")


def _is_marked(page: Page) -> bool:
    """Whether the focused element, or the label it draws itself by, shows that it is focused."""
    shown: bool = page.evaluate(
        """() => {
          const here = document.activeElement;
          const drawn = here.matches('input[type=radio], input[type=checkbox]')
            ? [getComputedStyle(here.nextElementSibling, '::before')]
            : [getComputedStyle(here)];
          return drawn.some(each =>
            (each.outlineStyle !== 'none' && parseFloat(each.outlineWidth) > 0)
            || each.boxShadow !== 'none');
        }"""
    )
    return shown
