"""Who may do what, and who may see which rows.

Two questions, both answered "no" unless a rule says "yes":

* :func:`visible_to`: the rows of a model that a person may know of. A model without a rule
  shows nothing.
* :func:`require`: whether a person may take a step or record a change on a row. A row that
  is not visible is refused as absent (:class:`~ehc.refusals.NotVisible`); a step that belongs
  to somebody else is refused with an explanation (:class:`~ehc.refusals.NotYours`).

Models never import this module. ``quality_assurance`` registers rules for its own rows.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from ehc.models import (
    ActsFor,
    Advice,
    AdviceRequest,
    Assessment,
    AssessmentProjection,
    Case,
    CaseProjection,
    CommissioningChange,
    Consultation,
    Disclosure,
    Dispute,
    Document,
    Exemption,
    FamilyMember,
    KeptOut,
    LateUpdate,
    Letter,
    Message,
    PlanVersion,
    Reassessment,
    Representation,
    Review,
    RoleGrant,
    Ruling,
    Said,
    SettingRequest,
    StandsAs,
    Task,
    Transfer,
    TribunalRecommendation,
    Upload,
    User,
    UserKind,
)
from ehc.models.people import THEMSELVES
from ehc.refusals import NotVisible, NotYours
from ehc.workflows.advice import last_birth_over_school_age
from ehc.workflows.rights import BASES_OF_A_CHILD, BASES_OF_A_YOUNG_PERSON
from ehc.workflows.roles import FAMILY_ROLES, SEND_TEAM_ROLES, Role

M = TypeVar("M", bound=Model)
Visitor = User | AnonymousUser
Sees = Callable[[User, date], Q]
_RULES: dict[type[Model], Sees] = {}

AUTHORITY_WIDE_READERS = frozenset({Role.SERVICE_MANAGER, Role.DATA_PROTECTION_OFFICER})
"""Roles that read every case and change none."""

ADVISER_ROLES = frozenset(
    {
        Role.EDUCATIONAL_PSYCHOLOGIST,
        Role.PRINCIPAL_EDUCATIONAL_PSYCHOLOGIST,
        Role.HEALTH_COORDINATOR,
    }
)
"""Roles of staff who are asked for advice: they stand to a request, and to nothing else."""

_NONE = Q(pk__in=())


def visibility(model: type[Model]) -> Callable[[Sees], Sees]:
    """Register the rule that says which rows of ``model`` a user may see on a day.

    The rule takes an active user and the day, and gives a condition on the model.
    """

    def register(rule: Sees) -> Sees:
        _RULES[model] = rule
        return rule

    return register


def visible_to(user: Visitor, model: type[M], on: date) -> QuerySet[M]:
    """The rows of ``model`` that ``user`` may know of on a day.

    Args:
        user: anybody; somebody who is not signed in, or is no longer active, sees nothing.
        model: a model; one without a rule shows nothing.
        on: the day of looking, from which a parent may see no more than the young person agrees.
    """
    rows: QuerySet[M] = model._default_manager.all()
    rule = _RULES.get(model)
    if rule is None or not isinstance(user, User) or not user.is_active:
        return rows.none()
    return rows.filter(rule(user, on))


def grants_of(user: User) -> tuple[RoleGrant, ...]:
    """The roles that a user holds now, each with its team, service or setting."""
    if not user.is_active:
        return ()
    return tuple(user.grants.filter(ended_at=None))


def route_roles(user: Visitor) -> frozenset[Role]:
    """The roles in which somebody may open a route at all; rows are checked afterwards.

    A family user may stand as parent, young person or the person who asked for a setting;
    which of them on a given case is for :func:`roles_on`.
    """
    if not isinstance(user, User) or not user.is_active:
        return frozenset()
    match user.kind:
        case UserKind.FAMILY:
            return frozenset({Role.PARENT, Role.YOUNG_PERSON, Role.SETTING})
        case UserKind.CONTRIBUTOR:
            return frozenset({Role.CONTRIBUTOR, Role.SETTING})
        case UserKind.SYSTEM:
            return frozenset({Role.SYSTEM})
        case _:
            return frozenset(Role(grant.role) for grant in grants_of(user))


def _reach(user: User) -> tuple[bool, frozenset[int]]:
    """Whether a user reads the whole authority, and the teams whose cases are theirs."""
    grants = grants_of(user)
    whole = any(grant.role in AUTHORITY_WIDE_READERS for grant in grants)
    teams = frozenset(
        grant.team_id for grant in grants if grant.role in SEND_TEAM_ROLES and grant.team_id
    )
    return whole, teams


def of_own_family(user: User) -> Any:
    """The primary keys of the cases of a user's own family, as a subquery, whoever may see them."""
    return Case.objects.filter(Q(person__family__user=user) | Q(person__user=user)).values("pk")


def _kept_from(user: User) -> Any:
    """The primary keys of the cases from which a court order keeps a user, as a subquery."""
    kept_out = FamilyMember.objects.filter(user=user).exclude(kept_out_by="")
    return Case.objects.filter(person__in=kept_out.values("person")).values("pk")


def _worked_on(user: User) -> Q:
    """The condition on ``team_id`` for the cases that a member of staff may see."""
    whole, teams = _reach(user)
    if whole:
        return Q()
    if teams:
        # A request that no team has yet is everybody's to take.
        return Q(team_id__in=teams) | Q(team_id__isnull=True)
    return _NONE


def may_see(on: date) -> Q:
    """The condition on the members of a family who may see its case on a day.

    Until the end of compulsory school age every parent may, and somebody who represents one. From
    the day after, fail closed: whoever has the young person's agreement, or is recorded as acting
    for them, in anything. Whom a court order keeps out sees nothing.
    """
    acting = ActsFor.objects.in_force(on).filter(member=OuterRef("pk"))
    over = Q(person__date_of_birth__lte=last_birth_over_school_age(on))
    of_a_child = ~Q(stands_as=StandsAs.REPRESENTATIVE) | Exists(
        acting.filter(basis__in=BASES_OF_A_CHILD)
    )
    of_a_young_person = Exists(acting.filter(basis__in=BASES_OF_A_YOUNG_PERSON))
    return Q(kept_out_by="") & (
        Q(relationship=THEMSELVES) | (~over & of_a_child) | (over & of_a_young_person)
    )


def _cases(user: User, on: date) -> Q:
    """The condition for a case that a user may see.

    A member of staff does not work on the case of their own family, nor read its file.
    """
    if user.kind == UserKind.STAFF:
        return _worked_on(user) & ~Q(pk__in=of_own_family(user))
    seen = FamilyMember.objects.filter(may_see(on), user=user).values("person")
    return Q(person__in=seen) | Q(person__user=user)


def _case_pks(user: User, on: date) -> Any:
    """The primary keys of the visible cases, as a subquery: no join, so no duplicate rows."""
    return Case.objects.filter(_cases(user, on)).values("pk")


@visibility(Case)
def _case_rule(user: User, on: date) -> Q:
    if user.kind == UserKind.STAFF:
        return _cases(user, on)
    asked = Case.objects.filter(requests__asked_by=user, requests__asker="setting").values("pk")
    return Q(pk__in=_case_pks(user, on)) | (Q(pk__in=asked) & ~Q(pk__in=_kept_from(user)))


@visibility(Assessment)
def _assessment_rule(user: User, on: date) -> Q:
    return Q(case__in=_case_pks(user, on))


@visibility(AssessmentProjection)
def _counted_rule(user: User, on: date) -> Q:
    return Q(case__in=_case_pks(user, on)) if user.kind == UserKind.STAFF else _NONE


@visibility(CaseProjection)
def _queued_rule(user: User, on: date) -> Q:
    if user.kind != UserKind.STAFF:
        return _NONE
    # The projection has the case's team beside what queues sort by, so that no table is joined.
    return _worked_on(user) & ~Q(case__in=of_own_family(user))


@visibility(Exemption)
def _exemption_rule(user: User, on: date) -> Q:
    mine = Q(assessment__case__in=_case_pks(user, on))
    return mine if user.kind == UserKind.STAFF else _NONE


@visibility(Task)
def _task_rule(user: User, on: date) -> Q:
    return Q(case__in=_case_pks(user, on)) if user.kind == UserKind.STAFF else _NONE


@visibility(Message)
def _message_rule(user: User, on: date) -> Q:
    return Q(case__in=_case_pks(user, on)) if user.kind == UserKind.STAFF else _own_messages(user)


def _own_messages(user: User) -> Q:
    return Q(user=user) & ~Q(case__in=_kept_from(user))


@visibility(Said)
def _said_rule(user: User, on: date) -> Q:
    if user.kind == UserKind.STAFF:
        return Q(case__in=_case_pks(user, on))
    # Each of the family reads their own conversation, and only while the case is theirs to see.
    return Q(reader=user, case__in=_case_pks(user, on), case__person__died_on=None)


@visibility(LateUpdate)
def _late_update_rule(user: User, on: date) -> Q:
    mine = Q(case__in=_case_pks(user, on))
    # After a death the family is told nothing more of what was late.
    return mine if user.kind == UserKind.STAFF else mine & Q(case__person__died_on=None)


@visibility(PlanVersion)
def _version_rule(user: User, on: date) -> Q:
    mine = Q(plan__case__in=_case_pks(user, on))
    if user.kind == UserKind.STAFF:
        return mine
    # A family sees what has been sent to it, never what is still being written.
    return mine & ~Q(status="drafting")


@visibility(Representation)
def _representation_rule(user: User, on: date) -> Q:
    return Q(version__plan__case__in=_case_pks(user, on))


@visibility(Consultation)
@visibility(SettingRequest)
def _consultation_rule(user: User, on: date) -> Q:
    mine = Q(version__plan__case__in=_case_pks(user, on))
    return mine if user.kind == UserKind.STAFF else _NONE


@visibility(Review)
def _review_rule(user: User, on: date) -> Q:
    mine = Q(plan__case__in=_case_pks(user, on))
    return mine if user.kind == UserKind.STAFF else _NONE


@visibility(Dispute)
def _dispute_rule(user: User, on: date) -> Q:
    # A family reads where its own disagreement stands; what staff wrote of it is in no row of it.
    return Q(assessment__case__in=_case_pks(user, on))


@visibility(Ruling)
@visibility(TribunalRecommendation)
def _ruling_rule(user: User, on: date) -> Q:
    return Q(dispute__assessment__case__in=_case_pks(user, on))


@visibility(Transfer)
def _transfer_rule(user: User, on: date) -> Q:
    mine = Q(plan__case__in=_case_pks(user, on))
    return mine if user.kind == UserKind.STAFF else _NONE


@visibility(CommissioningChange)
@visibility(Disclosure)
def _commissioning_rule(user: User, on: date) -> Q:
    mine = Q(plan__case__in=_case_pks(user, on))
    return mine if user.kind == UserKind.STAFF else _NONE


@visibility(Reassessment)
def _reassessment_rule(user: User, on: date) -> Q:
    return Q(plan__case__in=_case_pks(user, on))


@visibility(FamilyMember)
def _family_rule(user: User, on: date) -> Q:
    if user.kind == UserKind.STAFF:
        return Q(person__case__in=_case_pks(user, on))
    # Each adult sees their own details only, and whom a court order keeps out nothing at all.
    return Q(user=user, kept_out_by="")


@visibility(Letter)
def _letter_rule(user: User, on: date) -> Q:
    if user.kind == UserKind.STAFF:
        return Q(case__in=_case_pks(user, on))
    to_them = Q(family_member__user=user) | Q(to_person=True, case__person__user=user)
    # What is held after a death is shown to nobody until it is released; and a letter that came
    # while somebody was its reader is not, once the case is no longer theirs to see.
    to_them &= Q(stopped_on=None)
    return to_them & Q(case__in=_case_pks(user, on), document__outbox_item__held_because="")


@visibility(Document)
def _document_rule(user: User, on: date) -> Q:
    if user.kind == UserKind.STAFF:
        return Q(case__in=_case_pks(user, on))
    mine = Letter.objects.filter(_letter_rule(user, on)).values("document")
    plans = PlanVersion.objects.filter(
        _version_rule(user, on), document__outbox_item__held_because=""
    ).values("document")
    return Q(pk__in=mine) | Q(pk__in=plans)


@visibility(AdviceRequest)
def _advice_request_rule(user: User, on: date) -> Q:
    rule = Q(professional=user)
    if user.kind != UserKind.STAFF:
        return rule & ~Q(assessment__case__in=_kept_from(user))
    rule |= Q(assessment__case__in=_case_pks(user, on))
    for grant in grants_of(user):
        if grant.role == Role.PRINCIPAL_EDUCATIONAL_PSYCHOLOGIST and grant.service_id:
            rule |= Q(service=grant.service_id)
        elif grant.role == Role.HEALTH_COORDINATOR:
            rule |= Q(kind="medical")
    return rule & ~Q(assessment__case__in=of_own_family(user))


@visibility(Upload)
def _upload_rule(user: User, on: date) -> Q:
    own = Q(uploaded_by=user)
    # A plan that came from another authority is the family's as any plan that was sent to them.
    plans = PlanVersion.objects.filter(_version_rule(user, on), came_as__isnull=False)
    told = Said.objects.filter(_said_rule(user, on)).exclude(file=None).values("file")
    if user.kind != UserKind.STAFF:
        return (
            (own & ~Q(case__in=_kept_from(user)))
            | Q(pk__in=told)
            | Q(pk__in=plans.filter(plan__case__person__died_on__isnull=True).values("came_as"))
        )
    # A report is its writer's alone until the advice that it belongs to has been sent.
    sent = Advice.objects.filter(report__isnull=False).values("report")
    # Whoever recorded that a plan came does not keep it when the case goes to another team.
    came = PlanVersion.objects.filter(came_as__isnull=False).values("came_as")
    orders = KeptOut.objects.filter(paper__isnull=False).values("paper")
    theirs = Q(pk__in=sent) | Q(pk__in=told) | Q(pk__in=plans.values("came_as")) | Q(pk__in=orders)
    return (own & ~Q(pk__in=came) & ~Q(pk__in=orders)) | (Q(case__in=_case_pks(user, on)) & theirs)


def case_of(row: Model) -> Case:
    """The case that a row belongs to.

    Raises:
        TypeError: where the row belongs to none.
    """
    match row:
        case Case():
            return row
        case AdviceRequest() | Exemption() | Dispute():
            return row.assessment.case
        case PlanVersion() | Review() | Reassessment() | Transfer():
            return row.plan.case
        case CommissioningChange() | Disclosure():
            return row.plan.case
        case Representation() | Consultation() | SettingRequest():
            return row.version.plan.case
        case Ruling() | TribunalRecommendation():
            return row.dispute.assessment.case
        case FamilyMember():
            return row.person.case
    case = getattr(row, "case", None)
    if isinstance(case, Case):
        return case
    raise TypeError(f"{type(row).__name__} belongs to no case")


def roles_on(user: Visitor, row: Model, on: date) -> frozenset[Role]:
    """The roles in which a user stands to one row and its case on a day.

    Args:
        user: anybody.
        row: a case, or a row that belongs to one. For an advice request the adviser's own
            role counts; elsewhere it does not. For the case alone the setting's counts that
            asked for the assessment.
    """
    if not isinstance(user, User) or not user.is_active:
        return frozenset()
    case = case_of(row)
    match user.kind:
        case UserKind.SYSTEM:
            return frozenset({Role.SYSTEM})
        case UserKind.STAFF:
            # Of one's own family one is the parent, whatever one's work is.
            if is_kin_of(user, case):
                return _family_roles_on(user, case, on) | _roles_of_asker(user, row)
            return _staff_roles_on(user, row, case)
    roles = set(_family_roles_on(user, case, on) | _roles_of_asker(user, row))
    advises = isinstance(row, AdviceRequest) and row.professional_id == user.pk
    if advises and not _is_kept_from(user, case):
        roles.add(Role.CONTRIBUTOR)
    return frozenset(roles)


_ASKED_AS = {"setting": Role.SETTING, "parent": Role.PARENT}


def _roles_of_asker(user: User, row: Model) -> frozenset[Role]:
    """In which role somebody asked for the assessment of a case.

    So a school stands to the case, and to no adviser's row of it; and so does a parent, whose
    request is received though the young person must agree before they see what becomes of it.
    """
    if not isinstance(row, Case) or _is_kept_from(user, row):
        return frozenset()
    asked = set(row.requests.filter(asked_by=user).values_list("asker", flat=True))
    return frozenset(role for asker, role in _ASKED_AS.items() if asker in asked)


def _is_kept_from(user: User, case: Case) -> bool:
    """Whether a court order keeps a user from a case, in whatever way they stand to it."""
    return case.person.family.filter(user=user).exclude(kept_out_by="").exists()


def is_kin_of(user: User, case: Case) -> bool:
    """Whether a case is of a user's own family, whether or not they may see it."""
    return case.person.user_id == user.pk or case.person.family.filter(user=user).exists()


def _family_roles_on(user: User, case: Case, on: date) -> frozenset[Role]:
    roles: set[Role] = set()
    seen_as = set(
        case.person.family.filter(may_see(on), user=user).values_list("relationship", flat=True)
    )
    # Who asks again has a second file: their account stays with the first, and they are on both.
    if case.person.user_id == user.pk or THEMSELVES in seen_as:
        roles.add(Role.YOUNG_PERSON)
    if seen_as:
        roles.add(Role.PARENT)
    return frozenset(roles)


def _staff_roles_on(user: User, row: Model, case: Case) -> frozenset[Role]:
    roles: set[Role] = set()
    for grant in grants_of(user):
        role = Role(grant.role)
        if role in SEND_TEAM_ROLES:
            holds = case.team_id is None or grant.team_id == case.team_id
        elif role in ADVISER_ROLES:
            holds = isinstance(row, AdviceRequest) and (
                row.professional_id == user.pk or _leads(grant, row)
            )
        else:
            holds = role is not Role.ADMINISTRATOR
        if holds:
            roles.add(role)
    return frozenset(roles)


def _leads(grant: RoleGrant, request: AdviceRequest) -> bool:
    """Whether a role is that of whoever answers for the service that was asked."""
    match grant.role:
        case Role.PRINCIPAL_EDUCATIONAL_PSYCHOLOGIST:
            return request.service_id is not None and request.service_id == grant.service_id
        case Role.HEALTH_COORDINATOR:
            return request.kind == "medical"
    return False


def can(user: Visitor, roles: frozenset[Role], row: Model, on: date) -> bool:
    """Whether ``user`` stands to ``row`` in one of ``roles`` on a day."""
    return bool(roles_on(user, row, on) & roles)


def works_while_detained(user: User, case: Case, on: date) -> bool:
    """Whether a case is somebody's to work on while the child or young person is detained.

    It is the officer's who has it, and a team manager's; the rest of the area team reads it.
    """
    roles = roles_on(user, case, on) & SEND_TEAM_ROLES
    return Role.TEAM_MANAGER in roles or (bool(roles) and case.caseworker_id == user.pk)


def require(user: User, name: str, roles: frozenset[Role], row: Model, on: date) -> None:
    """Refuse unless ``user`` may do ``name`` on ``row``.

    Args:
        name: the step or record, for the explanation.
        roles: who may.
        row: the case or the process.
        on: the day on which they would do it.

    Raises:
        NotVisible: where the user may not know of the row.
        NotYours: where the user sees it, but this is somebody else's to do.
    """
    held = roles_on(user, row, on)
    if held & roles:
        return
    if visible_to(user, type(row), on).filter(pk=row.pk).exists():
        raise NotYours(name)
    raise NotVisible


def is_family_of(user: Visitor, row: Model, on: date) -> bool:
    """Whether a user sees a row's case as its parent or young person on a day."""
    return can(user, FAMILY_ROLES, row, on)
