"""Every page of one case, by everybody who stands outside it: denied is answered as absent is."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from ehc.actions import (
    assessments,
    disputes,
    reassessments,
    representations,
    reviews,
    transfers,
    uploads,
)
from ehc.models import (
    AdviceRequest,
    Consultation,
    Disclosure,
    Document,
    Letter,
    Recommendation,
    Representation,
    SettingRequest,
    Task,
    Team,
    User,
    UserKind,
)
from ehc.tasks import work_once
from ehc.workflows.roles import Role
from quality_assurance import actions as reviewing
from quality_assurance.models import QualityReview
from tests import factories, journeys
from tests.actions.test_uploads import pdf
from tests.architecture.test_routes import OURS
from tests.conftest import Once
from tests.factories import instant

pytestmark = pytest.mark.django_db
SignedIn = Callable[[User], Client]
ABSENT = 999_999
"""A number that no row has."""
ABSENT_REFERENCE = "EHC-2026-999999"
WORDS = {
    "group": "views", "rule": "specificity.vague_term", "kind": "provision",
    "step": "decline-mediation",
}  # fmt: skip
"""Parts of an address that name no row of their own."""
BY_LINK = {"secret", "name", "number", "grant"}
"""Parts of an address that lead to no case, or to one by a secret."""


@pytest.fixture(scope="module")
def rows(once: Once[dict[str, Any]], today: date) -> dict[str, Any]:
    """A case that has a row of every kind, by the name of the route that shows it."""
    return once(lambda priya: _whole_case(priya, today))


def _whole_case(priya: User, today: date) -> dict[str, Any]:
    asked_on = factories.later(today, weeks=-20)
    draft = journeys.served(priya, asked_on, contact={"contact_by": "post"})
    case = draft.plan.case
    mother = User.objects.get(email="ngozi@family.example")
    ep = User.objects.get(email="samira.khan@kent.example")
    day = factories.later(asked_on, weeks=9)
    who: dict[str, Any] = {"by": priya, "on": day, "at": instant(day)}
    representations.make_representation(
        draft, kind="change", text="Please.", row="P1", by=mother, on=day, at=instant(day)
    )
    said = Representation.objects.get()
    representations.answer_representation(said, answer="We have.", **who)
    # Asked for too late to bind: the plan is finished without it.
    wanted = SettingRequest.objects.create(version=draft, name="Beacon", requested_on=today)
    exemption = assessments.record_exemption(
        draft.plan.assessment,
        ground="exceptional_personal_circumstances",
        facts={"from": asked_on.isoformat()},
        why_impractical="An illness in the family.",
        family_told_on=None,
        **who,
    )
    file = SimpleUploadedFile("report.pdf", pdf())
    upload = uploads.keep_upload(file, case=case, field="report", by=ep, at=instant(day))
    final = journeys.finished(priya, draft, on=factories.later(today, weeks=-2))
    annual = reviews.arrange_review(
        final.plan, meeting_on=today, by=priya, on=factories.later(today, weeks=-2),
        at=instant(today, 0),
    )  # fmt: skip
    notice = Document.objects.get(case=case, kind="final_plan")
    dispute = disputes.open_dispute(
        notice, said="", by=priya, on=factories.later(today, weeks=-1), at=instant(today, 0)
    )
    now: dict[str, Any] = {"by": priya, "on": today, "at": instant(today, 0)}
    move = transfers.record_move_out(
        final.plan, authority="Medway Council", contact="SEND service",
        moves_on=factories.later(today, weeks=4), became_aware_on=today, **now,
    )  # fmt: skip
    change = transfers.record_commissioning_body(
        final.plan, old_body="NHS Kent ICB", new_body="NHS Sussex ICB", known_on=today, **now
    )
    disclosure = Disclosure.objects.create(
        plan=final.plan, recipient="University of Kent", asked_on=today
    )
    again = reassessments.reassess_unasked(
        final.plan, reason="We know more.", by=priya, on=today, at=instant(today, 0)
    )
    grace = factories.staff("Grace Adeyemi", Role.QA_REVIEWER)
    review = reviewing.assign_review(
        final, reviewer=grace, by=grace, on=today, at=instant(today, 0)
    )
    while work_once(instant(today, 0)):
        pass
    asked_again = factories.requested(today, you={"email": "another@family.example"})
    return {
        "reference": case.reference,
        "task": Task.objects.filter(case=case).first(),
        "advice": AdviceRequest.objects.get(kind="psychological"),
        "comment": said,
        "setting": Consultation.objects.get(),
        "school": Consultation.objects.get().setting,
        "draft paper": draft.document,
        "wanted": wanted,
        "paper": Document.objects.filter(case=case, rendered_at__isnull=False).first(),
        "member": case.person.family.get(),
        "reader": mother,
        "copy": Letter.objects.filter(case=case).exclude(sha256="").first(),
        "upload": upload,
        "review": review,
        "annual": annual,
        "notice": notice,
        "dispute": dispute,
        "move": move,
        "change": change,
        "disclosure": disclosure,
        "again": again,
        "exemption": exemption,
        "version": final,
        # The key in an address, where it is not that of a line of provision.
        "keys": {
            "criterion": "A1",
            "leave_out": f"R{Recommendation.objects.get().pk}",
            "same_child": asked_again.case.reference,
        },
    }


ROW_OF_ROUTE = {
    "task": "task",
    "advice": "advice",
    "accept_advice": "advice",
    "ask_anew": "advice",
    "return_advice": "advice",
    "give_advice_request": "advice",
    "chase_advice": "advice",
    "write_advice": "advice",
    "answer_comment": "comment",
    "setting_answer": "setting",
    "note_request_for_setting": "setting",
    "leave_setting_out": "setting",
    "withdraw_request_for_setting": "wanted",
    "name_qualified_teacher": "advice",
    "letter": "paper",
    "document": "paper",
    "large_print": "paper",
    "word_copy": "draft paper",
    "ask_for_one_setting": "school",
    "letter_copy": "copy",
    "letters_of_member": "member",
    "court_order": "member",
    "give_sign_in": "member",
    "contact_of_member": "member",
    "official_letters_of_member": "member",
    "conversation_with": "reader",
    "upload": "upload",
    "follow_exemption": "exemption",
    "review": "review",
    "criterion": "review",
    "take_review": "version",
    "move_review": "annual",
    "cancel_review": "annual",
    "cease_plan": "annual",
    "review_papers": "annual",
    "hold_review": "annual",
    "review_report": "annual",
    "decide_review": "annual",
    "begin_amended_plan": "annual",
    "send_amended_plan": "annual",
    "not_amend": "annual",
    "open_dispute": "notice",
    "disagree": "notice",
    "dispute": "dispute",
    "dispute_step": "dispute",
    "begin_plan_as_decided": "dispute",
    "send_plan_on": "move",
    "tell_of_transfer": "move",
    "name_next_setting": "move",
    "call_off_transfer": "move",
    "commissioning_notice": "change",
    "disclose_plan": "disclosure",
    "decide_to_reassess": "again",
    "begin_plan_again": "again",
    "send_reassessed_plan": "again",
}
"""Which row the number in a route's address is of."""


def _addresses(rows: dict[str, Any]) -> dict[str, tuple[str, str]]:
    """Each route that leads to a case: its address here, and the same of a case that is not."""
    found = {}
    for path, item in OURS:
        parts = set(re.findall(r"<\w+:(\w+)>", path))
        if not parts & {"reference", "pk"} or parts & BY_LINK or path.startswith("staff/"):
            continue
        here, absent = path, path
        for part in parts:
            if part == "reference":
                real, none = rows["reference"], ABSENT_REFERENCE
            elif part == "pk":
                real, none = rows[ROW_OF_ROUTE[item.name]].pk, ABSENT
            else:
                real = none = WORDS.get(part) or rows["keys"].get(item.name, "P1")
            here = re.sub(rf"<\w+:{part}>", str(real), here)
            absent = re.sub(rf"<\w+:{part}>", str(none), absent)
        found[item.name] = (f"/{here}", f"/{absent}")
    return found


@pytest.fixture
def outsider(request: pytest.FixtureRequest) -> User:
    """Somebody who has an account and nothing to do with the case."""
    south = factories.TeamFactory(name="South Kent")
    match request.param:
        case "caseworker of another team":
            return factories.staff("Tom Reed", Role.CASEWORKER, team=south)
        case "manager of another team":
            return factories.staff("Una Bright", Role.TEAM_MANAGER, team=south)
        case "another family":
            return _another_mother(south)
        case "somebody with no case":
            return User.objects.create_user(
                "nobody@family.example", name="Nobody", kind=UserKind.FAMILY
            )
        case "contributor to nothing here":
            return User.objects.create_user(
                "therapist@clinic.example", name="Therapist", kind=UserKind.CONTRIBUTOR
            )
        case "psychologist who was not asked":
            return factories.staff("Ruth Ellery", Role.EDUCATIONAL_PSYCHOLOGIST)
        case "administrator":
            return factories.staff("Asha Verma", Role.ADMINISTRATOR)
    raise ValueError(request.param)


def _another_mother(south: Team) -> User:
    other = journeys.assessing(
        factories.staff("Tom Reed", Role.CASEWORKER, team=south),
        date(2026, 1, 5),
        you={"email": "another.mother@family.example"},
        child={"first_name": "Theo", "last_name": "Lindqvist"},
    )
    mother = User.objects.get(email="another.mother@family.example")
    assert other.case.person.family.filter(user=mother).exists()
    return mother


def _said(client: Client, method: str, address: str) -> tuple[int, str]:
    response = getattr(client, method)(address)
    body = b"".join(response) if response.streaming else response.content
    text = re.sub(r"[0-9a-f]{32}|[A-Za-z0-9]{64}", "", body.decode(errors="replace"))
    return response.status_code, text.replace(address, "")


@pytest.mark.parametrize(
    "outsider",
    [
        "caseworker of another team",
        "another family",
        *(
            pytest.param(who, marks=pytest.mark.long)
            for who in (
                "manager of another team",
                "somebody with no case",
                "contributor to nothing here",
                "psychologist who was not asked",
                "administrator",
            )
        ),
    ],
    indirect=True,
)
def test_to_an_outsider_every_page_of_a_case_is_a_page_of_no_case(
    rows: dict[str, Any], outsider: User, signed_in: SignedIn
) -> None:
    addresses = _addresses(rows)
    assert len(addresses) > 40
    client = signed_in(outsider)
    different = []
    for route, (here, absent) in addresses.items():
        for method in ("get", "post"):
            answer = _said(client, method, here)
            if answer != _said(client, method, absent) or answer[0] == 200:
                different.append((method, route, answer[0]))
    assert different == []


def test_to_those_whose_case_it_is_every_one_of_those_pages_answers(
    rows: dict[str, Any], signed_in: SignedIn, priya: User
) -> None:
    """The passing twin: each address that was refused above is one that somebody may open."""
    insiders = [
        priya,
        User.objects.get(email="ngozi@family.example"),
        User.objects.get(email="samira.khan@kent.example"),
        QualityReview.objects.get().reviewer,
        factories.staff("Hugh Pell", Role.QA_REVIEWER),
    ]
    clients = [signed_in(user) for user in insiders]
    shut = [
        route
        for route, (here, _absent) in _addresses(rows).items()
        if all(client.get(here).status_code == 404 for client in clients)
    ]
    assert shut == []
