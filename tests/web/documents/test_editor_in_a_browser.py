"""The editor of long answers, in a real browser: keys, buttons, paste, and not a byte unasked."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser import accessibility_faults
from tests.web.documents.test_saving import standing
from tests.web.documents.world import World
from tests.web.documents.writing_page import writing
from tests.web.going import enter

pytestmark = pytest.mark.browser

WRITTEN = """Intro with *italic* and __bold__:
* one
* two
  continued

3) third
3) again

> said by {section S3}
and lazily

Last line\\
broken, 2 * 3, snake_case"""

WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style><!-- p {margin:0} -->
</style></head><body lang=EN-GB style='tab-interval:36.0pt'><!--StartFragment-->
<h1 style='color:red'>Heading<o:p></o:p></h1>
<p class=MsoNormal>Plain &amp; <b style='mso-bidi-font-weight:normal'>bold&nbsp;words</b>,
<a href="https://gov.example/a" style='color:blue'>linked</a><script>alert(1)</script></p>
<p class=MsoListParagraphCxSpFirst style='mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='font-family:Symbol;mso-list:Ignore'>&middot;<span style='font:7.0pt "Times"'>&nbsp;&nbsp;
</span></span><![endif]>One</p>
<p class=MsoListParagraphCxSpMiddle style='mso-list:l0 level2 lfo1'><![if !supportLists]><span
style='mso-list:Ignore'>a)<span>&nbsp;</span></span><![endif]>Under</p>
<p class=MsoListParagraphCxSpLast style='mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='mso-list:Ignore'>&middot;</span><![endif]>Two <i>it</i></p>
<table style='border:1px'><tr><td><p class=MsoNormal><b>Data</b></p></td><td><p>Kept</p></td></tr>
<tr><td><p>Images</p></td><td><p>31&nbsp;days</p></td></tr></table>
<img src="https://evil.example/x.png" onerror="alert(1)"><p>Last<del>gone</del></p>
<!--EndFragment--></body></html>"""


def test_opening_and_saving_changes_nothing(page: Page, world: World) -> None:
    with writing(page, world, {"purpose": WRITTEN}) as here:
        expect(page.locator("#purpose li")).to_have_count(4)
        assert here.stored("purpose") == WRITTEN

        page.get_by_role("button", name="Save and return").click()
        page.wait_for_url("**/draft")

        assert standing(world, here.opened, "S2")["purpose"] == WRITTEN


def test_only_the_paragraph_that_is_typed_in_changes(page: Page, world: World) -> None:
    with writing(page, world, {"purpose": WRITTEN}) as here:
        page.locator("#purpose p").last.click()
        page.keyboard.press("Control+End")
        page.keyboard.type(" more")

        assert here.stored("purpose") == WRITTEN + " more"
        page.keyboard.press("Control+z")
        assert here.stored("purpose") == WRITTEN


def test_buttons_are_one_stop_and_arrows_lead_between_them(page: Page, world: World) -> None:
    with writing(page, world) as here:
        toolbar = page.get_by_role("toolbar", name="Formatting: Purpose")
        answer = page.get_by_role("textbox", name="Purpose", exact=True)
        answer.focus()
        assert answer.get_attribute("aria-describedby") == "purpose-hint"
        page.keyboard.press("Alt+F10")
        expect(toolbar.get_by_role("button", name="Bold")).to_be_focused()
        page.keyboard.press("Enter")
        expect(answer).to_be_focused()
        page.keyboard.type("Strong")
        page.keyboard.press("Control+b")
        page.keyboard.type(" plain")
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("ArrowRight")
        page.keyboard.press("ArrowRight")
        expect(toolbar.get_by_role("button", name="Bulleted list")).to_be_focused()
        page.keyboard.press("Space")
        expect(toolbar.get_by_role("button", name="Bulleted list", pressed=True)).to_be_visible()
        page.keyboard.press("Enter")
        page.keyboard.type("two")
        page.keyboard.press("Control+]")

        assert here.stored("purpose") == "- **Strong** plain\n  - two"
        page.keyboard.press("Tab")
        expect(page.get_by_role("button", name="Write in plain text for Purpose")).to_be_focused()
        assert accessibility_faults(page) == []


def test_signs_that_are_typed_become_what_they_say(page: Page, world: World) -> None:
    with writing(page, world) as here:
        page.locator("#purpose").click()
        page.keyboard.type("2. Some **bold** and *slanted* words")
        page.keyboard.press("Enter")
        page.keyboard.type("5 * 3 {term controller} [x](y) *")

        text = "2. Some **bold** and *slanted* words\n3. 5 * 3 {term controller} [x\\](y) *"
        assert here.stored("purpose") == text
        expect(page.locator(".app-editor__reference")).to_have_text("{term controller}")


def test_a_link_is_asked_for_and_taken_away(page: Page, world: World) -> None:
    with writing(page, world, {"purpose": "See the code"}) as here:
        page.locator("#purpose").click()
        page.keyboard.press("Control+a")
        page.keyboard.press("Control+k")
        address = page.get_by_label("Web or e-mail address").first
        expect(address).to_be_focused()
        address.fill("javascript:alert(1)")
        page.keyboard.press("Enter")
        expect(page.get_by_role("alert").first).to_contain_text("begins with https://")
        assert accessibility_faults(page) == []
        address.fill("gov.example/code")
        page.keyboard.press("Enter")

        assert here.stored("purpose") == "[See the code](https://gov.example/code)"
        expect(page.locator("#purpose")).to_be_focused()
        page.keyboard.press("Control+k")
        page.get_by_role("button", name="Take the link away").click()
        assert here.stored("purpose") == "See the code"


def test_paste_from_word_keeps_what_an_answer_can_hold(page: Page, world: World) -> None:
    with writing(page, world) as here:
        page.locator("#purpose").click()
        here.paste("text/html", WORD)

        assert here.stored("purpose") == (
            "**Heading**\n\nPlain & **bold words**, [linked](https://gov.example/a)\n\n"
            "- One\n  1. Under\n- Two *it*\n\n- **Data**; Kept\n- Images; 31 days\n\nLast"
        ).replace("\n\n- **Data**; Kept\n-", "\n\n* **Data**; Kept\n*")
        page.keyboard.press("Control+a")
        here.paste("text/plain", "First\nline\n\n- a\n- b")
        assert here.stored("purpose") == "First\nline\n\n- a\n- b"


def test_plain_text_is_chosen_for_good_and_by_each_person(page: Page, world: World) -> None:
    with writing(page, world, {"purpose": "**As** it is"}) as here:
        page.get_by_role("button", name="Write in plain text for Purpose").click()
        expect(page.locator("textarea#purpose")).to_be_focused()
        expect(page.locator(".ProseMirror")).to_have_count(0)
        page.keyboard.press("Control+End")
        page.keyboard.type(" *now*")
        here.go()
        expect(page.locator("textarea#purpose")).to_be_visible()
        assert accessibility_faults(page) == []

        page.locator("textarea#purpose").fill("**As** it *was*")
        page.get_by_role("button", name="Write with formatting buttons for Purpose").click()

        expect(page.locator("#purpose em")).to_have_text("was")
        keys = page.evaluate("Object.keys(localStorage)")
        assert keys == []


def test_what_the_editor_cannot_show_stays_plain_and_says_why(page: Page, world: World) -> None:
    odd = "A word\u2066turned\u2069 round"
    with writing(page, world, {"purpose": odd}) as here:
        below = page.locator(".app-editor__below").first
        expect(below).to_contain_text("shown as plain text, because it holds characters")
        expect(page.locator("textarea#purpose")).to_be_visible()
        assert here.stored("purpose") == odd
        assert accessibility_faults(page) == []


def test_what_is_typed_there_is_saved_in_a_pause_and_put_back(page: Page, world: World) -> None:
    with writing(page, world) as here:
        page.context.clear_cookies()
        page.locator("#purpose").press_sequentially("Kept")
        told = page.locator("[data-autosaved]")
        expect(told).to_contain_text("Your sign-in has ended", timeout=15_000)
        address = here.path.split("/documents/")[0]
        enter(page, address, world.consortium.persons["lawyer"])
        here.go()
        page.get_by_role("button", name="Put it back").click()

        expect(page.locator("#purpose")).to_have_text("Kept")
        assert here.stored("purpose") == "Kept"
