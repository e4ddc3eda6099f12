"""The setting that the family asked for: named, or left out on a ground that it reads."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from ehc.actions import placement, plans
from ehc.models import Document, User
from ehc.queries.placement import placement_told
from ehc.refusals import AlreadyDone, Invalid, NotReady
from tests import factories, journeys
from tests.factories import instant

pytestmark = pytest.mark.django_db

TOLD = (
    "Elm was asked for and is not named, because it is incompatible with the efficient use of "
    "resources. A place costs twice as much. (Children and Families Act 2014, section 39(4)(b))",
    "What Section I says is not mainstream, because mainstream education is incompatible with the "
    "wishes of the parent or young person. The mother asks for a special school. (Children and "
    "Families Act 2014, section 33(2)(a))",
)


def test_a_setting_asked_for_is_left_out_only_on_a_ground_that_the_letter_gives(
    priya: User, monday: date
) -> None:
    draft = journeys.served(priya, monday)
    day = monday + timedelta(weeks=12)
    who: dict[str, Any] = {"by": priya, "on": day, "at": instant(day)}
    elm, oak = (factories.SettingFactory(name=name) for name in ("Elm", "Oak"))
    with pytest.raises(Invalid):
        placement.consult_setting(
            draft, elm, asked_for_by_family=True, requested_on=day + timedelta(days=1), **who
        )
    asked = placement.consult_setting(draft, elm, asked_for_by_family=False, **who)
    # The council thought of it first; the family asks for it as well.
    with pytest.raises(Invalid):
        placement.note_request_for_setting(asked, requested_on=day + timedelta(days=1), **who)
    asked = placement.note_request_for_setting(asked, requested_on=monday, **who)
    assert (asked.asked_for_by_family, asked.requested_on) == (True, monday)
    with pytest.raises(AlreadyDone):
        placement.note_request_for_setting(asked, requested_on=None, **who)
    assert asked.institution == "maintained_school"
    other = placement.consult_setting(draft, oak, asked_for_by_family=False, **who)
    special: dict[str, Any] = {"setting": None, "type": "Special school", **who}
    final = plans.name_setting(draft, **special)
    with pytest.raises(NotReady) as refused:
        plans.finalise_plan(final, signed_by="Priya Nair", **who)
    assert [item.key.value for item in refused.value.missing] == [
        "missing.requested_setting", "missing.mainstream_ground",
    ]  # fmt: skip
    for consulted, ground, reasons, field in (
        (other, "unsuitable", "Far.", "ground"),
        (asked, "wishes", "Cost.", "ground"),
        (asked, "unsuitable", " ", "reasons"),
    ):
        with pytest.raises(Invalid) as invalid:
            placement.leave_setting_out(consulted, ground=ground, reasons=reasons, **who)
        assert invalid.value.field == field
    given: dict[str, Any] = {"reasons": "A place costs twice as much.", **who}
    placement.leave_setting_out(asked, ground="efficient_resources", **given)
    with pytest.raises(Invalid):
        plans.name_setting(final, mainstream_ground="cost", reasons="It costs less.", **special)
    with pytest.raises(Invalid):
        plans.name_setting(final, mainstream_ground="wishes", **special)
    with pytest.raises(Invalid):
        plans.name_setting(final, **{**special, "setting": oak, "own_arrangements": True})
    named = plans.name_setting(
        final, mainstream_ground="wishes", reasons="The mother asks for a special school.",
        **special,
    )  # fmt: skip
    assert placement_told(named) == TOLD
    plans.finalise_plan(named, signed_by="Priya Nair", **who)
    assert tuple(Document.objects.get(kind="final_plan").facts["placement"]) == TOLD
    with pytest.raises(AlreadyDone):
        placement.leave_setting_out(asked, ground="unsuitable", **given)
    with pytest.raises(AlreadyDone):
        placement.note_request_for_setting(other, requested_on=None, **who)
