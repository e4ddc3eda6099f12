"""The pages on court orders, on an address that is protected, and on whose the rights will be."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ehc.actions import rights, takeover
from ehc.actions.addresses import protect_address
from ehc.actions.assessments import refuse_to_assess
from ehc.actions.between_adults import decide_between_adults
from ehc.actions.family import Newcomer, add_to_family
from ehc.actions.takeover import tell_of_takeover
from ehc.models import (
    BetweenAdults,
    Case,
    FamilyMember,
    KeptOut,
    Letter,
    Message,
    RoleGrant,
    Said,
    User,
)
from ehc.queries.papers import addressees_of, letters_to_post
from ehc.queries.plans import plan_facts
from ehc.queries.takeover import taking_over
from ehc.refusals import AlreadyDone, Invalid, NotYours
from ehc.tasks import tidy_up
from ehc.workflows.advice import end_of_compulsory_school_age
from tests import journeys
from tests.actions.test_uploads import pdf
from tests.factories import instant

pytestmark = pytest.mark.django_db
SignedIn = Callable[[User], Client]


def who(user: User, on: date) -> dict[str, Any]:
    return {"by": user, "on": on, "at": instant(on)}


def text_of(response: Any) -> str:
    return " ".join(response.content.decode().split())


def mother_of(case: Case) -> FamilyMember:
    return case.person.family.get(relationship="mother")


def young_person_of(case: Case) -> User:
    user = User.objects.create_user("amara@family.example", name="Amara Okafor")
    case.person.user = user
    case.person.save()
    FamilyMember.objects.create(
        person=case.person, user=user, name="Amara Okafor", relationship="themselves"
    )
    return user


# --- Court orders ------------------------------------------------------------------------------


def test_an_order_is_recorded_on_its_page_and_ended_on_the_same(
    priya: User, today: date, signed_in: SignedIn
) -> None:
    case = journeys.allocated(priya, today).case
    mother = mother_of(case)
    client = signed_in(priya)
    here = f"/cases/{case.reference}/people/{mother.pk}/order/"
    people = f"/cases/{case.reference}/people/"
    assert here in text_of(client.get(people))
    day = {
        "since_day": str(today.day),
        "since_month": str(today.month),
        "since_year": str(today.year),
    }
    refused = client.post(here, {"words": "An order of 3 March.", **day})
    assert refused.status_code == 422
    # Beside the field and in the summary; and what was typed is kept.
    page = text_of(refused)
    assert page.count("Add the order, or say what was seen, by whom, and where it is kept") == 2
    assert "An order of 3 March." in page
    ahead = today + timedelta(days=1)
    late = {
        "since_day": str(ahead.day),
        "since_month": str(ahead.month),
        "since_year": str(ahead.year),
    }
    assert client.post(here, {"words": "An order.", "seen": "I saw.", **late}).status_code == 422
    assert not KeptOut.objects.exists()
    paper = SimpleUploadedFile("Order.pdf", pdf(), content_type="application/pdf")
    answer = client.post(here, {"words": "An order of 3 March.", "paper": paper, **day})
    assert (answer.status_code, answer["Location"]) == (302, people)
    assert "An order of 3 March." in text_of(client.get(people))
    assert "Court order: nothing to Ngozi Okafor" in text_of(
        client.get(f"/cases/{case.reference}/")
    )
    assert mother.user is not None
    theirs = signed_in(mother.user)
    own = f"/your-requests/{case.reference}/"
    assert theirs.get(own).status_code == 404
    page = text_of(client.get(here))
    assert "Order.pdf" in page
    assert "Record that it has ended" in page
    answer = client.post(here, {"words": "Discharged.", "seen": "I saw it.", **day})
    assert answer.status_code == 302
    assert theirs.get(own).status_code == 200


def test_no_order_is_recorded_against_a_young_person_in_their_own_case(
    priya: User, today: date, signed_in: SignedIn
) -> None:
    case = journeys.allocated(priya, today).case
    young_person_of(case)
    own = case.person.family.get(relationship="themselves")
    here = f"/cases/{case.reference}/people/{own.pk}/order/"
    answer = signed_in(priya).get(here)
    assert "no order can be recorded that keeps them out" in text_of(answer)


# --- An address that is protected --------------------------------------------------------------


@pytest.mark.parametrize("age", [15, 17])
def test_a_young_person_keeps_their_address_from_their_parents(
    priya: User, today: date, signed_in: SignedIn, age: int
) -> None:
    """Of whatever age; before the rights are theirs, and where a parent sees the case with them."""
    born = {"date_of_birth": f"{today.year - age}-01-09"}
    assessment = journeys.allocated(priya, today, child=born)
    case, young = assessment.case, young_person_of(assessment.case)
    mother = mother_of(case)
    assert mother.user is not None
    if age > 16:
        rights.agree_that_parent_sees(case, member=mother, **who(young, today))
    here = f"/your-requests/{case.reference}/where-you-live/"
    client = signed_in(young)
    assert here in text_of(client.get(f"/your-requests/{case.reference}/"))
    assert here in text_of(client.get(f"/your-requests/{case.reference}/contact/"))
    assert signed_in(mother.user).get(here).status_code == 404
    assert "Keep my address from everybody" in text_of(client.get(here))
    assert client.post(here).status_code == 302
    assert "We keep your address from everybody" in text_of(client.get(here))
    case.person.refresh_from_db()
    assert case.person.address_is_protected
    staffs = text_of(signed_in(priya).get(f"/cases/{case.reference}/people/"))
    assert "Protected" in staffs
    for address in ("", "everything/"):
        page = text_of(signed_in(mother.user).get(f"/your-requests/{case.reference}/{address}"))
        assert "Amara" in page
        assert "where-you-live" not in page
        assert "kept from everybody" not in page


def test_a_plan_that_a_parent_reads_does_not_say_where_a_protected_address_is(
    priya: User, monday: date
) -> None:
    draft = journeys.served(priya, monday)
    case, on = draft.plan.case, draft.served_on
    assert on is not None
    assert plan_facts(draft, on=on).person.address == "1 Example Street"
    protect_address(case, protected=True, how_known="She said so.", **who(priya, on))
    draft.plan.case.person.refresh_from_db()
    assert plan_facts(draft, on=on).person.address == ""


def test_to_show_an_address_again_is_for_a_manager(
    priya: User, today: date, signed_in: SignedIn
) -> None:
    case = journeys.allocated(priya, today).case
    young = young_person_of(case)
    here = f"/cases/{case.reference}/people/address/"
    client = signed_in(priya)
    assert here in text_of(client.get(f"/cases/{case.reference}/people/"))
    refused = client.post(here, {"protected": "yes"})
    assert refused.status_code == 422
    assert text_of(refused).count("Say how you know, and where what shows it is kept") == 2
    assert client.post(here, {"protected": "yes", "how_known": "A letter."}).status_code == 302
    with pytest.raises(AlreadyDone):
        protect_address(case, protected=True, how_known="A letter.", **who(priya, today))
    with pytest.raises(NotYours):
        protect_address(case, protected=False, how_known="He asked.", **who(priya, today))
    with pytest.raises(Invalid):
        protect_address(case, protected=False, **who(young, today))
    mother = mother_of(case).user
    assert mother is not None
    with pytest.raises(NotYours):
        protect_address(case, protected=True, how_known="No.", **who(mother, today))
    RoleGrant.objects.filter(user=priya).update(role="team_manager")
    protect_address(case, protected=False, how_known="She said so.", **who(priya, today))
    case.person.refresh_from_db()
    assert not case.person.address_is_protected


# --- Whose the rights will be ------------------------------------------------------------------

BORN = date(2010, 1, 9)
LAST_DAY = end_of_compulsory_school_age(BORN)


def of_sixteen(priya: User, number: int = 1) -> Case:
    return journeys.allocated(
        priya,
        LAST_DAY - timedelta(weeks=14),
        child={"first_name": f"Kai{number}", "date_of_birth": BORN.isoformat()},
        you={"email": f"ngozi{number}@family.example"},
    ).case


@pytest.mark.parametrize(
    ("days", "listed"),
    [(-85, False), (-84, True), (0, True), (1, True), (182, True), (183, False)],
)
def test_it_comes_up_twelve_weeks_before_the_day_and_stays_until_they_are_told(
    priya: User, days: int, listed: bool
) -> None:
    case = of_sixteen(priya)
    day = LAST_DAY + timedelta(days=days)
    found = taking_over(priya, day, whole_team=False)
    assert [(one.reference, one.last_day, one.days_left) for one in found] == (
        [(case.reference, LAST_DAY, -days)] if listed else []
    )
    if days < -84:
        with pytest.raises(Invalid):
            tell_of_takeover(case, **who(priya, day))
        return
    tell_of_takeover(case, **who(priya, day))
    assert taking_over(priya, day, whole_team=False) == ()
    with pytest.raises(AlreadyDone):
        tell_of_takeover(case, **who(priya, day))


def test_both_are_told_each_in_their_words_and_after_the_day_nothing_goes_to_the_parent(
    priya: User,
) -> None:
    case = of_sixteen(priya)
    young, mother = young_person_of(case), mother_of(case)
    day = LAST_DAY - timedelta(weeks=2)
    assert tell_of_takeover(case, **who(priya, day)) == (young, mother.user)
    to_young, to_mother = Said.objects.filter(case=case).order_by("pk")
    assert (to_young.reader, to_mother.reader) == (young, mother.user)
    assert "it is you" in to_young.text
    assert "you see the case only if they agree" in to_mother.text
    assert f"{LAST_DAY:%-d %B %Y}" in to_young.text
    told = Message.objects.filter(case=case, template="message_ready")
    assert {one.user for one in told} == {young, mother.user}
    after = of_sixteen(priya, 2)
    other = LAST_DAY + timedelta(days=1)
    assert tell_of_takeover(after, **who(priya, other)) == ()
    assert not Said.objects.filter(case=after).exists()


def test_the_list_and_the_page_say_whom_to_tell(
    priya: User, today: date, signed_in: SignedIn
) -> None:
    last_day = end_of_compulsory_school_age(today.replace(year=today.year - 16, day=1))
    born = date(last_day.year - 16, 1, 9)
    assert end_of_compulsory_school_age(born) == last_day
    day = last_day - timedelta(weeks=4)
    case = journeys.allocated(
        priya, min(day, today), child={"date_of_birth": born.isoformat()}
    ).case
    client = signed_in(priya)
    here = f"/cases/{case.reference}/taking-over/"
    is_near = last_day - timedelta(weeks=12) <= today <= last_day + timedelta(weeks=26)
    assert (here in text_of(client.get("/cases/taking-over/"))) is is_near
    page = text_of(client.get(here))
    assert ("What the family reads" in page) is is_near
    assert ("They have been told, or it is not time to" in page) is not is_near
    assert (here in text_of(client.get(f"/cases/{case.reference}/people/"))) is is_near
    if is_near:
        assert client.post(here).status_code == 302
        assert here not in text_of(client.get("/cases/taking-over/"))


def test_the_list_takes_no_more_queries_for_three_than_for_one(priya: User) -> None:
    counts = []
    for number in range(3):
        of_sixteen(priya, number)
        with CaptureQueriesContext(connection) as captured:
            assert len(taking_over(priya, LAST_DAY, whole_team=True)) == number + 1
        counts.append(len(captured))
    assert counts[0] == counts[2]


# --- Adults who ask for contrary things --------------------------------------------------------


def test_where_adults_ask_for_contrary_things_a_manager_decides_and_no_adult_reads_it(
    priya: User, today: date, signed_in: SignedIn
) -> None:
    case = journeys.allocated(priya, today).case
    here = f"/cases/{case.reference}/people/decision/"
    people = f"/cases/{case.reference}/people/"
    client = signed_in(priya)
    assert here not in text_of(client.get(people))
    assert client.get(here).status_code in {403, 404}
    given = {
        "about": "setting", "asked": "She asks for Elm, he for Ash.", "decision": "Both.",
        "reasons": "Each may ask (section 39).",
    }  # fmt: skip
    with pytest.raises(NotYours):
        decide_between_adults(case, **given, **who(priya, today))
    RoleGrant.objects.filter(user=priya).update(role="team_manager")
    for name in given:
        with pytest.raises(Invalid) as refused:
            decide_between_adults(case, **{**given, name: " "}, **who(priya, today))
        assert refused.value.field == name
    assert here in text_of(client.get(people))
    refusal = client.post(here, {**given, "reasons": ""})
    assert refusal.status_code == 422
    assert "She asks for Elm, he for Ash." in text_of(refusal)
    assert client.post(here, given).status_code == 302
    assert "She asks for Elm, he for Ash." in text_of(client.get(here))
    for change in (
        lambda: BetweenAdults.objects.update(decision="Neither."),
        lambda: BetweenAdults.objects.all().delete(),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()
    mother = mother_of(case).user
    assert mother is not None
    for page in ("", "everything/", "who-has-opened/"):
        told = text_of(signed_in(mother).get(f"/your-requests/{case.reference}/{page}"))
        assert "he for Ash" not in told


def test_a_further_parent_may_be_kept_out_from_the_first(
    priya: User, today: date, signed_in: SignedIn
) -> None:
    case = journeys.allocated(priya, today).case
    newcomer = Newcomer(
        name="Emeka Okafor", relationship="father", stands_as="parent", since=today,
        email="emeka@family.example", kept_out_by="An order.", order_seen="Priya saw it.",
    )  # fmt: skip
    father = add_to_family(case, newcomer, **who(priya, today))
    assert [(row.keeps_out, row.seen) for row in father.court_orders.all()] == [
        (True, "Priya saw it.")
    ]
    assert father.user is not None
    own = f"/your-requests/{case.reference}/"
    assert signed_in(father.user).get(own).status_code == 404


def test_a_letter_that_waits_for_a_parent_on_the_day_goes_to_the_young_person(priya: User) -> None:
    day = LAST_DAY
    assessment = journeys.allocated(
        priya, day - timedelta(days=9), child={"date_of_birth": BORN.isoformat()},
        contact={"contact_by": "email", "electronic_service": "no"},
    )  # fmt: skip
    case = assessment.case
    refuse_to_assess(assessment, reason="His needs are met.", **who(priya, day))
    letter = Letter.objects.get(case=case, recipient="family")
    journeys.prepared(letter.document, day)
    (task,) = letters_to_post(priya, day)
    assert "Ngozi" in addressees_of(task)
    # The control: on the last day it is the parent's.
    assert takeover.readdress_all(at=instant(day)) == 0
    after = day + timedelta(days=1)
    (task,) = letters_to_post(priya, after)
    assert "Ngozi" not in addressees_of(task)
    # A day was missed, and is made up for.
    assert tidy_up(instant(after + timedelta(days=3)))
    letter.refresh_from_db()
    assert letter.stopped_on == after + timedelta(days=3)
    assert takeover.readdress_all(at=instant(after + timedelta(days=3))) == 0
    (task,) = letters_to_post(priya, after + timedelta(days=3))
    assert case.person.full_name in addressees_of(task)
