"""Whose the rights are on the day decides: letters, the draft, disagreeing, asking again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from ehc.actions import cases, disputes, ends, reassessments, representations, rights
from ehc.actions.assessments import refuse_to_assess
from ehc.actions.family import Newcomer, add_to_family
from ehc.models import ActsFor, Case, EventPayload, FamilyMember, Letter, User
from ehc.permissions import roles_on, visible_to
from ehc.queries.papers import addressees_of, letters_to_post
from ehc.queries.requests import bars_on_receipt
from ehc.queries.rights import rights_of, young_people_written_to
from ehc.refusals import AlreadyDone, Invalid, NotTheHolder, NotVisible, NotYours
from ehc.templatetags.casework import case_flags
from ehc.workflows.rights import Act, Bar
from ehc.workflows.roles import Role
from tests import factories, journeys
from tests.factories import instant

pytestmark = pytest.mark.django_db
GROWN = {"first_name": "Kai", "date_of_birth": "2008-10-09"}


def who(user: User, on: date) -> dict[str, Any]:
    return {"by": user, "on": on, "at": instant(on)}


def act_for(case: Case, basis: str, acts: set[Act], by: User, on: date) -> None:
    rights.record_who_acts(
        case, member=FamilyMember.objects.get(person=case.person), basis=basis, acts=acts,
        how_known="Kai said so to Priya on the telephone.", **who(by, on),
    )  # fmt: skip


def born(case: Case, on: str) -> None:
    case.person.date_of_birth = date.fromisoformat(on)
    case.person.save()


def told(case: Case) -> list[tuple[str, bool]]:
    """To whom the newest document went of those that the family has, and whether to the person."""
    newest = Letter.objects.filter(case=case, recipient="family").order_by("pk").last()
    assert newest is not None
    letters = Letter.objects.filter(document=newest.document, recipient="family").order_by("pk")
    return [(one.addressee, one.to_person) for one in letters]


def test_after_compulsory_school_age_it_is_the_young_persons_but_for_what_is_recorded(
    priya: User, monday: date
) -> None:
    assessment = journeys.allocated(priya, monday, child=GROWN)
    case, mother = assessment.case, assessment.request.asked_by
    refuse_to_assess(assessment, reason="Her needs are met.", **who(priya, monday))
    assert told(case) == [("Kai Okafor", True)]
    notice = Letter.objects.filter(case=case).first()
    assert notice is not None
    disagree: dict[str, Any] = {"said": "We do not agree.", **who(mother, monday)}
    with pytest.raises(NotTheHolder):
        disputes.open_dispute(notice.document, **disagree)
    act_for(case, "consent", {Act.NOTICES}, priya, monday)
    with pytest.raises(NotTheHolder):
        disputes.open_dispute(notice.document, **disagree)
    act_for(case, "consent", {Act.DISPUTE}, priya, monday)
    held = rights_of(case, monday)
    assert held.acts_of(mother) == {Act.NOTICES, Act.DISPUTE}
    assert rights_of(case, monday - timedelta(days=1)).acts_of(mother) == frozenset()
    # The case and the lists say to whom to write as it was recorded.
    assert case_flags(case, (), monday) == [
        "Young person holds the rights: write to them, and to Ngozi Okafor (mother) for them"
    ]
    assert young_people_written_to([case], monday) == {case.pk}
    act_for(case, "lacks_capacity", {Act.NOTICES}, priya, monday)
    assert case_flags(case, (), monday) == [
        "Acting for the young person: write to Ngozi Okafor (mother)"
    ]
    assert young_people_written_to([case], monday) == set()
    dispute = disputes.open_dispute(notice.document, **disagree)
    act_for(case, "ended", {Act.DISPUTE}, priya, monday)
    with pytest.raises(NotTheHolder):
        disputes.ask_for_mediation(
            dispute, about="education", issues="Help at college.", **who(mother, monday)
        )


def test_a_young_person_who_asks_again_is_the_young_person_of_both_files(monday: date) -> None:
    asked: dict[str, Any] = {"who": {"asker": "young_person"}, "child": GROWN}
    for again in range(2):
        assessment = factories.requested(monday + timedelta(days=again), **asked)
        kai, on = assessment.request.asked_by, assessment.request.received_on
        assert roles_on(kai, assessment.case, monday) == {Role.YOUNG_PERSON, Role.PARENT}
        withdrawal = ends.withdraw_request(assessment, words="I want none.", **who(kai, on))
        assert withdrawal.holder == "young_person"


def test_a_parent_acts_alone_for_whoever_lacks_capacity(priya: User, monday: date) -> None:
    draft = journeys.served(priya, monday)
    case, on = draft.plan.case, draft.served_on
    assert on is not None
    mother = draft.plan.assessment.request.asked_by
    case.person.user = User.objects.create_user("kai@family.example", name="Kai")
    # Once it was served: a plan for a young person has more in it than that of a child.
    born(case, GROWN["date_of_birth"])
    said: dict[str, Any] = {"kind": "change", "text": "More help."}
    with pytest.raises(NotVisible):
        representations.make_representation(draft, **said, **who(mother, on))
    act_for(case, "consent", {Act.READ}, priya, on)
    with pytest.raises(NotTheHolder):
        representations.make_representation(draft, **said, **who(mother, on))
    representations.make_representation(draft, **said, **who(case.person.user, on))
    act_for(case, "lacks_capacity", {Act.DRAFT}, priya, on)
    with pytest.raises(NotTheHolder):
        representations.agree_with_draft(draft, **who(case.person.user, on))
    assert representations.agree_with_draft(draft, **who(mother, on)).family_agreed_on == on
    born(case, "2018-10-09")
    comment = draft.representations.get()
    representations.answer_representation(comment, answer="It is in P1.", **who(priya, on))
    final = journeys.finished(priya, draft, on=on)
    born(case, GROWN["date_of_birth"])
    with pytest.raises(Invalid) as refused:
        reassessments.ask_again(final.plan, words="It has changed.", **who(mother, on))
    assert refused.value.field == "words"
    act_for(case, "representative", {Act.REASSESSMENT}, priya, on)
    assert reassessments.ask_again(final.plan, words="It has changed.", **who(mother, on))


def test_what_is_recorded_of_who_acts_does_not_go_with_the_words_of_its_event(
    priya: User, monday: date
) -> None:
    case = factories.requested(monday, child=GROWN).case
    act_for(case, "lacks_capacity", {Act.DRAFT, Act.NOTICES}, priya, monday)
    kept = [(row.act, row.basis, row.on, row.recorded_by) for row in ActsFor.objects.all()]
    assert kept == [
        ("draft", "lacks_capacity", monday, priya), ("notices", "lacks_capacity", monday, priya),
    ]  # fmt: skip
    EventPayload.objects.filter(event__case=case).delete()
    assert [str(one) for one in rights_of(case, monday).for_(Act.DRAFT).members] == [
        "Ngozi Okafor (mother)"
    ]


# --- Who sees a young person's case -----------------------------------------------------------


def young(case: Case) -> User:
    """The young person's account."""
    case.person.user = User.objects.create_user("kai@family.example", name="Kai")
    case.person.save()
    return case.person.user


def test_the_young_person_says_who_sees_the_case_and_takes_it_back(
    priya: User, monday: date
) -> None:
    case = journeys.allocated(priya, monday, child=GROWN).case
    kai, mother = young(case), FamilyMember.objects.get(person=case.person)
    assert mother.user is not None
    given: dict[str, Any] = {"member": mother, **who(kai, monday)}
    with pytest.raises(AlreadyDone):
        rights.withdraw_that_parent_sees(case, **given)
    with pytest.raises(NotYours):
        rights.agree_that_parent_sees(case, **{**given, "by": priya})
    with pytest.raises(NotVisible):
        rights.agree_that_parent_sees(
            case, **{**given, "by": User.objects.create_user("x@family.example")}
        )
    rights.agree_that_parent_sees(case, **given)
    assert visible_to(mother.user, Case, monday).get() == case
    assert rights_of(case, monday).acts_of(mother.user) == {Act.READ}
    with pytest.raises(AlreadyDone):
        rights.agree_that_parent_sees(case, **given)
    # Every agreement is taken back at once, and what was recorded without them is not.
    act_for(case, "consent", {Act.DRAFT}, priya, monday)
    act_for(case, "lacks_capacity", {Act.DISPUTE}, priya, monday)
    rights.withdraw_that_parent_sees(case, **given)
    assert rights_of(case, monday).acts_of(mother.user) == {Act.DISPUTE}
    act_for(case, "ended", {Act.DISPUTE}, priya, monday)
    assert not visible_to(mother.user, Case, monday).exists()


def test_a_child_says_nothing_of_who_sees_the_case_nor_does_whom_somebody_acts_for(
    priya: User, monday: date
) -> None:
    case = journeys.allocated(priya, monday).case
    amara, mother = young(case), FamilyMember.objects.get(person=case.person)
    given: dict[str, Any] = {"member": mother, **who(amara, monday)}
    with pytest.raises(NotTheHolder):
        rights.agree_that_parent_sees(case, **given)
    born(case, GROWN["date_of_birth"])
    act_for(case, "lacks_capacity", {Act.READ}, priya, monday)
    with pytest.raises(NotTheHolder):
        rights.withdraw_that_parent_sees(case, **given)
    act_for(case, "ended", {Act.READ}, priya, monday)
    other = factories.requested(monday, you={"email": "other@family.example"}).case
    with pytest.raises(Invalid):
        rights.agree_that_parent_sees(
            case, **{**given, "member": FamilyMember.objects.get(person=other.person)}
        )
    assert rights.agree_that_parent_sees(case, **given)


# --- Who is of the family, and who represents a parent ----------------------------------------

FATHER = Newcomer(
    name="Emeka Okafor", relationship="father", stands_as="parent", since=date(2026, 1, 5),
    email="Emeka@family.example",
)  # fmt: skip


def test_a_further_parent_has_the_rights_of_one_unless_a_court_order_keeps_them_out(
    priya: User, monday: date
) -> None:
    assessment = journeys.allocated(priya, monday)
    case = assessment.case
    father = add_to_family(case, FATHER, **who(priya, monday))
    assert father.user is not None
    assert (father.user.email, father.stands_as) == ("emeka@family.example", "parent")
    assert rights_of(case, monday).acts_of(father.user) == set(Act)
    assert visible_to(father.user, Case, monday).get() == case
    kept_out = replace(
        FATHER, name="Chidi Eze", email="chidi@family.example",
        kept_out_by="Prohibited steps order of 3 March 2025.", order_seen="Priya saw it.",
    )  # fmt: skip
    other = add_to_family(case, kept_out, **who(priya, monday))
    assert other.user is not None
    assert rights_of(case, monday).acts_of(other.user) == frozenset()
    assert not visible_to(other.user, Case, monday).exists()
    refuse_to_assess(assessment, reason="Her needs are met.", **who(priya, monday))
    assert told(case) == [("Ngozi Okafor", False), ("Emeka Okafor", False)]
    # Staff who are kept out are of the family all the same, and do not have its case.
    with pytest.raises(NotVisible):
        cases.take_case(case, **who(other.user, monday))


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": " "}, "name"),
        ({"relationship": " "}, "relationship"),
        ({"relationship": "Themselves"}, "relationship"),
        ({"stands_as": "neighbour"}, "stands_as"),
        ({"since": date(2026, 1, 6)}, "since"),
        ({"since": date(2000, 1, 1)}, "since"),
        ({"email": "ngozi@family.example"}, "email"),
    ],
)
def test_who_is_put_on_file_is_told_whole(
    priya: User, tom: User, monday: date, wrong: dict[str, Any], field: str
) -> None:
    case = journeys.allocated(priya, monday).case
    with pytest.raises(Invalid) as refused:
        add_to_family(case, replace(FATHER, **wrong), **who(priya, monday))
    assert refused.value.field == field
    with pytest.raises(NotVisible):
        add_to_family(case, FATHER, **who(tom, monday))
    assert FamilyMember.objects.get().name == "Ngozi Okafor"


def test_whoever_represents_a_parent_acts_in_that_parents_place_and_before_it_not_at_all(
    priya: User, monday: date
) -> None:
    case = journeys.allocated(priya, monday).case
    mother = FamilyMember.objects.get(person=case.person)
    attorney = add_to_family(
        case,
        replace(FATHER, name="Ade Bello", relationship="attorney", stands_as="representative"),
        **who(priya, monday),
    )
    assert attorney.user is not None
    assert mother.user is not None
    assert not visible_to(attorney.user, Case, monday).exists()
    given: dict[str, Any] = {
        "member": attorney, "basis": "parents_representative", "acts": {Act.NOTICES},
        "how_known": "We have seen the registered power.", **who(priya, monday),
    }  # fmt: skip
    for wrong in (None, attorney):
        with pytest.raises(Invalid) as refused:
            rights.record_who_acts(case, instead_of=wrong, **given)
        assert refused.value.field == "instead_of"
    with pytest.raises(Invalid) as refused:
        rights.record_who_acts(case, **{**given, "basis": "consent"})
    assert refused.value.field == "member"
    rights.record_who_acts(case, instead_of=mother, **given)
    held = rights_of(case, monday)
    assert (held.acts_of(attorney.user), held.acts_of(mother.user)) == (
        {Act.NOTICES}, set(Act) - {Act.NOTICES},
    )  # fmt: skip
    assert visible_to(attorney.user, Case, monday).get() == case
    # It was of a child's parent: from the end of compulsory school age it holds no longer.
    born(case, GROWN["date_of_birth"])
    assert rights_of(case, monday).acts_of(attorney.user) == frozenset()
    assert not visible_to(attorney.user, Case, monday).exists()
    rights.record_who_acts(
        case, instead_of=mother, **{**given, "basis": "representative_of_parent"}
    )
    assert rights_of(case, monday).acts_of(attorney.user) == {Act.NOTICES}


def test_during_compulsory_school_age_it_is_the_parents(priya: User, monday: date) -> None:
    case = journeys.allocated(priya, monday).case
    mother = FamilyMember.objects.get(person=case.person)
    case.person.user = User.objects.create_user("amara@family.example", name="Amara")
    case.person.save()
    found = rights_of(case, monday)
    assert (found.acts_of(case.person.user), found.reaches_nobody) == (frozenset(), False)
    assert mother.user is not None
    assert found.acts_of(mother.user) == set(Act)
    with pytest.raises(Invalid) as refused:
        act_for(case, "consent", {Act.NOTICES}, priya, monday)
    assert refused.value.field == "member"


def test_where_nobody_who_holds_them_can_be_reached_a_letter_waits_and_nobody_else_has_it(
    priya: User, monday: date
) -> None:
    assessment = journeys.allocated(priya, monday, child=GROWN)
    person = assessment.case.person
    person.address = ""
    person.save()
    assert rights_of(assessment.case, monday).reaches_nobody
    refuse_to_assess(assessment, reason="Her needs are met.", **who(priya, monday))
    assert told(assessment.case) == [("Kai Okafor", True)]
    letter = Letter.objects.get(case=assessment.case, recipient="family")
    assert (letter.address, letter.by_post, letter.sent_on) == ("", True, None)
    mother = FamilyMember.objects.get(person=person).user
    assert mother is not None
    assert not visible_to(mother, Letter, monday).exists()
    # Prepared, it is something for the caseworker to do.
    journeys.prepared(letter.document, monday)
    (task,) = letters_to_post(priya, monday)
    assert addressees_of(task).startswith("Kai Okafor")


def test_where_nobody_on_file_holds_them_no_name_is_made_up(priya: User, monday: date) -> None:
    assessment = journeys.allocated(priya, monday)
    mother = FamilyMember.objects.get(person=assessment.case.person)
    mother.kept_out_by = "Prohibited steps order of 3 March 2025."
    mother.save()
    assert rights_of(assessment.case, monday).reaches_nobody
    refuse_to_assess(assessment, reason="Her needs are met.", **who(priya, monday))
    assert told(assessment.case) == [("Whoever acts for Amara Okafor", False)]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"acts": ()}, "acts"),
        ({"acts": ("everything",)}, "acts"),
        ({"basis": "because"}, "acts"),
        ({"how_known": " "}, "how_known"),
    ],
)
def test_what_is_recorded_of_who_acts_is_whole(
    priya: User, monday: date, wrong: dict[str, Any], field: str
) -> None:
    case = factories.requested(monday, child=GROWN).case
    given: dict[str, Any] = {
        "member": FamilyMember.objects.get(person=case.person), "basis": "consent",
        "acts": {Act.DRAFT}, "how_known": "Kai said so.", **wrong,
    }  # fmt: skip
    with pytest.raises(Invalid) as refused:
        rights.record_who_acts(case, **given, **who(priya, monday))
    assert refused.value.field == field


def test_what_stops_a_request_is_said_to_staff_and_refuses_nothing(
    priya: User, monday: date
) -> None:
    issued_on = monday + timedelta(weeks=19)
    first = journeys.issued(priya, monday, issued_on=issued_on)
    again = factories.requested(issued_on, you={"email": "again@family.example"})
    assert bars_on_receipt(again, [first.plan.case]) == (
        Bar.PLAN_IS_MAINTAINED, Bar.ASSESSED_WITHIN_SIX_MONTHS,
    )  # fmt: skip
    assert bars_on_receipt(again, []) == ()


def test_a_stranger_learns_nothing_and_nothing_is_recorded_of_tomorrow(
    priya: User, monday: date
) -> None:
    case = factories.requested(monday).case
    tomorrow = {**who(priya, monday), "on": monday + timedelta(days=1)}
    with pytest.raises(Invalid) as refused:
        cases.take_case(case, **tomorrow)
    assert refused.value.field == "on"
    cases.take_case(case, **who(priya, monday))
    mother = case.requests.get().asked_by
    stranger = User.objects.create_user("stranger@family.example", name="A stranger")
    for person, kind in ((stranger, NotVisible), (mother, NotYours)):
        with pytest.raises(kind) as told_them:
            cases.take_case(case, **who(person, monday))
        assert told_them.type is kind
