"""A court order keeps somebody out who is of the family already: nothing reaches them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from ehc.actions import (
    advice_requests,
    contact,
    conversations,
    correspondence,
    ends,
    lateness,
    rights,
)
from ehc.actions import posting as posting_actions
from ehc.actions.assessments import refuse_to_assess
from ehc.actions.family import Newcomer, add_to_family
from ehc.actions.kept_out import Order, keep_out, let_in_again
from ehc.actions.telling import tell_reader
from ehc.models import (
    ActsFor,
    AdviceRequest,
    Case,
    CaseEvent,
    EventPayload,
    FamilyMember,
    KeptOut,
    Letter,
    Message,
    Task,
    Upload,
    User,
)
from ehc.permissions import roles_on, visible_to
from ehc.queries import conversations as reads
from ehc.queries import posting
from ehc.queries.papers import addressees_of, letters_to_post
from ehc.queries.rights import rights_of
from ehc.refusals import AlreadyDone, Invalid, NotVisible, NotYours
from ehc.tasks import work_once
from ehc.workflows.rights import Act
from tests import journeys
from tests.actions.test_contributions import ADDRESS, outside
from tests.actions.test_uploads import pdf
from tests.factories import instant

pytestmark = pytest.mark.django_db
GROWN = {"first_name": "Kai", "date_of_birth": "2008-10-09"}
WORDS = "Prohibited steps order of the Family Court at Medway, 2 January 2026."
SEEN = "Seen by Priya Nair; the copy is in the locked cabinet."


def who(user: User, on: date) -> dict[str, Any]:
    return {"by": user, "on": on, "at": instant(on)}


def order(day: date, **other: Any) -> Order:
    return Order(**{"words": WORDS, "since": day, "seen": SEEN, **other})


def father_of(case: Case, by: User, on: date) -> FamilyMember:
    return add_to_family(
        case,
        Newcomer(
            name="Emeka Okafor", relationship="father", stands_as="parent", since=on,
            email="emeka@family.example",
        ),
        **who(by, on),
    )  # fmt: skip


def mother_of(case: Case) -> FamilyMember:
    return FamilyMember.objects.get(person=case.person, name="Ngozi Okafor")


# --- What is recorded --------------------------------------------------------------------------


def test_the_order_is_kept_in_rows_that_nobody_changes_with_its_evidence(
    priya: User, monday: date
) -> None:
    case = journeys.allocated(priya, monday).case
    father = father_of(case, priya, monday)
    paper = SimpleUploadedFile("Order.pdf", pdf(), content_type="application/pdf")
    kept = keep_out(case, order(monday, paper=paper, seen=""), member=father, **who(priya, monday))
    assert kept.paper is not None
    assert (kept.keeps_out, kept.words, kept.on, kept.paper.name, kept.recorded_by) == (
        True, WORDS, monday, "Order.pdf", priya,
    )  # fmt: skip
    father.refresh_from_db()
    assert father.kept_out_by == WORDS
    event = CaseEvent.objects.get(step="keep_out")
    assert EventPayload.objects.get(event=event).data == {"member": father.pk, "order": kept.pk}
    for change in (
        lambda: KeptOut.objects.filter(pk=kept.pk).update(words="Nothing."),
        lambda: KeptOut.objects.filter(pk=kept.pk).delete(),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()
    # The area team reads the paper; nobody of the family does.
    assert visible_to(priya, Upload, monday).filter(pk=kept.paper.pk).exists()
    mother = mother_of(case).user
    for reader in (mother, father.user):
        assert reader is not None
        assert not visible_to(reader, Upload, monday).filter(pk=kept.paper.pk).exists()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"words": " "}, "words"),
        ({"seen": " "}, "seen"),
        ({"since": date(2026, 1, 6)}, "since"),
        ({"since": date(2000, 1, 1)}, "since"),
    ],
)
def test_what_nobody_could_show_later_is_not_recorded(
    priya: User, monday: date, wrong: dict[str, Any], field: str
) -> None:
    case = journeys.allocated(priya, monday).case
    father = father_of(case, priya, monday)
    for step in (keep_out, let_in_again):
        with pytest.raises(Invalid) as refused:
            step(case, order(monday, **wrong), member=father, **who(priya, monday))
        assert refused.value.field == field
    assert not KeptOut.objects.exists()
    newcomer = Newcomer(
        name="Chidi", relationship="uncle", stands_as="carer", since=monday, kept_out_by=WORDS
    )
    with pytest.raises(Invalid) as refused:
        add_to_family(case, newcomer, **who(priya, monday))
    assert refused.value.field == "order_seen"


def test_only_the_area_team_records_it_and_of_the_cases_own_family(
    priya: User, tom: User, monday: date
) -> None:
    case = journeys.allocated(priya, monday).case
    other = journeys.allocated(
        priya, monday, child={"first_name": "Bo"}, you={"email": "bo@family.example"}
    ).case
    father, mother = father_of(case, priya, monday), mother_of(case)
    assert mother.user is not None
    for somebody, refusal in ((tom, NotVisible), (mother.user, NotYours)):
        for step in (keep_out, let_in_again):
            with pytest.raises(refusal):
                step(case, order(monday), member=father, **who(somebody, monday))
    for step in (keep_out, let_in_again):
        with pytest.raises(Invalid) as refused:
            step(other, order(monday), member=father, **who(priya, monday))
        assert refused.value.field == "member"
    case.person.user = mother.user
    case.person.save()
    with pytest.raises(Invalid):
        keep_out(case, order(monday), member=mother, **who(priya, monday))


def test_an_order_ends_and_they_see_the_case_again(priya: User, monday: date) -> None:
    case = journeys.allocated(priya, monday).case
    father = father_of(case, priya, monday)
    assert father.user is not None
    with pytest.raises(AlreadyDone):
        let_in_again(case, order(monday), member=father, **who(priya, monday))
    keep_out(case, order(monday), member=father, **who(priya, monday))
    with pytest.raises(AlreadyDone):
        keep_out(case, order(monday), member=father, **who(priya, monday))
    assert not visible_to(father.user, Case, monday).exists()
    later = monday + timedelta(days=7)
    with pytest.raises(Invalid) as refused:
        let_in_again(case, order(monday - timedelta(days=1)), member=father, **who(priya, later))
    assert refused.value.field == "since"
    let_in_again(case, order(later, words="Discharged."), member=father, **who(priya, later))
    assert visible_to(father.user, Case, later).get() == case
    assert rights_of(case, later).acts_of(father.user) == set(Act)
    assert [row.keeps_out for row in KeptOut.objects.all()] == [True, False]


# --- What follows ------------------------------------------------------------------------------


@pytest.mark.parametrize("asked", [False, True])
def test_they_see_nothing_of_the_case_in_whatever_way_they_stand_to_it(
    priya: User, monday: date, asked: bool
) -> None:
    """Whoever asked for the assessment, and whoever did not."""
    case = journeys.allocated(priya, monday).case
    father = father_of(case, priya, monday)
    member = mother_of(case) if asked else father
    user = member.user
    assert user is not None
    conversations.write_to_authority(case, text="Please ring.", **who(user, monday))
    assert visible_to(user, Case, monday).exists()
    assert roles_on(user, case, monday)
    keep_out(case, order(monday), member=member, **who(priya, monday))
    for model in (Case, FamilyMember, Letter, Message, Upload):
        assert not visible_to(user, model, monday).exists()
    assert roles_on(user, case, monday) == frozenset()
    with pytest.raises(NotVisible):
        ends.withdraw_request(case.assessments.get(), words="I want none.", **who(user, monday))
    with pytest.raises(NotVisible):
        contact.choose_contact(member, contact_by="email", **who(user, monday))
    # Nobody owes them an answer, nor rings them.
    assert reads.readers_of(case, monday) == tuple(
        one.user for one in case.person.family.exclude(pk=member.pk)
    )
    assert not reads.waiting_in([case]).exists()
    with pytest.raises(Invalid):
        conversations.write_to_family(case, reader=user, text="Yes.", **who(priya, monday))


def test_a_letter_that_waits_to_be_posted_to_them_leaves_the_list_and_holds_nothing_up(
    priya: User, monday: date
) -> None:
    assessment = journeys.allocated(priya, monday)
    case = assessment.case
    father = father_of(case, priya, monday)
    refuse_to_assess(assessment, reason="Her needs are met.", **who(priya, monday))
    event = CaseEvent.objects.get(case=case, step="refuse_to_assess")
    letter = Letter.objects.get(event=event, family_member=father)
    journeys.prepared(letter.document, monday)
    assert posting.is_unsent(event, monday)
    assert posting.told_on([event], monday) == {event.pk: None}
    assert [one.event for one in posting.waiting(case.pk, monday)] == [event]
    (task,) = letters_to_post(priya, monday)
    assert addressees_of(task).startswith("Emeka Okafor; ")
    keep_out(case, order(monday), member=father, **who(priya, monday))
    letter.refresh_from_db()
    assert (letter.sent_on, letter.stopped_on) == (None, monday)
    assert not posting.is_unsent(event, monday)
    assert posting.told_on([event], monday) == {}
    assert posting.waiting(case.pk, monday) == []
    (task,) = letters_to_post(priya, monday)
    assert "Emeka" not in addressees_of(task)
    posting_actions.post_letters(case, Letter.objects.filter(case=case), **who(priya, monday))
    letter.refresh_from_db()
    assert letter.sent_on is None
    with pytest.raises(IntegrityError), transaction.atomic():
        Letter.objects.filter(pk=letter.pk).update(sent_on=monday)
    # Let in again, they are not given what went to the others meanwhile.
    let_in_again(case, order(monday), member=father, **who(priya, monday))
    assert father.user is not None
    assert not visible_to(father.user, Letter, monday).exists()
    assert list(letters_to_post(priya, monday)) == []


def test_where_nobody_else_is_to_be_posted_anything_there_is_nothing_to_post(
    priya: User, monday: date
) -> None:
    draft = journeys.served(priya, monday)
    case, on = draft.plan.case, draft.served_on
    assert on is not None
    father = father_of(case, priya, on)
    letter = Letter.objects.filter(case=case, document__kind="draft_plan").get()
    letter.pk, letter.family_member, letter.by_post, letter.sent_on = None, father, True, None
    letter.save()
    Task.objects.create(case=case, kind="post_letter", document=letter.document, due_on=on)
    keep_out(case, order(on), member=father, **who(priya, on))
    assert not letters_to_post(priya, on).filter(document=letter.document).exists()


@pytest.mark.parametrize("prepared", [False, True])
def test_a_notice_that_was_owed_to_them_alone_is_owed_to_whoever_holds_the_rights(
    priya: User, monday: date, prepared: bool
) -> None:
    assessment = journeys.allocated(
        priya, monday, contact={"contact_by": "email", "electronic_service": "no"}
    )
    case, mother = assessment.case, mother_of(assessment.case)
    refuse_to_assess(assessment, reason="Her needs are met.", **who(priya, monday))
    event = CaseEvent.objects.get(case=case, step="refuse_to_assess")
    document = event.documents.get()
    if prepared:
        journeys.prepared(document, monday)
    keep_out(case, order(monday), member=mother, **who(priya, monday))
    if not prepared:
        journeys.prepared(document, monday)
    letters = Letter.objects.filter(document=document, recipient="family").order_by("pk")
    assert [(one.addressee, one.stopped_on, one.address) for one in letters] == [
        ("Ngozi Okafor", monday, "1 Example Street\nME99 1AA"),
        ("Whoever acts for Amara Okafor", None, ""),
    ]
    # Nobody has been told: it waits until it has been posted to somebody.
    assert posting.told_on([event], monday) == {event.pk: None}
    (task,) = letters_to_post(priya, monday)
    assert addressees_of(task).endswith("; Whoever acts for Amara Okafor")
    assert "Ngozi" not in addressees_of(task)
    posting_actions.complete_task(task, note="Posted.", **who(priya, monday))
    assert posting.told_on([event], monday) == {}
    stopped, sent = letters.all()
    assert (stopped.sent_on, sent.sent_on) == (None, monday)


def test_a_letter_by_email_that_is_not_prepared_yet_never_reaches_them(
    priya: User, monday: date
) -> None:
    assessment = journeys.allocated(priya, monday)
    case, mother = assessment.case, mother_of(assessment.case)
    father_of(case, priya, monday)
    refuse_to_assess(assessment, reason="Her needs are met.", **who(priya, monday))
    keep_out(case, order(monday), member=mother, **who(priya, monday))
    while work_once(instant(monday, 12)):
        pass
    letter = Letter.objects.get(family_member=mother)
    assert (letter.sent_on, letter.stopped_on, letter.message) == (None, monday, None)
    assert mail.outbox == []
    (task,) = letters_to_post(priya, monday)
    assert addressees_of(task).startswith("Emeka Okafor; ")
    assert "Ngozi" not in addressees_of(task)


@pytest.mark.parametrize("way", ["email", "text", "digest"])
def test_what_was_queued_to_them_is_not_sent_and_what_comes_later_is_not_written(
    priya: User, monday: date, way: str
) -> None:
    case = journeys.allocated(priya, monday).case
    mother = mother_of(case)
    father = father_of(case, priya, monday)
    assert mother.user is not None
    assert father.user is not None
    while work_once(instant(monday, 10)):
        pass
    mail.outbox.clear()
    FamilyMember.objects.filter(pk__in=(mother.pk, father.pk)).update(
        contact_by="text" if way == "text" else "email",
        mobile="07700900123",
        daily_digest=way == "digest",
    )
    for reader in (mother.user, father.user):
        conversations.write_to_family(case, reader=reader, text="A day.", **who(priya, monday))
    keep_out(case, order(monday), member=mother, **who(priya, monday))
    given: dict[str, Any] = {"case": case, "at": instant(monday), "context": {"reference": "KE"}}
    tell_reader(mother.user, "message_ready", **given)
    lateness.tell_why_late(
        case, why="We wait.", doing="We ask again.", next_on=monday + timedelta(days=5),
        **who(priya, monday),
    )  # fmt: skip
    while work_once(instant(monday, 18)):
        pass
    theirs = Message.objects.filter(case=case, user=mother.user).exclude(
        template="request_received"
    )
    assert {one.outcome for one in theirs} == {"kept_out"}
    # The control: the other parent is told as ever.
    others = Message.objects.filter(case=case, user=father.user)
    assert {one.outcome for one in others} == {"sent"}
    assert "ngozi@family.example" not in {to for one in mail.outbox for to in one.to}


def test_a_message_that_a_worker_has_claimed_at_that_moment_is_not_sent(
    priya: User, monday: date
) -> None:
    case = journeys.allocated(priya, monday).case
    mother = mother_of(case)
    item = correspondence.claim_next(instant(monday, 10))
    assert item is not None
    assert item.message is not None
    assert item.message.user == mother.user
    assert not correspondence.is_stopped(item)
    keep_out(case, order(monday), member=mother, **who(priya, monday))
    assert correspondence.is_stopped(item)


def test_a_link_that_they_hold_as_an_adviser_opens_nothing(priya: User, monday: date) -> None:
    asked = outside(journeys.assessing(priya, monday), priya, monday, "hale@therapy.example")
    case = asked.assessment.case
    secret = Message.objects.get(template="advice_link").body.split(ADDRESS)[1].split()[0]
    opened = advice_requests.open_link(secret, at=instant(monday))
    assert opened is not None
    assert advice_requests.link_of(opened[1], at=instant(monday)) is not None
    adviser = asked.professional
    assert adviser is not None
    uncle = FamilyMember.objects.create(
        person=case.person, user=adviser, name="Hale", relationship="uncle", stands_as="carer"
    )
    assert visible_to(adviser, AdviceRequest, monday).exists()
    keep_out(case, order(monday), member=uncle, **who(priya, monday))
    assert advice_requests.link_of(opened[1], at=instant(monday)) is None
    assert not visible_to(adviser, AdviceRequest, monday).exists()
    assert roles_on(adviser, asked, monday) == frozenset()
    advice_requests.chase_advice(asked, link_address=ADDRESS, **who(priya, monday))
    newest = Message.objects.filter(template="advice_link").latest("pk")
    assert newest.outcome == "kept_out"
    again = newest.body.split(ADDRESS)[1].split()[0]
    assert advice_requests.open_link(again, at=instant(monday)) is None


def test_nobody_is_to_ring_them(priya: User, monday: date) -> None:
    case = journeys.allocated(priya, monday).case
    mother = mother_of(case)
    assert mother.user is not None
    FamilyMember.objects.filter(pk=mother.pk).update(contact_by="phone", phone="01632 960111")
    conversations.write_to_family(case, reader=mother.user, text="A day.", **who(priya, monday))
    sent = Message.objects.filter(user=mother.user, outcome="queued").first()
    assert sent is not None
    assert Task.objects.filter(case=case, kind="ring_or_post", done_on=None).count() == 1
    keep_out(case, order(monday), member=mother, **who(priya, monday))
    assert not Task.objects.filter(case=case, kind="ring_or_post", done_on=None).exists()
    # Nor where what went before comes back afterwards.
    correspondence.raise_to_ring(sent, on=monday, at=instant(monday))
    assert not Task.objects.filter(case=case, kind="ring_or_post", done_on=None).exists()


def test_whoever_was_to_be_asked_what_they_think_is_asked_through_somebody_else(
    priya: User, monday: date
) -> None:
    assessment = journeys.allocated(
        priya,
        monday,
        who={"asker": "setting"},
        you={
            "family_name": "Ngozi Okafor", "family_relationship": "mother",
            "family_consent": "yes", "family_is_young_person": "no",
            "family_email": "ngozi@family.example",
        },
    )  # fmt: skip
    case = assessment.case
    member = case.person.family.get()
    FamilyMember.objects.filter(pk=member.pk).update(email="ngozi@family.example")
    member.refresh_from_db()
    assert Message.objects.filter(case=case, template="asked_by_setting").exists()
    keep_out(case, order(monday), member=member, **who(priya, monday))
    message = Message.objects.get(case=case, template="asked_by_setting")
    assert message.outcome == "kept_out"
    assert Task.objects.filter(case=case, kind="ask_family", done_on=None).exists()


def test_whatever_they_acted_in_ends_and_is_not_there_again_when_the_order_is_over(
    priya: User, monday: date
) -> None:
    case = journeys.allocated(priya, monday, child=GROWN).case
    mother = mother_of(case)
    rights.record_who_acts(
        case, member=mother, basis="consent", acts={Act.READ, Act.NOTICES}, how_known="Kai said.",
        **who(priya, monday),
    )  # fmt: skip
    assert mother.user is not None
    assert rights_of(case, monday).acts_of(mother.user) == {Act.READ, Act.NOTICES}
    keep_out(case, order(monday), member=mother, **who(priya, monday))
    let_in_again(case, order(monday), member=mother, **who(priya, monday))
    assert rights_of(case, monday).acts_of(mother.user) == frozenset()
    assert not visible_to(mother.user, Case, monday).exists()
    assert not ActsFor.objects.in_force(monday).exists()


def test_whoever_represents_a_parent_who_is_kept_out_is_kept_out_with_them(
    priya: User, monday: date
) -> None:
    case = journeys.allocated(priya, monday).case
    mother = mother_of(case)
    attorney = add_to_family(
        case,
        Newcomer(
            name="Ade Bello", relationship="attorney", stands_as="representative", since=monday,
            email="ade@law.example",
        ),
        **who(priya, monday),
    )  # fmt: skip
    given: dict[str, Any] = {
        "member": attorney, "basis": "parents_representative", "acts": {Act.NOTICES},
        "how_known": "We have seen the power.", "instead_of": mother, **who(priya, monday),
    }  # fmt: skip
    rights.record_who_acts(case, **given)
    assert attorney.user is not None
    assert visible_to(attorney.user, Case, monday).get() == case
    keep_out(case, order(monday), member=mother, **who(priya, monday))
    assert not visible_to(attorney.user, Case, monday).exists()
    assert rights_of(case, monday).acts_of(attorney.user) == frozenset()
    with pytest.raises(Invalid):
        rights.record_who_acts(case, **given)
