"""For which reason, and at what age, a plan may be decided to end."""

from __future__ import annotations

from datetime import date

import pytest

from ehc.workflows.ceasing import CeaseKey, CeaseReason, reasons_at, refused_because, turns

ON = date(2026, 10, 15)
R, K = CeaseReason, CeaseKey


@pytest.mark.parametrize(
    ("reason", "born", "report", "key"),
    [
        (R.NEEDS_MET, date(2018, 3, 14), False, None),
        (R.LEFT_ENGLAND, date(2018, 3, 14), False, None),
        (R.OTHER, date(2008, 10, 16), True, K.UNDER_18),
        (R.OTHER, date(2008, 10, 15), False, None),
        (R.HIGHER_EDUCATION, date(2008, 10, 16), True, K.UNDER_18),
        (R.HIGHER_EDUCATION, date(2008, 10, 15), False, None),
        (R.EMPLOYMENT, date(2008, 10, 16), True, K.UNDER_18),
        (R.NO_LONGER_WISHES, date(2008, 10, 16), True, K.UNDER_18),
        (R.EMPLOYMENT, date(2008, 10, 15), True, None),
        (R.NO_LONGER_WISHES, date(2008, 10, 15), False, K.REPORT_FIRST),
        (R.MAX_AGE, date(2002, 10, 16), True, K.TOO_YOUNG),
        (R.MAX_AGE, date(2002, 10, 15), False, None),
        (R.TRANSFERRED, date(2002, 10, 15), True, K.NOT_DECIDED_HERE),
        (R.DECEASED, date(2002, 10, 15), True, K.NOT_DECIDED_HERE),
    ],
)
def test_a_reason_fits_the_age(
    reason: CeaseReason, born: date, report: bool, key: CeaseKey | None
) -> None:
    assert refused_because(reason, born=born, on=ON, report_sent=report) == key


def test_somebody_born_on_29_february_is_18_on_1_march() -> None:
    assert turns(18, date(2008, 2, 29)) == date(2026, 3, 1)
    assert turns(20, date(2008, 2, 29)) == date(2028, 2, 29)


@pytest.mark.parametrize(
    ("born", "reasons"),
    [
        (date(2008, 10, 16), {R.NEEDS_MET, R.LEFT_ENGLAND}),
        (
            date(2008, 10, 15),
            {
                R.NEEDS_MET, R.LEFT_ENGLAND, R.HIGHER_EDUCATION, R.EMPLOYMENT,
                R.NO_LONGER_WISHES, R.OTHER,
            },
        ),
        (
            date(2002, 10, 15),
            {
                R.NEEDS_MET, R.LEFT_ENGLAND, R.HIGHER_EDUCATION, R.EMPLOYMENT,
                R.NO_LONGER_WISHES, R.OTHER, R.MAX_AGE,
            },
        ),
    ],
    ids=["17", "18", "24"],
)  # fmt: skip
def test_the_reasons_to_choose_from_depend_on_the_age(
    born: date, reasons: set[CeaseReason]
) -> None:
    assert set(reasons_at(born, ON)) == reasons
