"""The columns of printed tables and the lines of printed cards."""

from __future__ import annotations

from govern.records.blocks import Answers, Card, Cards, Pair, Table
from govern.records.columns import (
    BROADEST,
    LONGEST_WORD,
    NARROWEST,
    are_crowded,
    are_ticked,
    figures,
    is_brief,
    lines,
    shares,
    widths,
)

COUNTS = Table(
    "People",
    ("Category", "Who they are", "Is anybody vulnerable?", "Roughly how many"),
    (
        ("Suspects " * 8, "People suspected of an offence " * 9, "No", "1,900,000"),
        ("Witnesses " * 8, "People who saw or heard something " * 9, "Yes", "600"),
        ("Staff", "Officers " * 30, "No", ""),
    ),
)


def millimetres(table: Table) -> list[float]:
    return [1.66 * float(each.removesuffix("%")) for each in widths(table)]


def test_no_column_is_narrower_than_its_longest_word() -> None:
    for width, column in zip(millimetres(COUNTS), zip(*COUNTS.rows, strict=True), strict=True):
        longest = max(len(word) for cell in column for word in cell.split())
        assert width >= 1.8 * longest


def test_the_columns_fill_the_page() -> None:
    words = ("x" * LONGEST_WORD,) * 9

    for table in (COUNTS, Table("Long words", words, (words,)), Table("Empty", ("", ""), ())):
        assert abs(sum(millimetres(table)) - 166) < 0.2


def test_columns_of_figures_are_known_and_the_first_column_heads_rows() -> None:
    rows = (("1", "12", "1,200", "3 May 2027", "", "99.5%"), ("2", "", "7", "1", "", "4 %"))

    assert figures(Table("Figures", ("",) * 6, rows)) == [False, True, True, False, False, True]


def test_short_answers_that_meet_share_a_line_and_none_changes_its_place() -> None:
    pairs = [Pair("a", "1"), Pair("b", "2"), Pair("c", "long " * 20), Pair("d", "4")]
    pairs += [Pair("e", "long " * 20), Pair("f", "6")]

    made = lines(Card("Card", tuple(pairs)), (22, 28, 22, 10, 18))

    assert [len(line.pairs) for line in made] == [2, 1, 1, 1, 1]
    assert [pair for line in made for pair in line.pairs] == pairs


def test_a_card_of_a_few_lines_is_kept_whole_and_a_long_one_may_break() -> None:
    few = tuple(Pair("Label", "value") for _ in range(8))
    many = tuple(Pair("Label", "words " * 40) for _ in range(8))

    given = shares(Cards("Cards", (Card("Few", few),)))
    assert is_brief(Card("Few", few), given) and not is_brief(Card("Many", many), given)


def test_the_labels_of_a_run_of_cards_share_the_width_of_the_longest() -> None:
    def labelled(*labels: str) -> tuple[float, ...]:
        return shares(Cards("Run", tuple(Card("Card", (Pair(each, "v"),)) for each in labels)))

    assert labelled("Evidence", "How it is met")[0] == NARROWEST
    assert NARROWEST < labelled("How", "Reviewed every (years)")[0] < BROADEST
    assert labelled("Law enforcement purpose of the recipient?")[0] == BROADEST
    assert sum(labelled("How")) == 100


def test_a_text_pressed_into_a_narrow_column_makes_its_table_crowded() -> None:
    heads = ("Processor", "Reference", "Signed on", "Terms", "Gaps")
    terms = "Acts only on instructions from the controller; " * 11

    assert are_crowded(Table("Contracts", heads, (("A Ltd", "C-014", "3 April 2023", terms, ""),)))
    assert not are_crowded(Table("Contracts", heads, (("A Ltd", "C-014", "3 April", "All", ""),)))
    assert not are_crowded(Table("Two", ("Duty", "How"), (("A", terms),)))


def test_three_statements_answered_yes_or_no_are_a_list_of_their_own() -> None:
    said = [Pair("We report incidents at once", "Yes"), Pair("We pass nothing on", "No")] * 2

    assert are_ticked(Answers("Commitments", tuple(said)))
    assert not are_ticked(Answers("Commitments", tuple(said[:2])))
    assert not are_ticked(Answers("Numbers", (*said, Pair("Months it lasts", "twelve"))))
