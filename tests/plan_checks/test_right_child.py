"""Other children's names and words, pronouns, schools, placeholders."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ehc.plan_checks import Excerpt, Finding, OtherPlan, Severity, check
from ehc.plan_checks.facts import PlacementFacts, PlanFacts
from ehc.plan_checks.right_child import COPIED_WORDS
from tests.plan_checks.plans import DRAFT, FINAL, with_person, with_provision, with_texts

JAYDEN = OtherPlan("EHC-2026-000099", ("Jayden Cole", "Jayden"))


def said_of(facts: PlanFacts, *others: OtherPlan) -> list[tuple[str, str, str]]:
    """Rule, row and words of everything found."""
    return [
        (item.rule.removeprefix("right_child."), item.row, str(item.params.get("words", "")))
        for item in check(facts, others=others)
    ]


def test_another_child_by_full_name_blocks_and_the_first_name_warns() -> None:
    facts = with_provision(review="The therapist and Jayden  Cole, each term.")

    assert check(facts, others=[JAYDEN]) == (
        Finding(
            "right_child.another_child_named", "P1", Severity.BLOCKS, "another_child_named",
            {"words": "Jayden  Cole"}, Excerpt(18, 30, "review"),
        ),
        Finding(
            "right_child.another_first_name", "P1", Severity.WARNS, "another_first_name",
            {"words": "Jayden"}, Excerpt(18, 24, "review"),
        ),
    )  # fmt: skip
    assert check(facts) == ()


def test_a_first_name_is_found_once_however_many_children_bear_it() -> None:
    facts = with_provision(review="The therapist and Jayden, each term.")
    namesake = OtherPlan("EHC-2026-000098", ("Jayden Shaw",))

    assert said_of(facts, JAYDEN, namesake) == [("another_first_name", "P1", "Jayden")]


@pytest.mark.parametrize(
    ("names", "text"),
    [
        (("Amara Okafor",), "Amara Okafor likes drawing."),
        (("Amara Cole",), "Amara likes drawing."),
        (("Helen Cole", "Ngozi"), "Helen Marsh and Ngozi meet each term."),
        (("Will Shaw",), "Will Amara sit with friends?"),
        (("J Shaw",), "Group J meets at noon."),
        (("", "...", "- -"), "Nothing is here..."),
        (("Jayden Cole",), "The jaydens and Jaydenia."),
    ],
    ids=["herself", "namesake", "known adults", "also a word", "initial", "no name", "part"],
)
def test_a_name_that_belongs_here_or_proves_nothing_is_left_alone(
    names: tuple[str, ...], text: str
) -> None:
    assert said_of(with_texts(communication=text), OtherPlan("EHC-1", names)) == []


RUN = "amara can follow a story when each page is shown to everybody for as long as needed here"


def test_a_long_run_of_the_same_words_is_copied_and_a_stock_phrase_is_not() -> None:
    assert len(RUN.split()) == COPIED_WORDS
    facts = with_texts(communication=f"At home, {RUN}.")
    other = OtherPlan("EHC-2026-000098", (), ("Short.", f"{RUN.capitalize()} and more"))
    shorter = replace(other, texts=(RUN.rsplit(" ", 1)[0],))

    assert check(facts, others=[shorter, other]) == (
        Finding(
            "right_child.copied_text", "communication", Severity.WARNS, "copied_text",
            {"reference": "EHC-2026-000098"}, Excerpt(0, len(RUN) + 10, "text"),
        ),
    )  # fmt: skip
    assert check(facts, others=[shorter]) == ()
    assert check(DRAFT, others=[other]) == ()


@pytest.mark.parametrize(
    ("pronouns", "sex", "pronoun", "found"),
    [
        ("she/her", "F", "He", ["He"]),
        ("she/her", "F", "She", []),
        ("he/him", "F", "She", ["She"]),
        ("He / Him", "F", "He", []),
        ("they/them", "F", "She", ["She"]),
        ("they/them", "F", "They", []),
        ("she/they", "M", "She", []),
        ("", "F", "He", ["He"]),
        ("", "Female", "She", []),
        ("", "male", "She", ["She"]),
        ("", "M", "He", []),
        ("", "", "He", []),
        ("xe/xem", "F", "He", []),
    ],
)
def test_the_persons_own_pronouns_are_used(
    pronouns: str, sex: str, pronoun: str, found: list[str]
) -> None:
    texts = {"one_page_profile": f"Lunch is hard. {pronoun} sits alone."}
    facts = replace(with_person(pronouns=pronouns, sex=sex), texts=texts)

    assert [
        words for rule, row, words in said_of(facts)
        if (rule, row) == ("another_pronoun", "one_page_profile")
    ] == found  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "Her mother says he should rest.",
        "Amara plays with a friend. He shares.",
        "Amara said “he hit me” at noon.",
    ],
)
def test_a_pronoun_of_somebody_else_is_left_alone(text: str) -> None:
    assert said_of(with_texts(one_page_profile=text)) == []


def test_the_field_who_speaks_of_an_adult() -> None:
    assert said_of(with_provision(who="He who is trained in signing.")) == []


def test_the_persons_settings_their_history_and_quotations_may_name_a_school() -> None:
    facts = replace(
        FINAL,
        placement=PlacementFacts("Riverside Academy", "Academy"),
        texts={
            **FINAL.texts,
            "history": "Amara went to Oaklands Primary School.",
            "communication": "At St Mildred's Primary School. At Riverside Academy. The Academy. "
            "“I liked Oaklands School.”",
        },
    )

    assert said_of(facts) == []
    assert said_of(replace(facts, is_draft=True, placement=None)) == [
        ("another_school", "communication", "At Riverside Academy")
    ]


@pytest.mark.parametrize(
    "words",
    ["TBC", "to be confirmed", "XXX", "____", "??", "[insert school]", "<name>", "{{ child }}",
     "DD/MM/YYYY", "Lorem ipsum", "Child's name", "todo"],
)  # fmt: skip
def test_what_is_still_to_be_filled_in_blocks(words: str) -> None:
    assert said_of(with_texts(one_page_profile=f"See {words} here.")) == [
        ("placeholder", "one_page_profile", words)
    ]


@pytest.mark.parametrize("text", ["[sic]", "x marks it?", "5 < 6", "a child's game", "Max"])
def test_ordinary_marks_are_no_placeholders(text: str) -> None:
    assert said_of(with_texts(one_page_profile=text)) == []
