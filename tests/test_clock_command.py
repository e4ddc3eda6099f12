"""``manage.py clock``: JSON in, JSON out, and one line where it cannot be."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest

from ehc.clock_json import BadInput, answer
from ehc.workflows.duties import DUTIES
from tests.architecture.source import ROOT


def asked(*events: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"as_of": "2026-12-01", "received_on": "2026-01-05", "events": list(events), **more}


def duties(question: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {duty["duty"]: duty for duty in json.loads(answer(json.dumps(question)))["duties"]}


def refused(question: Any) -> str:
    with pytest.raises(BadInput) as caught:
        answer(question if isinstance(question, str) else json.dumps(question))
    return str(caught.value)


def test_the_final_plan_explained() -> None:
    final = duties(asked() | {"as_of": "2026-01-06"})["plan.final"]
    assert final == {
        "duty": "plan.final",
        "citation": "SEND Regulations 2014, regulation 13(2)",
        "starts_on": "2026-01-05",
        "due": "2026-05-25",
        "base_due": "2026-05-25",
        "aim_for": "2026-05-24",
        "last_day": None,
        "state": "running",
        "done_on": None,
        "days_left": 139,
        "because": "The council must send the final plan by Monday 25 May 2026: 20 weeks after it "
        "received the request on 5 January 2026 (SEND Regulations 2014, regulation 13(2)).",
        "because_for_families": "If we issue a plan, we must send you the final plan by Monday "
        "25 May 2026. That is 20 weeks after we received the request on 5 January 2026.",
    }


def test_every_duty_is_there_but_advice_that_was_not_asked_for_and_targets() -> None:
    expected = {
        duty.reported_as
        for duty in DUTIES
        if not duty.id.startswith("advice.") and duty.kind.value != "target"
    }
    assert set(duties(asked())) == expected
    more = duties(asked({"what": "advice_requested", "on": "2026-02-16", "advice": "medical"}))
    assert set(more) - expected == {"advice.medical"}


def test_one_in_one_out_and_an_array_in_its_order() -> None:
    first, second = asked(), asked(received_on="2026-02-02")
    assert isinstance(json.loads(answer(json.dumps(first))), dict)
    both = json.loads(answer(json.dumps([second, first])))
    starts = [one["duties"][0]["starts_on"] for one in both]
    assert starts == ["2026-02-02", "2026-01-05"]
    assert json.loads(answer("[]")) == []


@pytest.mark.parametrize(
    ("event", "duty", "due", "base_due", "aim_for"),
    [
        (
            {"what": "notice_sent", "on": "2026-06-15", "decision": "review"},
            "appeal.lodge",
            "2026-09-01",
            "2026-08-15",
            None,
        ),
        (
            {
                "what": "tribunal_ordered",
                "on": "2026-03-02",
                "order": "amend_provision",
                "directed": {"order.amend": "2026-05-01"},
            },
            "order.amend",
            "2026-05-01",
            "2026-04-06",
            "2026-04-30",
        ),
        (
            {"what": "moved_out", "on": "2026-04-20", "became_aware_on": "2026-05-05"},
            "move.transfer",
            "2026-05-26",
            "2026-05-26",
            "2026-05-25",
        ),
        (
            {"what": "phase_transfer", "kind": "to_school", "year": 2027},
            "phase.final",
            "2027-02-14",
            "2027-02-14",
            None,
        ),
        (
            {"what": "phase_transfer", "kind": "post_16_move", "on": "2027-01-11"},
            "phase.final",
            "2026-08-11",
            "2026-08-11",
            None,
        ),
        (
            {"what": "review_notice_given", "on": "2026-03-02", "meeting_on": "2026-03-16"},
            "review.notice",
            "2026-03-02",
            "2026-03-02",
            "2026-03-01",
        ),
        (
            {"what": "recommendation_made", "on": "2026-03-02", "field": "health"},
            "recommendation.health",
            "2026-04-05",
            "2026-04-05",
            "2026-04-04",
        ),
        (
            {"what": "plan_made", "on": "2025-05-26"},
            "review.first",
            "2026-05-25",
            "2026-05-25",
            "2026-05-24",
        ),
    ],
)
def test_events_with_their_details(
    event: dict[str, Any], duty: str, due: str, base_due: str, aim_for: str | None
) -> None:
    found = duties(asked(event))[duty]
    assert (found["due"], found["base_due"], found["aim_for"]) == (due, base_due, aim_for)


def test_bank_holidays_can_be_given() -> None:
    sent = {"what": "notice_sent", "on": "2026-01-13", "decision": "final_plan"}
    assert duties(asked(sent))["appeal.lodge"]["due"] == "2026-03-13"
    given = asked(sent, bank_holidays=["2026-03-13"])
    assert duties(given)["appeal.lodge"]["due"] == "2026-03-16"
    far = asked(sent | {"on": "2031-01-13"}, as_of="2031-12-01")
    assert refused(far) == (
        "bank_holidays: the bank holidays of 2031 are not known, and 13 March 2031 may be one. "
        "Give them as an array of dates."
    )
    assert refused([asked(), far]).startswith("[1].bank_holidays: ")
    assert duties(far | {"bank_holidays": []})["appeal.lodge"]["due"] == "2031-03-13"


@pytest.mark.parametrize(
    ("question", "where"),
    [
        ("{", "input: "),
        ("[1]", "[0]: "),
        (asked(as_of="2026-01-04"), "as_of: "),
        (asked({"what": "banana", "on": "2026-02-02"}), "events[0].what: "),
        (asked({"what": "agreed_to_assess", "on": "2026-12-02"}), "events[0].on: "),
        (asked({"what": "agreed_to_assess", "on": "2026-01-04"}), "events[0].on: "),
        (
            asked(
                {"what": "draft_served", "on": "2026-05-01"},
                {"what": "plan_finalised", "on": "2026-04-30"},
            ),
            "events[1].on: ",
        ),
        (asked({"what": "tribunal_ordered", "on": "2026-02-02"}), "events[0].order: "),
        (
            asked({"what": "tribunal_ordered", "on": "2026-02-02", "order": "pay"}),
            "events[0].order: ",
        ),
        (
            asked({
                "what": "tribunal_ordered", "on": "2026-02-02", "order": "assess",
                "directed": {"order.amend": "2026-03-02"},
            }),
            "events[0].directed.order.amend: ",
        ),
        (
            asked({
                "what": "tribunal_ordered", "on": "2026-02-02", "order": "amend_provision",
                "directed": {"order.amend": "2026-02-01"},
            }),
            "events[0].directed.order.amend: ",
        ),
        (
            asked({
                "what": "tribunal_ordered", "on": "2026-02-02", "order": "assess",
                "directed": ["order.amend"],
            }),
            "events[0].directed: ",
        ),
        (asked({"what": "review_notice_given", "on": "2026-02-02"}), "events[0].meeting_on: "),
        (
            asked({"what": "phase_transfer", "kind": "post_16_move", "year": 2027}),
            "events[0].on: ",
        ),
        (
            asked({"what": "phase_transfer", "kind": "to_school", "year": "2027"}),
            "events[0].on: ",
        ),
        (
            asked({"what": "phase_transfer", "kind": "to_school", "year": True}),
            "events[0].year: ",
        ),
        (
            asked({"what": "moved_out", "on": "2026-02-02", "became_aware_on": "2027-02-02"}),
            "events[0].became_aware_on: ",
        ),
        (asked(bank_holidays="none"), "bank_holidays: "),
        (asked(bank_holidays=["Christmas"]), "bank_holidays[0]: "),
        (asked(exemptions=[{"ground": "too_busy"}]), "exemptions[0].ground: "),
    ],
)  # fmt: skip
def test_what_cannot_be_is_named_by_its_place(question: Any, where: str) -> None:
    assert where in refused(question)


@pytest.mark.parametrize("event", ["plan_made", "plan_reviewed"])
def test_a_plan_may_be_older_than_the_request(event: str) -> None:
    found = duties(asked({"what": event, "on": "2024-06-03"}))
    assert {name for name, duty in found.items() if duty["starts_on"] == "2024-06-03"} == {
        "plan_made": {"review.first"},
        "plan_reviewed": {"review.next"},
    }[event]


def run(text: bytes) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "manage.py", "clock"], input=text, cwd=ROOT, capture_output=True
    )


DEEP = "[" * 990 + "]" * 990


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "input: nothing was written."),
        (" \n", "input: nothing was written."),
        ("[" * 100_000, "input: arrays or objects stand too deep within one another."),
        (DEEP, "input: arrays or objects stand too deep within one another."),
        (f'{{"as_of": {DEEP}}}', "input: arrays or objects stand too deep within one another."),
        ('{"as_of": 1, "as_of": 2}', 'input: the field "as_of" stands twice in one object.'),
        ('{"events": [{"on": 1, "on": 1}]}', 'input: the field "on" stands twice in one object.'),
        ('{"as_of": NaN}', "input: NaN is not a number."),
        ('{"as_of": -Infinity}', "input: -Infinity is not a number."),
        (f'{{"as_of": {"9" * 5000}}}', "input: a number of 5000 digits means nothing here."),
        ("\ufeff\ufeff{}", "input: this is not JSON (Unexpected UTF-8 BOM"),
        ("{} {}", "input: this is not JSON (Extra data"),
        ("null", "input: write an object, like {…}."),
        ("1e999", "input: write an object, like {…}."),
    ],
)  # fmt: skip
def test_json_that_means_nothing_is_refused(text: str, said: str) -> None:
    assert refused(text).startswith(said)


@pytest.mark.parametrize(
    ("as_of", "shown"),
    [
        (True, "true"),
        (20261201, "20261201"),
        (1e400, "Infinity"),
        (["2026-12-01"], '["2026-12-01"]'),
        ("2026-12-1", '"2026-12-1"'),
        ("2026-02-29", '"2026-02-29"'),
        ("2026-12-01T00:00", '"2026-12-01T00:00"'),
        ("20261201", '"20261201"'),
        ("٢٠٢٦-١٢-٠١", '"\\u0662'),
        ("\ud800", '"\\ud800"'),
    ],
)
def test_what_is_no_date_is_refused(as_of: object, shown: str) -> None:
    text = json.dumps(asked(as_of=as_of)).replace("Infinity", "1e400")
    assert refused(text).startswith(f"as_of: {shown}")


@pytest.mark.parametrize(
    "nasty", ["a\nb", "a\r\nb", "a\u2028b", "a\x1b[31mb", "\ud800", "a" * 9999]
)
def test_every_problem_is_one_line_that_can_be_read(nasty: str) -> None:
    order = {"what": "tribunal_ordered", "on": "2026-02-02", "order": "assess"}
    for question in (
        asked({"what": nasty, "on": "2026-02-02"}),
        asked(order | {"order": nasty}),
        asked(order | {"directed": {nasty: "2026-03-02"}}),
        asked(order | {"directed": {nasty: nasty}}),
        asked(order | {nasty: nasty}),
        asked(exemptions=[{"ground": nasty}]),
        asked() | {nasty: 1},
    ):
        for line in refused(question).split("\n"):
            assert line.isprintable()
            assert len(line) <= 501


def test_an_answer_is_ascii() -> None:
    why = {"ground": "setting_closed", "why_impractical": "Roedd yr ysgol ar gau \u2013 ŵyl."}
    assert answer(json.dumps(asked(exemptions=[why]))).isascii()


def test_the_command_answers_or_says_why_not_on_one_line() -> None:
    done = run(json.dumps(asked()).encode())
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout) == json.loads(answer(json.dumps(asked())))
    bad = asked({"what": "banana", "on": "2027-02-02"})
    for text in (b"", DEEP.encode(), b"\xff", json.dumps([bad, bad]).encode()):
        refusal = run(text)
        assert (refusal.returncode, refusal.stdout) == (2, b"")
        assert len(refusal.stderr.decode().splitlines()) == 1
