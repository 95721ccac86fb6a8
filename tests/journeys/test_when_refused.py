"""What a form shows when it is refused: the title says so, the summary has the focus, and each of
its links lands on the field it names.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.served import Served
from tests.journeys.visitor import Visitor, Visitors

# who, the page (with {document} and {sign_off} filled in), what is done there, the faults
FORMS = [
    ("lawyer", "/documents/new", (), "Continue", 1),
    ("lawyer", "/documents/new/sharing_agreement", (), "Open the first draft", 2),
    ("essex_dpo", "/sign-offs/{sign_off}", (), "Continue", 1),
    ("essex_dpo", "/sign-offs/{sign_off}/acts/ask_for_changes", (), "Continue", 1),
    ("essex_dpo", "/sign-offs/{sign_off}/acts/endorse_with_conditions", (), "Continue", 1),
    (
        "essex_dpo",
        "/sign-offs/{sign_off}/acts/endorse_with_conditions",
        ("By a date", "Close the flows"),
        "Continue",
        2,
    ),
    ("essex_dpo", "{document}/versions/1/sections/S2/comment", (), "Post comment", 1),
    ("essex_owner", "/stops/new?scope=agreement", ("Emergency stop",), "See what closes", 1),
]


@pytest.fixture
def people(frozen_site: Served, browser: Browser) -> Iterator[Visitors]:
    """Everybody, with an agreement to sign."""
    here = Visitors(frozen_site, browser)
    yield here
    here.close()


@pytest.mark.parametrize(("who", "path", "chosen", "button", "least"), FORMS)
def test_a_refused_form_says_so_and_leads_to_each_fault(
    people: Visitors, who: str, path: str, chosen: tuple[str, ...], button: str, least: int
) -> None:
    person = people[who]
    made = people.site.prepared
    document = f"/documents/{made.versions['agreement'].document_id}"
    person.go(path.format(document=document, sign_off=made.sign_off("agreement", "essex")))
    for label in chosen:
        person.choose(label)

    person.press(button)

    assert person.title().startswith("Error: ")
    expect(person.page.locator(".govuk-error-summary")).to_be_focused()
    links = person.page.locator(".govuk-error-summary__list a")
    assert links.count() >= least
    for number in range(links.count()):
        links.nth(number).click()
        _lands_on_a_marked_field(person)
    _keeps(person, chosen)


def _lands_on_a_marked_field(person: Visitor) -> None:
    """The focus is in a field whose group shows the fault in words."""
    fault = person.page.evaluate(
        """() => {
          const here = document.activeElement;
          const group = here.closest('.govuk-form-group--error');
          return here.matches('input, select, textarea') && group
            ? group.querySelector('.govuk-error-message').innerText : '';
        }"""
    )
    assert fault, person.page.evaluate("document.activeElement.outerHTML.slice(0, 200)")


def _keeps(person: Visitor, chosen: tuple[str, ...]) -> None:
    for label in chosen:
        expect(person.page.get_by_label(label, exact=True).first).to_be_checked()
