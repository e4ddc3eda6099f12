"""Writing a plan on its pages, serving it, answering, naming and finalising."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from ehc.actions import plan_writing, plans, representations
from ehc.models import (
    CaseEvent,
    CheckOverride,
    Consultation,
    FamilyMember,
    Need,
    PlanText,
    PlanVersion,
    Provision,
    Recommendation,
    Representation,
    SettingRequest,
    Team,
    UnusedRecommendation,
    User,
)
from ehc.plan_checks import RULES
from ehc.views.workspace._mend import place_in_plan
from ehc.workflows.roles import Role
from tests import factories, journeys
from tests.conftest import Once
from tests.factories import instant

pytestmark = pytest.mark.django_db
SignedIn = Callable[[User], Client]


def _plan(version: PlanVersion, rest: str = "") -> str:
    return f"/cases/{version.plan.case.reference}/plan/{rest}"


@pytest.fixture(scope="module", autouse=True)
def whole(once: Once[int], today: date) -> int:
    """A whole plan that has not been served."""
    return once(lambda priya: journeys.written(priya, factories.later(today, weeks=-9)).pk)


@pytest.fixture
def written(db: None, whole: int) -> PlanVersion:
    return PlanVersion.objects.get(pk=whole)


def test_a_plan_is_begun_once(priya: User, today: date, signed_in: SignedIn) -> None:
    assessment = journeys.planning(priya, factories.later(today, weeks=-9))
    client = signed_in(priya)
    address = f"/cases/{assessment.case.reference}/plan/"
    assert "Begin the plan" in client.get(address).content.decode()
    for _click in range(2):
        assert client.post(f"{address}begin/").url == address
    assert PlanVersion.objects.filter(plan__assessment=assessment).count() == 1


def test_only_the_words_that_changed_are_saved(
    written: PlanVersion, priya: User, signed_in: SignedIn
) -> None:
    client = signed_in(priya)
    before = {row.key: row.history.count() for row in PlanText.objects.all()}
    given = {
        row.key: row.text
        for row in PlanText.objects.filter(
            key__in=("history", "communication", "views_child", "views_parents",
                     "aspirations", "how_views_gathered")
        )
    }  # fmt: skip
    given["history"] = "Amara lives with her mother and her gran."
    assert client.post(_plan(written, "words/views/"), given).status_code == 302
    after = {row.key: row.history.count() for row in PlanText.objects.all()}
    assert {key for key in after if after[key] != before[key]} == {"history"}


def test_a_row_is_added_changed_and_removed(
    written: PlanVersion, priya: User, signed_in: SignedIn
) -> None:
    client = signed_in(priya)
    refused = client.post(_plan(written, "need/new/"), {"section": "B", "text": "Amara tires."})
    assert refused.status_code == 422
    assert "Choose the area of need" in refused.content.decode()
    given = {"section": "B", "area": "sensory_physical", "text": "Amara tires by lunch."}
    assert client.post(_plan(written, "need/new/"), given).status_code == 302
    assert Need.objects.get(key="N2").text == "Amara tires by lunch."
    given["text"] = "Amara tires by eleven."
    assert client.post(_plan(written, "need/N2/"), given).status_code == 302
    assert Need.objects.get(key="N2").text == "Amara tires by eleven."
    assert client.post(_plan(written, "need/N2/remove/")).status_code == 302
    assert [need.key for need in Need.objects.all()] == ["N1"]
    assert client.get(_plan(written, "need/N2/")).status_code == 404


def test_a_line_of_provision_begins_with_the_recommendation_that_it_takes_up(
    written: PlanVersion, priya: User, signed_in: SignedIn
) -> None:
    (recommendation,) = Recommendation.objects.all()
    client = signed_in(priya)
    page = client.get(_plan(written, f"provision/new/?from=R{recommendation.pk}&section=F"))
    text = page.content.decode()
    assert "A language programme written by a speech and language therapist" in text
    assert f'value="R{recommendation.pk}" checked' in text
    given = {
        "section": "F", "what": "A programme", "who": "A therapist", "how_often": "Weekly",
        "how_long": "One hour", "needs": ["N1"], "outcomes": ["O1"],
        "sources": [f"R{recommendation.pk}"],
    }  # fmt: skip
    assert client.post(_plan(written, "provision/new/"), given).status_code == 302
    made = Provision.objects.get(key="P2")
    assert [need.key for need in made.needs.all()] == ["N1"]
    assert list(made.sources.all()) == [recommendation]


def test_what_a_check_finds_is_shown_and_can_be_set_aside_with_a_reason(
    written: PlanVersion, priya: User, today: date, signed_in: SignedIn
) -> None:
    plan_writing.write_row(
        written, Provision, {"how_often": "Regularly"}, key="P1",
        by=priya, on=today, at=instant(today),
    )  # fmt: skip
    client = signed_in(priya)
    address = _plan(written, "checks/specificity.vague_term/P1/")
    assert address in client.get(_plan(written)).content.decode()
    assert client.post(address, {"reason": " "}).status_code == 422
    assert client.post(address, {"reason": "The family asked for it."}).status_code == 302
    assert CheckOverride.objects.get().reason == "The family asked for it."
    assert "Set aside" in client.get(_plan(written)).content.decode()
    assert client.get(_plan(written, "checks/thread.need_unmet/N1/")).status_code == 404


def test_a_recommendation_is_left_out_with_a_reason(
    written: PlanVersion, priya: User, signed_in: SignedIn
) -> None:
    (recommendation,) = Recommendation.objects.all()
    address = _plan(written, f"leave-out/R{recommendation.pk}/")
    client = signed_in(priya)
    assert client.post(address, {"reason": "Every pupil has it."}).status_code == 302
    assert UnusedRecommendation.objects.get().reason == "Every pupil has it."
    assert client.get(_plan(written, "leave-out/R999999/")).status_code == 404


def test_serving_says_what_is_missing_and_links_to_where_it_is_mended(
    written: PlanVersion, priya: User, today: date, signed_in: SignedIn
) -> None:
    plan_writing.remove_row(written, Provision, "P1", by=priya, on=today, at=instant(today))
    client = signed_in(priya)
    refused = client.post(_plan(written, "serve/"))
    assert refused.status_code == 422
    assert f'href="{_plan(written)}#row-N1"' in refused.content.decode()
    assert PlanVersion.objects.get().status == "drafting"


def test_the_page_says_to_whom_the_draft_goes_and_to_nobody_whom_an_order_keeps_out(
    written: PlanVersion, signed_in: SignedIn, priya: User
) -> None:
    kin = {"person": written.plan.case.person, "relationship": "father"}
    FamilyMember.objects.create(name="Emeka Okafor", **kin)
    FamilyMember.objects.create(name="Chidi Eze", kept_out_by="An order.", **kin)
    page = signed_in(priya).get(_plan(written, "serve/")).content.decode()
    assert [name in page for name in ("Ngozi Okafor:", "Emeka Okafor:", "Chidi Eze")] == [
        True, True, False,
    ]  # fmt: skip


def test_a_served_draft_no_longer_changes(
    written: PlanVersion, priya: User, today: date, signed_in: SignedIn
) -> None:
    client = signed_in(priya)
    assert client.post(_plan(written, "serve/")).status_code == 302
    assert PlanVersion.objects.get().status == "served"
    given = {"section": "B", "area": "sensory_physical", "text": "Too late."}
    refused = client.post(_plan(written, "need/N1/"), given)
    assert refused.status_code == 409
    assert "Too late." in refused.content.decode()
    assert Need.objects.get().text != "Too late."


def test_from_a_comment_to_the_final_plan(
    written: PlanVersion, priya: User, today: date, signed_in: SignedIn
) -> None:
    client = signed_in(priya)
    client.post(_plan(written, "serve/"))
    served = PlanVersion.objects.get()
    family = served.plan.assessment.request.asked_by
    said = representations.make_representation(
        served, kind="change", text="In the morning, please.", row="P1",
        by=family, on=today, at=instant(today),
    )  # fmt: skip
    representations.agree_with_draft(served, by=family, on=today, at=instant(today))
    base = f"/cases/{served.plan.case.reference}/"
    assert client.post(f"{base}comments/{said.pk}/", {"answer": "Yes."}).status_code == 302
    again = client.post(f"{base}comments/{said.pk}/", {"answer": "No."})
    assert again.status_code == 409
    assert Representation.objects.get().answer == "Yes."
    school = factories.SettingFactory()
    assert client.post(f"{base}settings/", {"setting": school.pk}).status_code == 302
    asked = Consultation.objects.get()
    elm = {"setting": factories.SettingFactory(name="Elm").pk, "asked_for_by_family": "on"}
    assert client.post(f"{base}settings/", elm).status_code == 302
    left_out = f"{base}settings/{Consultation.objects.get(setting=elm['setting']).pk}/not-named/"
    assert client.get(f"{base}settings/").content.decode().count(left_out) == 1
    ground = {"ground": "unsuitable"}
    assert client.post(left_out, ground).status_code == 422
    assert client.post(left_out, {**ground, "reasons": "It is for infants."}).status_code == 302
    of_elm = f"{base}settings/{Consultation.objects.get(setting=elm['setting']).pk}/"
    client.post(of_elm, {"answer": "cannot_meet", "reasons": "For infants."})
    refused = client.post(f"{base}settings/{asked.pk}/", {"answer": "cannot_meet"})
    assert "Write the reasons that the setting gave" in refused.content.decode()
    client.post(f"{base}settings/{asked.pk}/", {"answer": "can_meet"})
    assert client.post(f"{base}settings/name/", {"how": "named"}).status_code == 422
    named = client.post(f"{base}settings/name/", {"how": "named", "setting": school.pk})
    assert named.status_code == 302
    final = PlanVersion.objects.get(number=2)
    assert (final.placement_setting, final.placement_type) == (school, school.type)
    told = "Elm was asked for and is not named, because it is unsuitable for the age, ability"
    assert client.get(f"{base}plan/").content.decode().count(told) == 1
    assert client.post(_plan(written, "finalise/"), {"signed_by": ""}).status_code == 422
    issued = client.post(_plan(written, "finalise/"), {"signed_by": "Priya Nair"})
    assert issued.status_code == 302
    assert PlanVersion.objects.get(number=2).status == "final"


def _day(name: str, day: date) -> dict[str, str]:
    return {
        f"{name}_day": str(day.day), f"{name}_month": str(day.month), f"{name}_year": str(day.year),
    }  # fmt: skip


def test_a_setting_that_was_not_consulted_is_said_to_be_so_where_it_is_chosen(
    written: PlanVersion, priya: User, today: date, signed_in: SignedIn
) -> None:
    client = signed_in(priya)
    client.post(_plan(written, "serve/"))
    base = f"/cases/{written.plan.case.reference}/"
    oak, elm = (factories.SettingFactory(name=name) for name in ("Oak", "Elm"))
    client.post(f"{base}settings/", {"setting": elm.pk})
    asked = f"{base}settings/asked-for/"
    assert asked in client.get(f"{base}comments/").content.decode()
    refused = client.post(asked, {"name": "Beacon"})
    assert refused.status_code == 422
    assert client.post(asked, {"name": "Beacon", **_day("requested_on", today)}).status_code == 302
    page = client.get(f"{base}settings/").content.decode()
    assert "Did the family ask for it under another name?" in page
    choices = client.get(f"{base}settings/name/").content.decode()
    assert "Oak (not consulted)" in choices
    assert "Elm (not consulted)" not in choices
    assert "Beacon: asked for by the family, and not consulted" in choices
    named = client.post(f"{base}settings/name/", {"how": "named", "setting": oak.pk})
    assert named["Location"] == f"{base}plan/#section-I"
    plan = client.get(f"{base}plan/").content.decode()
    # Beside section I, and among what is missing.
    assert plan.count("Oak is named and has not been consulted about the plan") == 2
    assert plan.count("The family asked for Beacon, which has not been consulted") == 2
    request = SettingRequest.objects.get()
    gone = f"{base}settings/asked-for/{request.pk}/no-longer/"
    assert gone in page
    assert client.post(gone, {"how_known": ""}).status_code == 422
    assert client.post(gone, {"how_known": "The mother rang."}).status_code == 302
    client.post(f"{base}settings/", {"setting": oak.pk})
    plan = client.get(f"{base}plan/").content.decode()
    assert "has not been consulted" not in plan
    assert "Did the family ask" not in client.get(f"{base}settings/").content.decode()


def test_a_setting_that_is_refused_begins_no_version(
    written: PlanVersion, priya: User, signed_in: SignedIn
) -> None:
    client = signed_in(priya)
    client.post(_plan(written, "serve/"))
    page = f"/cases/{written.plan.case.reference}/settings/name/"
    events = CaseEvent.objects.count()
    of_no_type = factories.SettingFactory(type="")
    refused = client.post(page, {"how": "named", "setting": of_no_type.pk})
    assert refused.status_code == 422
    assert "Say what type of setting it is." in refused.content.decode()
    assert PlanVersion.objects.count() == 1
    assert CaseEvent.objects.count() == events
    named = {"how": "named", "setting": of_no_type.pk, "type": "Special school"}
    assert client.post(page, named).status_code == 302
    assert PlanVersion.objects.get(number=2).placement_type == "Special school"
    assert CaseEvent.objects.count() == events + 2


def test_finalising_too_soon_says_until_when_the_family_may_comment(
    written: PlanVersion, priya: User, signed_in: SignedIn
) -> None:
    client = signed_in(priya)
    client.post(_plan(written, "serve/"))
    client.post(_plan(written, "begin/"))
    refused = client.post(_plan(written, "finalise/"), {"signed_by": "Priya Nair"})
    text = refused.content.decode()
    assert refused.status_code == 422
    assert "The family may comment until the end of" in text
    assert f"/cases/{written.plan.case.reference}/settings/name/" in text


# --- Two officers in one plan ------------------------------------------------------------------


def _opened(page: bytes) -> str:
    """What the page says that it was opened with."""
    found = re.search(r'name="opened_with" value="([^"]+)"', page.decode())
    assert found is not None
    return found[1]


@pytest.fixture
def una(north: Team) -> User:
    """Another caseworker in the north."""
    return factories.staff("Una Bright", Role.CASEWORKER, team=north)


def _texts() -> dict[str, str]:
    return dict(PlanText.objects.values_list("key", "text"))


def test_a_page_opened_earlier_does_not_put_back_what_a_colleague_has_changed(
    written: PlanVersion, priya: User, una: User, signed_in: SignedIn
) -> None:
    address, first, second = _plan(written, "words/views/"), signed_in(priya), signed_in(una)
    opened = {**_texts(), "opened_with": _opened(second.get(address).content)}
    assert first.post(address, {**opened, "views_child": "I like painting."}).status_code == 302
    assert second.post(address, {**opened, "history": "Amara was born here."}).status_code == 302
    kept = _texts()
    assert kept["views_child"] == "I like painting."
    assert kept["history"] == "Amara was born here."


def test_the_second_of_two_who_change_one_text_is_told_and_keeps_their_words(
    written: PlanVersion, priya: User, una: User, signed_in: SignedIn
) -> None:
    address, first, second = _plan(written, "words/views/"), signed_in(priya), signed_in(una)
    opened = {**_texts(), "opened_with": _opened(second.get(address).content)}
    first.post(address, {**opened, "history": "From Priya."})
    told = second.post(address, {**opened, "history": "From Una.", "aspirations": "To draw."})
    assert told.status_code == 422
    text = html.unescape(told.content.decode())
    assert "It now says: “From Priya.”" in text
    assert "From Una." in text
    assert (_texts()["history"], _texts()["aspirations"]) == ("From Priya.", opened["aspirations"])
    again = {**opened, "history": "From both.", "opened_with": _opened(told.content)}
    assert second.post(address, again).status_code == 302
    assert _texts()["history"] == "From both."


def test_the_second_of_two_who_change_one_row_is_told_and_keeps_their_words(
    written: PlanVersion, priya: User, una: User, signed_in: SignedIn
) -> None:
    address, first, second = _plan(written, "need/N1/"), signed_in(priya), signed_in(una)
    given = {"section": "B", "area": "sensory_physical"}
    opened = {"opened_with": _opened(second.get(address).content)}
    first.post(address, {**given, **opened, "text": "From Priya."})
    told = second.post(address, {**given, **opened, "text": "From Una."})
    assert told.status_code == 422
    assert "From Una." in told.content.decode()
    assert Need.objects.get().text == "From Priya."
    again = {**given, "text": "From both.", "opened_with": _opened(told.content)}
    assert second.post(address, again).status_code == 302
    assert Need.objects.get().text == "From both."


def test_whoever_changes_a_row_that_a_colleague_removed_is_told_and_keeps_their_words(
    written: PlanVersion, priya: User, una: User, signed_in: SignedIn
) -> None:
    given = {"section": "B", "area": "sensory_physical", "text": "Amara tires by lunch."}
    first, second = signed_in(priya), signed_in(una)
    first.post(_plan(written, "need/new/"), given)
    first.post(_plan(written, "need/N2/remove/"))
    told = second.post(_plan(written, "need/N2/"), {**given, "text": "Amara tires by noon."})
    assert told.status_code == 422
    text = told.content.decode()
    assert "That row is no longer in the plan." in text
    assert "Amara tires by noon." in text


def test_provision_opened_and_saved_as_it_was_is_no_conflict(
    written: PlanVersion, priya: User, signed_in: SignedIn
) -> None:
    client, row = signed_in(priya), Provision.objects.get()
    address = _plan(written, f"provision/{row.key}/")
    given = {
        **{name: getattr(row, name) for name in ("section", "what", "who", "how_often")},
        "needs": "N1",
        "opened_with": _opened(client.get(address).content),
    }
    assert client.post(address, given).status_code == 302


@pytest.mark.parametrize("key", ["x" * 61, "N1", "N999"])
def test_a_check_that_found_nothing_is_not_set_aside(
    key: str, written: PlanVersion, priya: User, signed_in: SignedIn
) -> None:
    rule = next(name for name, one in RULES.items() if one.overridable)
    address = _plan(written, f"checks/{rule}/{key}/")
    assert signed_in(priya).post(address, {"reason": "It is right."}).status_code == 404
    assert not CheckOverride.objects.exists()


def test_a_check_that_stops_the_draft_is_named_in_words_with_its_place(
    priya: User, today: date, signed_in: SignedIn
) -> None:
    assessment = journeys.planning(priya, factories.later(today, weeks=-7))
    plans.begin_plan(assessment, by=priya, on=today, at=instant(today))
    at = f"/cases/{assessment.case.reference}/plan/"
    client = signed_in(priya)
    refused = client.post(f"{at}serve/")
    assert refused.status_code == 422
    text = refused.content.decode()
    assert "recommendations.dropped" not in text
    assert "Every recommendation is used, or has a reason." in text
    assert re.search(rf'href="{at}#row-R\d+"', text)
    assert f'href="{at}#section-A"' in text


@pytest.mark.parametrize(
    ("row", "place"),
    [("P1", "#row-P1"), ("F", "#section-F"), ("history", "#section-A"), ("plan", ""),
     ("strengths_cognition_and_learning", "#section-B")],
)  # fmt: skip
def test_every_finding_has_its_place(row: str, place: str) -> None:
    assert place_in_plan(row) == place


def test_what_is_done_many_times_is_told_once(
    priya: User, today: date, signed_in: SignedIn
) -> None:
    version = journeys.written(priya, factories.later(today, weeks=-8))
    text = signed_in(priya).get(f"/cases/{version.plan.case.reference}/events/").content.decode()
    assert text.count("The plan was written") == 1
    assert re.search(r"The plan was written \(\d+ times\)", text)
