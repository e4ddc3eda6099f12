"""The setting that the family asked for: named, or left out on a ground that it reads."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from ehc.actions import ends, placement, plans, representations
from ehc.models import Document, PlanVersion, Setting, User
from ehc.queries.placement import not_consulted, placement_told
from ehc.refusals import AlreadyDone, Invalid, NotReady, NotVisible
from tests import factories, journeys
from tests.conftest import Once
from tests.factories import instant

pytestmark = pytest.mark.django_db


TOLD = (
    "Elm was asked for and is not named, because it is incompatible with the efficient use of "
    "resources. A place costs twice as much. (Children and Families Act 2014, section 39(4)(b))",
    "What Section I says is not mainstream, because mainstream education is incompatible with the "
    "wishes of the parent or young person. The mother asks for a special school. (Children and "
    "Families Act 2014, section 33(2)(a))",
)


@pytest.fixture(scope="module", autouse=True)
def served(once: Once[int], monday: date) -> int:
    return once(lambda priya: journeys.served(priya, monday).pk)


@pytest.fixture
def draft(db: None, served: int) -> PlanVersion:
    return PlanVersion.objects.get(pk=served)


def test_a_setting_asked_for_is_left_out_only_on_a_ground_that_the_letter_gives(
    draft: PlanVersion, priya: User, monday: date
) -> None:
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
    placement.record_setting_response(asked, answer="can_meet", reasons="", **who)
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


# --- What nobody has consulted ----------------------------------------------------------------


def stops(version: PlanVersion, **who: Any) -> list[tuple[str, str]]:
    """What stops the final plan, and of which setting."""
    with pytest.raises(NotReady) as refused:
        plans.finalise_plan(version, signed_by="Priya Nair", **who)
    return [
        (one.key.value.removeprefix("missing."), str(one.params.get("setting", "")))
        for one in refused.value.missing
    ]


def test_another_setting_is_not_named_before_the_one_asked_for_is_consulted_and_answers(
    draft: PlanVersion, priya: User, monday: date
) -> None:
    mother = draft.plan.assessment.request.asked_by
    assert draft.served_on is not None
    asked_on = draft.served_on + timedelta(days=2)
    asked = placement.ask_for_setting(
        draft, name="Beacon", why="", by=mother, on=asked_on, at=instant(asked_on)
    )
    day = monday + timedelta(weeks=12)
    who: dict[str, Any] = {"by": priya, "on": day, "at": instant(day)}
    representations.answer_representation(draft.representations.get(), answer="We ask it.", **who)
    oak = factories.SettingFactory(name="Oak")
    answered = placement.consult_setting(draft, oak, asked_for_by_family=False, **who)
    placement.record_setting_response(answered, answer="can_meet", reasons="", **who)
    final = plans.name_setting(draft, setting=oak, type=oak.type, **who)
    assert stops(final, **who) == [("request_not_consulted", "Beacon")]
    # By its own name it is found; it is left out on a ground, and is waited for all the same.
    beacon = factories.SettingFactory(name="beacon ")
    consulted = placement.consult_setting(draft, beacon, asked_for_by_family=False, **who)
    assert (consulted.asked_for_by_family, consulted.requested_on) == (True, asked_on)
    asked.refresh_from_db()
    assert asked.setting == beacon
    placement.leave_setting_out(consulted, ground="unsuitable", reasons="For infants.", **who)
    assert stops(final, **who) == [("answer_awaited", "beacon ")]
    last_day = day + timedelta(days=15)
    assert stops(final, **{**who, "on": last_day, "at": instant(last_day)}) == [
        ("answer_awaited", "beacon ")
    ]
    after = last_day + timedelta(days=1)
    assert plans.finalise_plan(final, signed_by="Priya Nair", by=priya, on=after, at=instant(after))


def test_what_is_asked_for_late_or_no_longer_is_not_waited_for(
    draft: PlanVersion, priya: User, monday: date
) -> None:
    assert draft.comments_close_on is not None
    day = monday + timedelta(weeks=12)
    who: dict[str, Any] = {"by": priya, "on": day, "at": instant(day)}
    for name, requested_on in (("Late", draft.comments_close_on + timedelta(days=1)), ("In", day)):
        with pytest.raises(Invalid) as invalid:
            placement.record_request_for_setting(
                draft, name=name, requested_on=day + timedelta(days=1), **who
            )
        assert invalid.value.field == "requested_on"
        placement.record_request_for_setting(
            draft, name=name,
            requested_on=requested_on if name == "Late" else draft.comments_close_on, **who,
        )  # fmt: skip
    final = plans.name_setting(draft, setting=None, type="Mainstream school", **who)
    assert stops(final, **who) == [("request_not_consulted", "In")]
    (asked,) = [one for one in not_consulted(final) if one.name == "In"]
    with pytest.raises(Invalid):
        placement.withdraw_request_for_setting(asked, how_known=" ", **who)
    mother = draft.plan.assessment.request.asked_by
    with pytest.raises(NotVisible):
        placement.withdraw_request_for_setting(asked, how_known="x", **{**who, "by": mother})
    placement.withdraw_request_for_setting(asked, how_known="The mother rang.", **who)
    with pytest.raises(AlreadyDone):
        placement.withdraw_request_for_setting(asked, how_known="Again.", **who)
    assert plans.finalise_plan(final, signed_by="Priya Nair", **who)
    with pytest.raises(AlreadyDone):
        placement.record_request_for_setting(draft, name="Oak", requested_on=day, **who)


def test_a_setting_that_was_consulted_first_is_what_is_asked_for_under_another_name(
    draft: PlanVersion, priya: User, monday: date
) -> None:
    day = monday + timedelta(weeks=9)
    who: dict[str, Any] = {"by": priya, "on": day, "at": instant(day)}
    elm, oak, ash = (factories.SettingFactory(name=name) for name in ("Elm", "Oak", "Ash"))
    first = placement.consult_setting(draft, elm, asked_for_by_family=False, **who)
    placement.record_request_for_setting(draft, name=" ELM", requested_on=monday, **who)
    first.refresh_from_db()
    assert (first.asked_for_by_family, first.requested_on) == (True, monday)
    other = placement.consult_setting(draft, oak, asked_for_by_family=False, **who)
    near = placement.record_request_for_setting(
        draft, name="The oak school", requested_on=day, **who
    )
    with pytest.raises(Invalid) as invalid:
        placement.consult_setting(
            draft, ash, asked_for_by_family=True, request=first_of(draft), **who
        )
    assert invalid.value.field == "request"
    noted = placement.note_request_for_setting(other, requested_on=None, request=near, **who)
    assert (noted.asked_for_by_family, noted.requested_on) == (True, day)
    assert not_consulted(draft) == []


def first_of(draft: PlanVersion) -> Any:
    """A request that has been consulted already."""
    return draft.setting_requests.order_by("pk").first()


@pytest.mark.parametrize(
    ("type", "institution", "kind"),
    [
        ("Community school", "", "maintained_school"),
        ("Community school", "maintained_school", "maintained_school"),
        ("Community school", "other_independent", None),
        ("Community school", "circus", None),
        ("School", "academy", "academy"),
        ("School", "", ""),
        ("Other independent school", "section_41", "section_41"),
        ("Other independent school", "academy", None),
    ],
)
def test_the_kind_of_a_setting_is_what_its_type_says(
    draft: PlanVersion, priya: User, monday: date, type: str, institution: str, kind: str | None
) -> None:
    assert draft.served_on is not None
    given: dict[str, Any] = {
        "asked_for_by_family": True, "institution": institution, "by": priya,
        "on": draft.served_on, "at": instant(draft.served_on),
    }  # fmt: skip
    setting: Setting = factories.SettingFactory(type=type)
    if kind is not None:
        assert placement.consult_setting(draft, setting, **given).institution == kind
        return
    with pytest.raises(Invalid) as refused:
        placement.consult_setting(draft, setting, **given)
    assert refused.value.field == "institution"


def test_what_the_family_asked_for_is_not_taken_back_of_a_request_that_is_over(
    draft: PlanVersion, priya: User, monday: date
) -> None:
    day = monday + timedelta(weeks=9)
    who: dict[str, Any] = {"by": priya, "on": day, "at": instant(day)}
    asked = placement.record_request_for_setting(draft, name="Oak", requested_on=day, **who)
    mother = draft.plan.assessment.request.asked_by
    ends.withdraw_request(draft.plan.assessment, words="No longer.", **{**who, "by": mother})
    with pytest.raises(AlreadyDone) as told:
        placement.withdraw_request_for_setting(asked, how_known="The mother rang.", **who)
    assert told.value.status == "withdrawn"
    asked.refresh_from_db()
    assert asked.withdrawn_on is None


@pytest.mark.parametrize(
    ("days", "is_refused"), [(0, False), (1, True)], ids=["its last day", "the day after"]
)
def test_a_setting_is_consulted_named_and_asked_for_up_to_its_last_day(
    draft: PlanVersion, priya: User, monday: date, days: int, is_refused: bool
) -> None:
    closes_on = monday + timedelta(weeks=9)
    on = closes_on + timedelta(days=days)
    mother = draft.plan.case.person.family.get().user
    assert mother is not None
    elm, _oak = (
        factories.SettingFactory(name=name, closed_on=closes_on) for name in ("Elm", "Oak")
    )
    of_elm: dict[str, Any] = {"setting": elm, "type": elm.type}

    def who(by: User) -> dict[str, Any]:
        return {"by": by, "on": on, "at": instant(on)}

    tried: list[tuple[str, Any]] = [
        ("name", lambda: placement.ask_for_setting(draft, name=" elm ", why="", **who(mother))),
        (
            "name",
            lambda: placement.record_request_for_setting(
                draft, name="Oak", requested_on=on, **who(priya)
            ),
        ),
        (
            "setting",
            lambda: placement.consult_setting(draft, elm, asked_for_by_family=True, **who(priya)),
        ),
        ("setting", lambda: plans.name_setting(draft, **of_elm, **who(priya))),
    ]
    for field, act in tried:
        if not is_refused:
            act()
            continue
        with pytest.raises(Invalid) as refused:
            act()
        assert refused.value.field == field
        assert "is open until Monday 9 March 2026 only" in refused.value.message
    # A refusal to name it leaves no version that would have.
    assert PlanVersion.objects.count() == (1 if is_refused else 2)
    if is_refused:
        # What it asked for while it was open, it asked for.
        earlier: dict[str, Any] = {"name": "Oak", "requested_on": closes_on}
        assert placement.record_request_for_setting(draft, **earlier, **who(priya))
        factories.SettingFactory(name="Elm")
        # One that is open is called so too.
        assert placement.ask_for_setting(draft, name="Elm", why="", **who(mother))


def test_a_plan_does_not_name_a_setting_that_closed_before_it_is_sent(
    draft: PlanVersion, priya: User, monday: date
) -> None:
    day = monday + timedelta(weeks=12)
    who: dict[str, Any] = {"by": priya, "on": day, "at": instant(day)}
    elm = factories.SettingFactory(name="Elm", closed_on=day)
    asked = placement.consult_setting(draft, elm, asked_for_by_family=True, **who)
    placement.record_setting_response(asked, answer="can_meet", reasons="", **who)
    final = plans.name_setting(draft, setting=elm, type=elm.type, **who)
    after: dict[str, Any] = {
        "by": priya,
        "on": day + timedelta(days=1),
        "at": instant(day + timedelta(days=1)),
    }
    with pytest.raises(NotReady) as refused:
        plans.finalise_plan(final, signed_by="Priya Nair", **after)
    (closed,) = refused.value.missing
    assert (closed.key.value, dict(closed.params)) == (
        "missing.setting_closed", {"setting": "Elm", "last_day": day},
    )  # fmt: skip
    assert plans.finalise_plan(final, signed_by="Priya Nair", **who)


def test_when_the_family_asked_for_what_closed_is_said(
    draft: PlanVersion, priya: User, monday: date
) -> None:
    day = monday + timedelta(weeks=9)
    elm = factories.SettingFactory(name="Elm", closed_on=day)
    asked = placement.consult_setting(
        draft, elm, asked_for_by_family=False, by=priya, on=day, at=instant(day)
    )
    after: dict[str, Any] = {
        "by": priya,
        "on": day + timedelta(days=1),
        "at": instant(day + timedelta(days=1)),
    }
    for known in (None, day + timedelta(days=1)):
        with pytest.raises(Invalid) as refused:
            placement.note_request_for_setting(asked, requested_on=known, **after)
        assert refused.value.field == "requested_on"
    noted = placement.note_request_for_setting(asked, requested_on=day, **after)
    assert noted.asked_for_by_family
