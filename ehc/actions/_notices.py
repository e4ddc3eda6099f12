"""Writing down what a step owes: documents, letters, messages and outbox rows.

Rows only, in the step's own transaction: a crash afterwards leaves an unsent row, never a
missing duty.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_noop

from ehc.actions._holds import held_because
from ehc.actions._letter_dates import dates_of, why
from ehc.documents.letters import LetterFacts, lengths_stated
from ehc.documents.versions import TEMPLATE_VERSION
from ehc.explanations import on_record
from ehc.models import (
    Assessment,
    CaseEvent,
    Dispute,
    Document,
    DocumentKind,
    Elsewhere,
    Letter,
    OutboxItem,
    PlanVersion,
    Reassessment,
    Review,
    Setting,
    Transfer,
)
from ehc.models._process import Process
from ehc.plan_checks.facts import to_json
from ehc.queries.assessments import considered_on
from ehc.queries.contact import served_at
from ehc.queries.placement import placement_told
from ehc.queries.plans import final_version_of, latest_version, plan_facts
from ehc.queries.rights import rights_of
from ehc.queries.transfers import advice_papers, enclosed
from ehc.workflows.notices import NOTICES, Block, LetterKind, Notice, Recipient, notices_owed
from ehc.workflows.rights import Act
from ehc.workflows.statuses import PlanVersionStatus

_NAMED_IN_LETTERS = (
    "name",
    "address",
    "phone",
    "email",
    "local_offer_url",
    "iass",
    "mediation",
    "disagreement_resolution",
    "tribunal",
)


def _assessment_of(process: Process) -> Assessment:
    assessment = process if isinstance(process, Assessment) else process.part_of
    if assessment is None:
        raise TypeError(f"{type(process).__name__} owes no notice")
    return assessment


def _version_of(process: Process) -> PlanVersion:
    if isinstance(process, PlanVersion):
        return process
    if isinstance(process, Reassessment | Review | Transfer):
        return final_version_of(process.plan)
    return latest_version(_assessment_of(process).plan)


def owe(event: CaseEvent, process: Process, *, reason: str) -> tuple[Letter, ...]:
    """Write every letter that a step owes, with the plan where the notice encloses it.

    Args:
        event: the step's event.
        process: the process as the step left it.
        reason: the reasons that the letter gives.

    Returns:
        The letters; empty where the step owes none.
    """
    if event.step not in NOTICES:
        return ()
    letters: list[Letter] = []
    for notice in _owed(event.step, process, event.on):
        if notice.encloses_plan:
            _enclose_plan(event, _version_of(process))
        document = _document(
            event,
            kind=notice.letter.value,
            title=notice.title,
            facts=_letter_facts(event.on, process, notice, reason).to_json(),
        )
        letters += _address(event, process, notice, document)
    return tuple(letters)


def _owed(step: str, process: Process, on: date) -> tuple[Notice, ...]:
    return notices_owed(step, on, begun_on=process.begun_on or on)


def _document(event: CaseEvent, *, kind: str, title: str, facts: dict[str, Any]) -> Document:
    document = Document.objects.create(
        case=event.case,
        event=event,
        kind=kind,
        title=title,
        facts=facts,
        template_version=TEMPLATE_VERSION,
    )
    OutboxItem.objects.create(
        document=document,
        created_at=event.at,
        next_attempt_at=event.at,
        held_because=held_because(event.case),
    )
    return document


def _enclose_plan(event: CaseEvent, version: PlanVersion) -> None:
    """Write down the plan's paper; with proposed amendments goes the one that is there.

    Of a plan that another authority made there is the file that came, and never a paper of ours.
    """
    if version.document_id is not None or version.came_as_id is not None:
        return
    is_final = version.finalised_on is not None
    document = _document(
        event,
        kind=DocumentKind.PLAN_FINAL if is_final else DocumentKind.PLAN_DRAFT,
        title=_title_of(version),
        facts=to_json(plan_facts(version, on=event.on)),
    )
    version.document = document
    version.save()


def _title_of(version: PlanVersion) -> str:
    """What a plan's paper is called; an amended one says so, with the day of the plan it amends."""
    if version.reassessment_id is not None:
        kind = "Draft" if version.finalised_on is None else "Final"
        return f"{kind} EHC plan after the reassessment, version {version.number}"
    if version.finalised_on is None:
        return f"Draft EHC plan, version {version.number}"
    made_on = (
        PlanVersion.objects.filter(plan=version.plan_id, status=PlanVersionStatus.FINAL)
        .order_by("number")
        .values_list("finalised_on", flat=True)
        .first()
    )
    if made_on is None or made_on == version.finalised_on:
        return f"Final EHC plan, version {version.number}"
    return (
        f"EHC plan of {made_on:%-d %B %Y}, amended on {version.finalised_on:%-d %B %Y}, "
        f"version {version.number}"
    )


def preview(
    step: str, process: Process, *, on: date, reason: str
) -> tuple[str, LetterFacts] | None:
    """The letter that a step would owe if it were taken: nothing is written.

    Args:
        step: a step's name.
        process: what it would move.
        on: the day on which it would be taken.
        reason: as typed so far.

    Returns:
        The letter's title and what it would say; None where the step owes none.
    """
    for notice in _owed(step, process, on):
        return notice.title, _letter_facts(on, process, notice, reason, ahead=step)
    return None


def _letter_facts(
    on: date, process: Process, notice: Notice, reason: str, *, ahead: str = ""
) -> LetterFacts:
    """What a letter says; ``ahead`` is the step that would owe it, where it was not taken."""
    assessment = _assessment_of(process)
    case = assessment.case
    authority = settings.AUTHORITY
    in_custody = notice.letter is LetterKind.IN_CUSTODY
    officer = None if in_custody else case.caseworker
    ours = authority["custody"] if in_custody else authority
    return LetterFacts(
        kind=notice.letter.value,
        blocks=tuple(block.value for block in notice.blocks),
        citation=_citation(notice, assessment),
        reference=case.reference,
        child_name=case.person.full_name,
        child_known_as=case.person.known_as,
        received_on=assessment.request.received_on,
        decided_on=on,
        reasons=reason,
        officer_name=str(officer) if officer else ours.get("department", ours["name"]),
        officer_phone=(officer.phone if officer else "") or ours["phone"],
        officer_email=officer.email if officer else ours["email"],
        dates=dates_of(on, process, assessment, notice),
        because=why(on, process, assessment, notice, ahead),
        # As they are on the day: a letter that has gone out never changes with the settings.
        authority={name: authority[name] for name in _NAMED_IN_LETTERS},
        demonstration=settings.SERVICE_IS_DEMONSTRATION,
        amendments=process.amendments if isinstance(process, Review) else "",
        evidence=process.evidence if isinstance(process, Review) else "",
        elsewhere=_elsewhere(assessment, notice),
        other_authority=process.authority if isinstance(process, Transfer) else "",
        proposes_to_assess=process.proposes_to_assess if isinstance(process, Transfer) else None,
        enclosed=_enclosed(process, notice),
        placement=_placement(assessment, notice),
        appeal=notice.appeal,
        lengths=_lengths(on, process.begun_on or on),
        mediation=_mediation(process) if isinstance(process, Dispute) else {},
    )


def _lengths(on: date, begun_on: date) -> dict[str, str]:
    """How long the law gives, in the language of letters."""
    with translation.override(settings.LANGUAGE_CODE):
        return lengths_stated(on, begun_on=begun_on)


def _mediation(dispute: Dispute) -> dict[str, str]:
    """What the family wants mediation about, and where it is, once that is arranged."""
    return {
        "about": dispute.mediation_about,
        "issues": dispute.mediation_issues,
        "place": dispute.mediation_place,
    }


def _enclosed(process: Process, notice: Notice) -> tuple[str, ...]:
    """The papers that a letter lists: with a plan that goes, or with a refusal to issue one."""
    if isinstance(process, Transfer):
        return enclosed(process.plan)
    if Block.OUTCOME_OF_ASSESSMENT in notice.blocks and isinstance(process, Assessment):
        return advice_papers(process, reassessment=None)
    return ()


def _placement(assessment: Assessment, notice: Notice) -> tuple[str, ...]:
    """Why a final plan names what it names, as the page of the plan says it."""
    if notice.letter not in {LetterKind.FINAL_PLAN, LetterKind.REASSESSED_PLAN}:
        return ()
    with translation.override(settings.LANGUAGE_CODE):
        return placement_told(latest_version(assessment.plan))


def _elsewhere(assessment: Assessment, notice: Notice) -> dict[str, str]:
    """Which other authority is responsible, as the letter says it."""
    if Block.OTHER_AUTHORITY not in notice.blocks:
        return {}
    row = Elsewhere.objects.get(assessment=assessment)
    return {
        "authority": row.name,
        "where_to_ask": row.where_to_ask,
        "is_sent_on": "yes" if row.consents else "no",
    }


def _citation(notice: Notice, assessment: Assessment) -> str:
    if notice.citation_once_considered and considered_on(assessment) is not None:
        return notice.citation_once_considered
    return notice.citation


def _address(
    event: CaseEvent, process: Process, notice: Notice, document: Document
) -> list[Letter]:
    letters = []
    for recipient in notice.sent_to:
        if recipient is Recipient.FAMILY:
            # Copies of evidence cannot be read on a page: they go by post with their letter.
            has_copies = Block.SUPPORTING_EVIDENCE in notice.blocks
            letters += _to_family(event, document, all_by_post=has_copies, on=event.on)
            continue
        setting = _setting(event, process, recipient)
        if recipient is Recipient.INSTITUTION_NAMED and setting is None:
            # Section I may state a type alone: then no institution is owed the plan.
            continue
        if recipient is Recipient.HEAD_OR_LEAD and not event.case.person.setting_name:
            # Who attends none has no head teacher or lead to be told.
            continue
        if setting is not None and setting.pk in {letter.setting_id for letter in letters}:
            # The institution named and the head of the school attended are one: one letter.
            continue
        letters.append(
            Letter.objects.create(
                case=event.case,
                event=event,
                document=document,
                recipient=recipient.value,
                setting=setting,
                addressee=_addressee(event, process, recipient, setting),
                address=_lines(setting.address, setting.postcode) if setting else "",
            )
        )
    return letters


def _to_family(
    event: CaseEvent, document: Document, *, all_by_post: bool, on: date
) -> list[Letter]:
    """One letter to each holder of the rights; electronically only where that was agreed.

    Where nobody who holds them is on file, or where they live is not, the letter is made for the
    post all the same, without an address: once it is prepared it is among the letters to post, and
    whoever posts it finds out where. Nobody else of the family is written to, since who does not
    hold the rights may not see the case.

    Args:
        on: the day as of which they hold them.
    """
    case = event.case
    rights = rights_of(case, on)
    held = rights.for_(Act.NOTICES)
    addresses = {} if all_by_post else served_at(rights.written_to)
    letters = []
    if rights.reaches_nobody or (held.is_person and case.person.address):
        letters.append(
            Letter.objects.create(
                case=case,
                event=event,
                document=document,
                recipient=Recipient.FAMILY.value,
                to_person=held.is_person,
                addressee=case.person.full_name
                if held.is_person
                else on_record(gettext_noop("Whoever acts for %(name)s"))
                % {"name": case.person.full_name},
                # A postcode alone is no address.
                address=""
                if rights.reaches_nobody
                else _lines(case.person.address, case.person.postcode),
            )
        )
    return letters + [
        Letter.objects.create(
            case=event.case,
            event=event,
            document=document,
            recipient=Recipient.FAMILY.value,
            family_member=member,
            to_person=member.user_id is not None and member.user_id == event.case.person.user_id,
            addressee=member.name,
            # Their own address alone: nothing of another adult's is read here.
            address=_lines(member.address, member.postcode),
            large_print=member.large_print,
            by_post=member.pk not in addresses,
            served_at=addresses.get(member.pk, ""),
        )
        for member in rights.written_to
    ]


def owe_again(document: Document, *, on: date) -> None:
    """Owe a notice to whoever holds the rights now, where nobody to whom it was owed may have it.

    A paper that is prepared already goes by post as it is, since none of it was drawn for them.

    Args:
        on: today.
    """
    has_copies = Block.SUPPORTING_EVIDENCE.value in document.facts.get("blocks", ())
    by_post = has_copies or document.rendered_at is not None
    _to_family(document.event, document, all_by_post=by_post, on=on)


def _lines(address: str, postcode: str) -> str:
    """An address as it stands on an envelope."""
    parts = [line.strip() for line in address.splitlines()]
    return "\n".join(part for part in (*parts, postcode.strip()) if part)


def _setting(event: CaseEvent, process: Process, recipient: Recipient) -> Setting | None:
    if recipient is Recipient.INSTITUTION_NAMED:
        return _version_of(process).placement_setting
    if recipient is Recipient.HEAD_OR_LEAD:
        return event.case.person.setting
    return None


def _addressee(
    event: CaseEvent, process: Process, recipient: Recipient, setting: Setting | None
) -> str:
    if setting is not None:
        return setting.name
    if isinstance(process, Transfer) and recipient is Recipient.NEW_AUTHORITY:
        return process.authority
    match recipient:
        case Recipient.COMMISSIONING_BODY:
            return "The responsible commissioning body"
        case Recipient.SOCIAL_SERVICES:
            return "Social services officers for special educational needs"
    return event.case.person.setting_name
