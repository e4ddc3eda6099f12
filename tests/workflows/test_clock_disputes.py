"""What a dispute leaves undue: a certificate asked for too late, an appeal conceded too late."""

from __future__ import annotations

from datetime import date

import pytest

from ehc.explanations import explain
from ehc.workflows.courses import CourseKey
from ehc.workflows.facts import Event
from tests.workflows.after import notes, notice, said, states


@pytest.mark.parametrize(
    ("contacts", "owed"),
    [
        ([Event("mediation_declined", date(2026, 3, 5))], True),
        ([Event("mediation_declined", date(2026, 3, 6))], False),
        # On the day of the notice itself.
        ([Event("mediation_declined", date(2026, 1, 5))], True),
        (
            [
                Event("mediation_requested", date(2026, 1, 5), field="education"),
                Event("mediation_declined", date(2026, 3, 20)),
            ],
            True,
        ),
        # The first contact counts, and that of the notice of the decision.
        (
            [
                Event("mediation_requested", date(2026, 3, 5), field="education"),
                Event("mediation_declined", date(2026, 3, 20)),
            ],
            True,
        ),
        (
            [
                Event("mediation_requested", date(2025, 12, 1), field="education"),
                Event("mediation_declined", date(2026, 3, 6)),
            ],
            False,
        ),
    ],
)
def test_no_certificate_is_owed_to_whoever_contacts_the_adviser_too_late(
    contacts: list[Event], *, owed: bool
) -> None:
    notices = [notice(day) for day in (date(2025, 9, 1), date(2025, 11, 3), date(2026, 1, 5))]
    told = [*notices, *contacts]
    found = states(*told, as_of=date(2026, 3, 20))["mediation.certificate_declined"]
    assert (found.state.value == "not_applicable") is not owed
    assert (CourseKey.CONTACT_TOO_LATE in notes(found)) is not owed
    if not owed:
        assert said(found, CourseKey.CONTACT_TOO_LATE) == {
            "on": date(2026, 3, 6), "last_day": date(2026, 3, 5),
        }  # fmt: skip
        assert "leave to appeal" in explain(found.because)
    # Issued all the same, it was issued; without the notice nothing is known to be late.
    issued = states(*told, Event("mediation_certificate_issued", date(2026, 3, 20)))
    assert issued["mediation.certificate_declined"].done_on == date(2026, 3, 20)
    assert states(*contacts)["mediation.certificate_declined"].due is not None
    assert states(*contacts)["mediation.certificate_declined"].state.value == "late"


CONCEDED = Event("unopposed_appeal_notified", date(2026, 3, 10), about="assess")
REFUSED = Event("refused_to_assess", date(2025, 2, 3))
LODGED = Event("appeal_lodged", date(2026, 1, 12))


@pytest.mark.parametrize(
    ("events", "arises"),
    [
        ([LODGED], True),
        ([LODGED, Event("appeal_answered", date(2026, 3, 9))], False),
        ([Event("appeal_answered", date(2026, 3, 9))], False),
        # On one day the notice is taken to have come first.
        ([LODGED, Event("appeal_answered", date(2026, 3, 10))], True),
        ([LODGED, Event("appeal_answered", date(2026, 3, 11))], True),
        # An answer to another appeal is none to this one.
        (
            [
                Event("appeal_lodged", date(2025, 6, 2)),
                Event("appeal_answered", date(2025, 7, 1)),
                Event("appeal_sent_to_us", date(2025, 6, 5)),
                Event("appeal_sent_to_us", date(2026, 1, 14)),
            ],
            True,
        ),
        # Nor is what was left unopposed before still to be answered.
        (
            [
                Event("appeal_lodged", date(2025, 6, 2)),
                Event("unopposed_appeal_notified", date(2025, 7, 1), about="contents"),
                LODGED,
                Event("appeal_answered", date(2026, 2, 9)),
            ],
            False,
        ),
        (
            [
                LODGED,
                Event("appeal_answered", date(2026, 2, 9)),
                Event("unopposed_appeal_notified", date(2026, 2, 20), about="contents"),
            ],
            False,
        ),
        # One that was conceded too late is still the one that was answered.
        (
            [
                LODGED,
                Event("appeal_answered", date(2026, 2, 9)),
                Event("unopposed_appeal_notified", date(2026, 2, 20), about="contents"),
                Event("appeal_lodged", date(2026, 3, 2)),
            ],
            True,
        ),
        # Without any answer nothing came before the notice.
        ([Event("unopposed_appeal_notified", date(2026, 2, 20), about="contents")], True),
    ],
)
def test_an_appeal_is_left_unopposed_before_it_is_answered_or_has_no_limits_of_its_own(
    events: list[Event], *, arises: bool
) -> None:
    asked = Event("reassessment_requested", CONCEDED.on)
    found = states(REFUSED, *events, asked, CONCEDED, as_of=date(2026, 3, 12))
    assert found["reassess.decision"].starts_on == CONCEDED.on
    for name in ("assess.notify", "assess.refuse_to_issue", "assess.final"):
        one = found[f"unopposed.{name}"]
        assert one.state.value == ("running" if arises else "not_started")
        assert (one.because.key == CourseKey.ANSWERED_FIRST) is not arises
        if not arises:
            assert dict(one.because.params) == {"on": date(2026, 3, 10)}
    # Nor is the refusal undone by it.
    assert found["plan.final"].state.value == ("late" if arises else "not_applicable")
    assert found["unopposed.make.draft"].because.key == CourseKey.EVENT_NOT_RECORDED
