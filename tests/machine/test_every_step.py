"""Every person, at every status of every process, tries every step.

Three sentences hold for each of them, and each is tried beside its opposite:

* whoever may not take a step is refused, and not one statement is sent that would change a row;
* whoever may take it, from a status in which it does not begin, is told that it has been done;
* whoever may take it where it begins is told what is missing, and with nothing missing takes it.

Who stands in which relation to a case, and who may know of which row, is written here again in
words, so that it is not asked of the code that is tested.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection, transaction

from ehc.actions import _step, assessments, contributions, placement, plans
from ehc.actions._step import open_process, record, take_step
from ehc.actions.contributions import Question
from ehc.actions.correspondence import system_user
from ehc.models import (
    AdviceRequest,
    Assessment,
    Case,
    CaseEvent,
    Consultation,
    FamilyMember,
    PlanVersion,
    RoleGrant,
    User,
    UserKind,
)
from ehc.models._process import Process
from ehc.queries.verify import problems, process_models
from ehc.refusals import AlreadyDone, NotReady, NotVisible, NotYours
from ehc.workflows.roles import Role
from ehc.workflows.steps import RECORDS, Step
from quality_assurance.actions import assign_review
from quality_assurance.models import QualityReview
from tests import factories, journeys
from tests.architecture.test_machine import WITHOUT_A_MODEL
from tests.factories import instant
from tests.machine.reference import BEYOND_THE_BOOK

pytestmark = pytest.mark.django_db

MONDAY = date(2026, 1, 5)
DAY = MONDAY + timedelta(weeks=19)
WRITES = ("INSERT", "UPDATE", "DELETE", "TRUNCATE")

TEAM = frozenset({"the caseworker", "the team manager"})
READERS = TEAM | {"the service manager", "the data protection officer"}
FAMILY = frozenset({"the mother", "the young person"})

STANDS: Mapping[str, Role] = {
    "the mother": Role.PARENT,
    "the young person": Role.YOUNG_PERSON,
    "the caseworker": Role.CASEWORKER,
    "the team manager": Role.TEAM_MANAGER,
    "a reviewer": Role.QA_REVIEWER,
    "a moderator": Role.QA_MODERATOR,
    "the service manager": Role.SERVICE_MANAGER,
    "the data protection officer": Role.DATA_PROTECTION_OFFICER,
    "unattended work": Role.SYSTEM,
}
"""Who stands to every row of the case in a role; everybody else stands to none."""

STANDS_TO_ADVICE: Mapping[str, Mapping[str, Role]] = {
    "psychological": {
        "the psychologist asked": Role.EDUCATIONAL_PSYCHOLOGIST,
        "the principal psychologist": Role.PRINCIPAL_EDUCATIONAL_PSYCHOLOGIST,
    },
    "medical": {
        "the outside adviser asked": Role.CONTRIBUTOR,
        "the health coordinator": Role.HEALTH_COORDINATOR,
    },
}
"""Who stands to one request for advice besides: whoever was asked, and who coordinates them."""

STANDS_TO_CASE: Mapping[str, Role] = {"the head who asked": Role.SETTING}
"""A school that asked for an assessment stands to the case, and to no adviser's or plan's row."""


@dataclass
class Subject:
    """One process in one status, with everybody who might act on it.

    Attributes:
        name: what it is, for a failure to say.
        row: the process.
        people: everybody, by who they are to this case.
        sees: who may know of the row.
        stands: who holds which role on it.
        missing: for each step that begins here, what the bare attempt lacks.
        complete: for each step that begins here, what a whole attempt hands in.
        before: for a step, what is done first so that nothing is missing.
    """

    name: str
    row: Process
    people: Mapping[str, User]
    sees: frozenset[str]
    stands: Mapping[str, Role]
    missing: Mapping[str, list[str]] = field(default_factory=dict)
    complete: Mapping[str, dict[str, Any]] = field(default_factory=dict)
    before: Mapping[str, Callable[[], object]] = field(default_factory=dict)

    @property
    def status(self) -> str:
        return str(self.row.status)  # type: ignore[attr-defined]

    @property
    def case(self) -> Case:
        return Case.objects.get(pk=self.row.case_id_of_process)


class Cast:
    """The people of the authority, and the making of cases with their families."""

    def __init__(self) -> None:
        north = factories.TeamFactory(name="North Kent")
        south = factories.TeamFactory(name="South Kent")
        self.service = factories.ServiceFactory()
        self.health = factories.ServiceFactory(
            name="Community paediatrics", advice_kind="medical", is_s31_body=True
        )
        elsewhere = factories.ServiceFactory(name="Another psychology service")
        staff = factories.staff
        self.priya = staff("Priya Nair", Role.CASEWORKER, team=north)
        principal = Role.PRINCIPAL_EDUCATIONAL_PSYCHOLOGIST
        self.outside = User.objects.create_user(
            "therapist@health.example", name="Theo Lang", kind=UserKind.CONTRIBUTOR
        )
        self.staff: dict[str, User] = {
            "the caseworker": self.priya,
            "the team manager": staff("Nadia Team", Role.TEAM_MANAGER, team=north),
            "a caseworker elsewhere": staff("Tom Reed", Role.CASEWORKER, team=south),
            "a team manager elsewhere": staff("Sue Team", Role.TEAM_MANAGER, team=south),
            "the psychologist asked": staff("Samira Khan", Role.EDUCATIONAL_PSYCHOLOGIST),
            "another psychologist": staff("Ed Other", Role.EDUCATIONAL_PSYCHOLOGIST),
            "the principal psychologist": staff("Petra Main", principal, service=self.service),
            "a principal elsewhere": staff("Piet Far", principal, service=elsewhere),
            "the health coordinator": staff("Hana Cole", Role.HEALTH_COORDINATOR),
            "a reviewer": staff("Grace Adeyemi", Role.QA_REVIEWER),
            "a moderator": staff("Mo Derate", Role.QA_MODERATOR),
            "the service manager": staff("Martin Cole", Role.SERVICE_MANAGER),
            "the data protection officer": staff("Dora Post", Role.DATA_PROTECTION_OFFICER),
            "an administrator": staff("Ada Min", Role.ADMINISTRATOR),
            "a caseworker who left": staff("Lea Left", Role.CASEWORKER, team=north),
            "a caseworker whose role ended": staff("Eve Ended", Role.CASEWORKER, team=north),
            "unattended work": system_user(),
            "the outside adviser asked": self.outside,
            "another outside adviser": User.objects.create_user(
                "other@health.example", name="Other", kind=UserKind.CONTRIBUTOR
            ),
            "a parent of another child": User.objects.create_user(
                "elsewhere@family.example", name="Another parent"
            ),
        }
        left = self.staff["a caseworker who left"]
        left.is_active = False
        left.save()
        ended = RoleGrant.objects.get(user=self.staff["a caseworker whose role ended"])
        ended.ended_at = instant(MONDAY)
        ended.save()
        self.families = 0
        factories.requested(MONDAY, you={"email": "elsewhere@family.example"})

    def request(self) -> dict[str, dict[str, Any]]:
        """The answers of a request by a school, each from another school."""
        self.families += 1
        return {
            "who": {"asker": "setting"},
            "you": {
                "name": "Ms Head",
                "email": f"head{self.families}@school.example",
                "family_name": "Ngozi Okafor",
                "family_relationship": "mother",
            },
            "child": {"first_name": f"Amara {self.families}"},
        }

    def people(self, case: Case) -> dict[str, User]:
        """Everybody there is to a case; its mother and its young person have accounts now."""
        person = case.person
        member = FamilyMember.objects.get(person=person)
        if member.user is None:
            member.user = User.objects.create_user(f"mother{case.pk}@family.example", name="Ngozi")
            member.save()
            person.user = User.objects.create_user(f"child{case.pk}@family.example", name="Amara")
            person.save()
        assert person.user is not None
        return {
            **self.staff,
            "the mother": member.user,
            "the young person": person.user,
            "the head who asked": case.requests.get().asked_by,
        }

    def subject(self, name: str, row: Process, sees: Iterable[str], **more: Any) -> Subject:
        case = Case.objects.get(pk=row.case_id_of_process)
        return Subject(
            name, row, self.people(case), frozenset(sees), more.pop("stands", STANDS), **more
        )


WHO: dict[str, Any] = {"on": DAY, "at": instant(DAY)}
WHY: dict[str, Any] = {"reason": "Her needs are known, and are written down here."}


def assessment_subjects(cast: Cast) -> Iterator[Subject]:
    """An assessment at each of its six statuses."""
    priya, seen = cast.priya, FAMILY | READERS

    def act(assessment: Assessment, step: str) -> Assessment:
        return take_step(assessment, step, by=priya, **WHO, **WHY)

    requested = journeys.allocated(priya, MONDAY, **cast.request())
    yield cast.subject(
        "requested", requested, seen,
        missing={
            "agree_to_assess": ["missing.reasons"],
            "refuse_to_assess": ["missing.reasons_for_letter"],
        },
        complete={"agree_to_assess": WHY, "refuse_to_assess": WHY},
    )  # fmt: skip
    refused = act(journeys.allocated(priya, MONDAY, **cast.request()), "refuse_to_assess")
    yield cast.subject("refused to assess", refused, seen)
    assessing = journeys.assessing(priya, MONDAY, **cast.request())
    yield cast.subject(
        "assessing", assessing, seen,
        missing={"agree_to_issue": [], "refuse_to_issue": ["missing.reasons_for_letter"]},
        complete={"agree_to_issue": {}, "refuse_to_issue": WHY},
    )  # fmt: skip
    no_plan = act(journeys.assessing(priya, MONDAY, **cast.request()), "refuse_to_issue")
    yield cast.subject("refused to issue", no_plan, seen)
    draft = journeys.served(priya, MONDAY, **cast.request())
    planning = draft.plan.assessment

    def finalise() -> None:
        final = plans.revise(draft, by=priya, **WHO)
        plans.name_setting(final, setting=None, type="Mainstream school", by=priya, **WHO)
        changes = {"finalised_on": DAY, "signed_by": "Priya Nair"}
        take_step(final, "finalise_version", by=priya, changes=changes, **WHO)

    yield cast.subject(
        "planning", planning, seen,
        missing={"issue_plan": ["missing.final_version"]},
        complete={"issue_plan": {}},
        before={"issue_plan": finalise},
    )  # fmt: skip
    issued = journeys.issued(priya, MONDAY, issued_on=DAY, **cast.request())
    yield cast.subject("plan issued", Assessment.objects.get(plan__versions=issued), seen)


def advice_subjects(cast: Cast) -> Iterator[Subject]:
    """A request for advice at each of its four statuses, to a psychologist and to a health body."""
    priya = cast.priya
    empty = [
        "missing.needs_or_strengths",
        "missing.provision",
        "missing.signature",
    ]
    whole = {
        "given": {
            "signed_by": "Dr Samira Khan",
            "provision_rows": [{"what": "A language programme"}],
        },
        "needs": 1,
    }
    asked_of: dict[str, dict[str, Any]] = {
        "psychological": {
            "service": cast.service,
            "professional": cast.staff["the psychologist asked"],
        },
        "medical": {
            "service": cast.health,
            "outside_email": cast.outside.email,
            "link_address": "https://ehc.example/advice/",
        },
    }

    def sought(kind: str) -> AdviceRequest:
        # Each for another child: the same adviser is asked for the same once while it is to come.
        assessment = journeys.assessing(priya, MONDAY, **cast.request())
        return contributions.seek_advice(assessment, kind=kind, by=priya, **WHO, **asked_of[kind])

    def received(kind: str) -> AdviceRequest:
        request = sought(kind)
        by = request.professional
        assert by is not None
        contributions.submit_advice(request, journeys.GOOD_ADVICE, by=by, **WHO)
        return AdviceRequest.objects.get(pk=request.pk)

    def returned(kind: str) -> AdviceRequest:
        asked = [Question("provision:1", "How many weeks?")]
        return contributions.return_advice(received(kind), asked, by=priya, **WHO)

    def accepted(kind: str) -> AdviceRequest:
        return contributions.accept_advice(received(kind), by=priya, **WHO)

    for kind, besides in STANDS_TO_ADVICE.items():
        who = {"stands": {**STANDS, **besides}}
        seen = READERS | set(besides)
        for make in (sought, returned):
            yield cast.subject(
                f"{kind} advice {make.__name__}", make(kind), seen,
                missing={"submit_advice": empty}, complete={"submit_advice": whole}, **who,
            )  # fmt: skip
        yield cast.subject(
            f"{kind} advice received", received(kind), seen,
            missing={"return_advice": ["missing.questions"], "accept_advice": []},
            complete={"return_advice": {"questions": 1}, "accept_advice": {}}, **who,
        )  # fmt: skip
        yield cast.subject(f"{kind} advice accepted", accepted(kind), seen, **who)


SERVE = {"changes": {"served_on": DAY, "comments_close_on": DAY + timedelta(days=14)}}
FINALISE = {"changes": {"finalised_on": DAY, "signed_by": "Priya Nair"}}


def version_subjects(cast: Cast) -> Iterator[Subject]:
    """A version of a plan: empty, written, answering a draft, served, and final."""
    priya = cast.priya
    never_served = ["missing.draft_not_served"]
    unplaced = ["missing.placement", "missing.signing_officer"]
    nothing_said = ["missing.section_not_stated"] * 6
    begun = plans.begin_plan(journeys.planning(priya, MONDAY, **cast.request()), by=priya, **WHO)
    yield cast.subject(
        "an empty version", begun, READERS,
        missing={
            "serve_draft": [*nothing_said, "missing.plan_check"],
            "finalise_version": [*never_served, *nothing_said, "missing.plan_check", *unplaced],
        },
    )  # fmt: skip
    yield cast.subject(
        "a first version, written", journeys.written(priya, MONDAY, **cast.request()), READERS,
        missing={"finalise_version": [*never_served, *unplaced]},
        complete={"serve_draft": SERVE},
    )  # fmt: skip
    served = journeys.served(priya, MONDAY, **cast.request())
    answering = plans.revise(served, by=priya, **WHO)

    def place() -> None:
        plans.name_setting(answering, setting=None, type="Mainstream school", by=priya, **WHO)

    yield cast.subject(
        "a version that answers the family", answering, READERS,
        missing={"finalise_version": unplaced},
        complete={"serve_draft": SERVE, "finalise_version": FINALISE},
        before={"finalise_version": place},
    )  # fmt: skip
    seen = READERS | FAMILY
    yield cast.subject("a served draft", served, seen)
    final = journeys.issued(priya, MONDAY, issued_on=DAY, **cast.request())
    yield cast.subject("a final plan", final, seen)


def consultation_subjects(cast: Cast) -> Iterator[Subject]:
    """A consultation, asked and answered."""
    priya = cast.priya
    draft = journeys.served(priya, MONDAY, **cast.request())

    def consult() -> Consultation:
        school = factories.SettingFactory()
        return placement.consult_setting(draft, school, asked_for_by_family=False, by=priya, **WHO)

    answer = {"answer": "can_meet", "responded_on": DAY}
    yield cast.subject(
        "consulted", consult(), READERS,
        missing={"record_setting_response": []},
        complete={"record_setting_response": {"changes": answer}},
    )  # fmt: skip
    answered = placement.record_setting_response(
        consult(), answer="can_meet", reasons="", by=priya, **WHO
    )
    yield cast.subject("answered", answered, READERS)


def review_subjects(cast: Cast) -> Iterator[Subject]:
    """A review of a final plan, assigned and submitted."""
    priya, grace = cast.priya, cast.staff["a reviewer"]
    final = journeys.issued(priya, MONDAY, issued_on=DAY, **cast.request())
    graded = {
        "score": {}, "percent": Decimal("80.0"), "grade": "good", "submitted_on": DAY,
    }  # fmt: skip
    assigned = assign_review(final, reviewer=grace, by=grace, **WHO)
    yield cast.subject(
        "assigned", assigned, {"a reviewer"}, complete={"submit_review": {"changes": graded}}
    )
    other = journeys.issued(priya, MONDAY, issued_on=DAY, **cast.request())
    submitted = take_step(
        assign_review(other, reviewer=grace, by=grace, **WHO),
        "submit_review", by=grace, changes=graded, **WHO,
    )  # fmt: skip
    yield cast.subject("submitted", submitted, READERS | {"a reviewer", "a moderator"})


SUBJECTS: Mapping[type[Process], Callable[[Cast], Iterator[Subject]]] = {
    Assessment: assessment_subjects,
    AdviceRequest: advice_subjects,
    PlanVersion: version_subjects,
    Consultation: consultation_subjects,
    QualityReview: review_subjects,
}


def told_of_models() -> list[type[Process]]:
    """Every process of which the book tells."""
    return [model for model in process_models() if model.KIND not in BEYOND_THE_BOOK]


def told_of_steps(model: type[Process]) -> list[Step]:
    """Every step of the model's table of which the book tells."""
    return [
        step for step in model.TABLE.values()
        if step.process not in WITHOUT_A_MODEL
        and not {step.name, step.process} & BEYOND_THE_BOOK
    ]  # fmt: skip


@contextmanager
def undone() -> Iterator[None]:
    """A savepoint whose work is always taken back."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@contextmanager
def nothing_is_written() -> Iterator[None]:
    """No statement inside the block changes a row, even one that would be taken back."""
    sent: list[str] = []

    def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.lstrip().upper().startswith(WRITES):
            sent.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield
    assert sent == []


def all_rows() -> dict[str, int]:
    """How many rows every table of ours holds, field history included."""
    tables = [
        name for name in connection.introspection.table_names()
        if name.startswith(("ehc_", "quality_assurance_"))
    ]  # fmt: skip
    with connection.cursor() as cursor:
        counts = ", ".join(f'(SELECT COUNT(*) FROM "{name}")' for name in tables)
        cursor.execute(f"SELECT {counts}")
        return dict(zip(tables, cursor.fetchone(), strict=True))


def attempt(subject: Subject, step: str, name: str, **given: Any) -> Process:
    return take_step(subject.row, step, by=subject.people[name], **WHO, **given)


def refused(kind: type[Exception], subject: Subject, step: str, name: str, **given: Any) -> Any:
    """What the door raises, having written nothing."""
    with pytest.raises(kind) as told, nothing_is_written(), undone():
        attempt(subject, step, name, **given)
    assert told.type is kind, f"{name} tried {step} on {subject.name}"
    return told.value


def try_a_step(subject: Subject, step: Step, name: str) -> str:
    """Try one step as one person; say which of the sentences was shown."""
    role = subject.stands.get(name)
    if role not in step.roles:
        expected = NotYours if name in subject.sees else NotVisible
        refused(expected, subject, step.name, name)
        return "may not"
    if subject.status not in step.sources:
        told = refused(AlreadyDone, subject, step.name, name)
        assert (told.step, told.status) == (step.name, subject.status)
        return "already done"
    missing = subject.missing.get(step.name)
    if missing:
        told = refused(NotReady, subject, step.name, name)
        assert [item.key.value for item in told.missing if item.blocks] == missing
    if step.name not in subject.complete:
        assert missing, f"{step.name} on {subject.name} is never whole"
        return "not ready"
    with undone():
        subject.before.get(step.name, lambda: None)()
        before = CaseEvent.objects.filter(case=subject.case).count()
        moved = attempt(subject, step.name, name, **subject.complete[step.name])
        assert moved.status == step.target  # type: ignore[attr-defined]
        (event,) = CaseEvent.objects.filter(case=subject.case, number__gt=before)
        assert (event.process, event.process_id, event.step, event.by, event.on) == (
            subject.row.KIND, subject.row.pk, step.name, subject.people[name], DAY,
        )  # fmt: skip
        # Issuing is two steps of one action: alone, the second leaves nothing to verify.
        assert list(problems(subject.case)) == []
    return "taken"


@pytest.mark.parametrize("model", SUBJECTS, ids=lambda model: model.__name__)
def test_every_step_at_every_status_by_everybody(model: type[Process]) -> None:
    subjects = list(SUBJECTS[model](Cast()))
    reached = {subject.status for subject in subjects}
    table = told_of_steps(model)
    steps = [step for step in table if step.process == model.KIND]
    assert reached == {step.target for step in steps}
    shown: dict[str, set[str]] = {step.name: set() for step in table}
    for subject in subjects:
        before = all_rows()
        assert set(subject.stands) <= set(subject.people)
        for step in table:
            own = step.process == model.KIND
            # A step of another process shows itself with those who stand to the case at all.
            for name in subject.people if own else subject.stands:
                shown[step.name].add(try_a_step(subject, step, name))
        assert all_rows() == before
        status = type(subject.row)._default_manager.get(pk=subject.row.pk).status  # type: ignore[attr-defined]
        assert status == subject.status
    for step in steps:
        wanted = {"may not", "already done"} | ({"taken"} if not step.opens else set())
        assert shown[step.name] >= wanted, step.name


def test_no_process_is_left_out() -> None:
    assert set(SUBJECTS) == set(told_of_models())


@pytest.fixture
def cast(db: None) -> Cast:
    return Cast()


OPENS: Mapping[str, Callable[[PlanVersion, Cast], Process]] = {
    "receive_request": lambda draft, cast: Assessment(
        case=draft.plan.case, request=_second_request(draft.plan.case)
    ),
    "seek_advice": lambda draft, cast: AdviceRequest(
        assessment=draft.plan.assessment, kind="medical", service=cast.health,
        requested_on=DAY, received_by_body_on=DAY, due_on=DAY,
    ),
    "begin_version": lambda draft, cast: PlanVersion(
        plan=draft.plan, number=9, based_on=draft, author=cast.priya
    ),
    "consult_setting": lambda draft, cast: Consultation(
        version=draft, setting=factories.SettingFactory(), consulted_on=DAY
    ),
    "assign_review": lambda draft, cast: QualityReview(
        version=draft, reviewer=cast.staff["a reviewer"], framework="1", assigned_on=DAY,
        due_on=DAY,
    ),
}  # fmt: skip
"""For each step that opens a process: the row that it would open."""


def _second_request(case: Case) -> Any:
    request = case.requests.get()
    request.pk, request.draft, request._state.adding = None, None, True
    request.save()
    return request


def _opening_steps() -> dict[str, tuple[type[Process], Step]]:
    return {
        step.name: (model, step)
        for model in told_of_models()
        for step in told_of_steps(model)
        if step.process == model.KIND and step.opens
    }


def test_every_opening_by_everybody(cast: Cast) -> None:
    draft = journeys.served(cast.priya, MONDAY, **cast.request())
    case = draft.plan.case
    sees = READERS | FAMILY | {"the head who asked"}
    stands = {**STANDS, **STANDS_TO_CASE}
    assert set(_opening_steps()) == set(OPENS)
    before = all_rows()
    for name, user in cast.people(case).items():
        for step, (model, rule) in _opening_steps().items():
            with undone():
                row = OPENS[step](draft, cast)
                events = CaseEvent.objects.filter(case=case)
                count = events.count()
                if stands.get(name) in rule.roles:
                    open_process(row, step, case=case, by=user, **WHO)
                    assert row.status == rule.target  # type: ignore[attr-defined]
                    assert events.count() == count + 1
                    assert list(problems(case)) == []
                    continue
                refusal = NotYours if name in sees else NotVisible
                with pytest.raises(refusal) as told, nothing_is_written():
                    open_process(row, step, case=case, by=user, **WHO)
                assert told.type is refusal
                assert model._default_manager.filter(pk=row.pk or 0).count() == 0
    cast_rows = all_rows()
    assert {name for name in before if before[name] != cast_rows[name]} <= MADE_FOR_THE_FAMILY


MADE_FOR_THE_FAMILY = {
    "ehc_user", "ehc_historicaluser", "ehc_historicalfamilymember", "ehc_historicalperson",
}  # fmt: skip

RECORDED_ON: Mapping[str, str] = {
    "allocate_case": "case",
    "change_details": "case",
    "record_exemption": "assessment",
    "allocate_advice": "advice",
    "chase_advice": "advice",
    "write_plan": "writing",
    "override_check": "writing",
    "leave_out_recommendation": "writing",
    "make_representation": "served",
    "agree_with_draft": "served",
    "answer_representation": "served",
    "name_setting": "writing",
    "return_to_author": "served",
    "complete_task": "case",
    "raise_task": "case",
    "issue_document": "case",
}
"""On which row each change is recorded that moves no status."""


def test_every_record_by_everybody(cast: Cast) -> None:
    served = journeys.served(cast.priya, MONDAY, **cast.request())
    writing = plans.revise(served, by=cast.priya, **WHO)
    assessment = served.plan.assessment
    advice = AdviceRequest.objects.get(assessment=assessment)
    advice.service = cast.service
    advice.save()
    case = Case.objects.get(pk=served.plan.case_id)
    rows: dict[str, tuple[Any, frozenset[str], Mapping[str, Role]]] = {
        "case": (
            case, READERS | FAMILY | {"the head who asked"}, {**STANDS, **STANDS_TO_CASE},
        ),
        "assessment": (assessment, READERS | FAMILY, STANDS),
        "advice": (
            advice,
            READERS | set(STANDS_TO_ADVICE["psychological"]),
            {**STANDS, **STANDS_TO_ADVICE["psychological"]},
        ),
        "served": (served, READERS | FAMILY, STANDS),
        "writing": (writing, READERS, STANDS),
    }  # fmt: skip
    assert set(RECORDED_ON) == set(RECORDS) - BEYOND_THE_BOOK
    people = cast.people(case)
    before = all_rows()
    for step, where in RECORDED_ON.items():
        row, sees, stands = rows[where]
        takers = set()
        for name, user in people.items():
            if stands.get(name) in RECORDS[step].roles:
                with undone():
                    count = CaseEvent.objects.filter(case=case).count()
                    with record(row, step, case=case, by=user, **WHO) as entry:
                        pass
                    assert entry.event is not None
                    assert entry.event.number == count + 1
                    assert (entry.event.step, entry.event.by) == (step, user)
                    takers.add(name)
                continue
            refusal = NotYours if name in sees else NotVisible
            entering = record(row, step, case=case, by=user, **WHO)
            with pytest.raises(refusal) as told, nothing_is_written(), entering:
                pytest.fail(f"{name} entered {step}")
            assert told.type is refusal
        assert takers, step
    assert all_rows() == before


def test_a_door_that_asks_nobody_would_be_noticed(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control of everything above: the same attempts, with the question left out."""
    subject = next(assessment_subjects(cast))
    agree = Assessment.TABLE["agree_to_assess"]
    assert try_a_step(subject, agree, "the mother") == "may not"
    monkeypatch.setattr(_step, "require", lambda *_: None)
    with pytest.raises(NotReady):
        try_a_step(subject, agree, "the mother")


def test_a_door_that_does_not_ask_when_would_be_noticed(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control of "already done": the same status, with the step said to begin there."""
    subject = next(assessment_subjects(cast))
    decided = assessments.agree_to_assess(subject.row, by=cast.priya, **WHO, **WHY)  # type: ignore[arg-type]
    later = cast.subject("assessing", decided, FAMILY | READERS)
    agree = Assessment.TABLE["agree_to_assess"]
    assert try_a_step(later, agree, "the caseworker") == "already done"
    later.row.TABLE = {**Assessment.TABLE, "agree_to_assess": _from_anywhere(agree)}  # type: ignore[misc]
    with pytest.raises(NotReady):
        try_a_step(later, agree, "the caseworker")


def _from_anywhere(step: Step) -> Step:
    return Step(
        step.name, step.process, ("requested", "assessing"), step.target, step.roles,
        step.citation, step.label, step.done, step.clock_event,
    )  # fmt: skip
