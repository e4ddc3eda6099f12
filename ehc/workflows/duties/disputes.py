"""Mediation, appeals and the Tribunal's recommendations: whose time runs, and how long."""

from __future__ import annotations

from datetime import date

from ehc.workflows.counting import (
    Length,
    days,
    months,
    tribunal_days,
    weeks,
    weeks_beginning_with,
    working_days,
    working_days_before,
)
from ehc.workflows.duties._duty import (
    IN_FORCE,
    REGULATION,
    SECTION,
    Duty,
    DutyKind,
    Ending,
    Extension,
    Later,
    Nature,
)
from ehc.workflows.events import EventKind, When, when
from ehc.workflows.messages import gettext_noop
from ehc.workflows.steps import ProcessKind

_HESC = "https://www.legislation.gov.uk/uksi/2008/2699/article/"
_RECOMMENDATIONS = "https://www.legislation.gov.uk/uksi/2017/1306/regulation/"
_RECOMMENDATIONS_IN_FORCE = date(2018, 4, 3)
_CERTIFICATE = Later(
    starts=(when(EventKind.MEDIATION_CERTIFICATE_ISSUED),),
    length=months(1),
    sentence="appeal.lodge.certificate",
)


def _mediation(
    id: str,
    title: str,
    *,
    starts: tuple[When, ...],
    length: Length,
    done_by: tuple[EventKind, ...],
    regulation: str,
) -> Duty:
    """A duty between asking for mediation and its certificate, or its agreement."""
    several = "s" if " and " in regulation else ""
    number = regulation.split()[0].split("(")[0]
    return Duty(
        id=f"mediation.{id}",
        process=ProcessKind.DISPUTE,
        title=title,
        starts=starts,
        length=length,
        done_by=tuple(when(what) for what in done_by),
        kind=DutyKind.STATUTE,
        citation=f"SEND Regulations 2014, regulation{several} {regulation}",
        url=f"{REGULATION}{number}",
        effective_from=IN_FORCE,
    )


def _recommendation(field: str, title: str, regulation: str) -> tuple[Duty, Duty]:
    """The answer to a recommendation, and its copy to the Secretary of State."""
    number = regulation.split("(")[0]

    def row(id: str, title: str, starts: When, length: Length, done_by: When) -> Duty:
        return Duty(
            id=id,
            process=ProcessKind.DISPUTE,
            title=title,
            starts=(starts,),
            length=length,
            done_by=(done_by,),
            kind=DutyKind.STATUTE,
            citation=(
                "SEND (First-tier Tribunal Recommendations Power) Regulations 2017, "
                f"regulation {regulation}"
            ),
            url=f"{_RECOMMENDATIONS}{number}",
            effective_from=_RECOMMENDATIONS_IN_FORCE,
        )

    made = when(EventKind.RECOMMENDATION_MADE, field)
    answered = when(EventKind.RECOMMENDATION_ANSWERED, field)
    copied = when(EventKind.ANSWER_COPIED, field)
    copy = gettext_noop("Send a copy of the answer to the Secretary of State")
    return (
        row(f"recommendation.{field}", title, made, weeks_beginning_with(5), answered),
        row(f"recommendation.{field}.copy", copy, answered, weeks_beginning_with(1), copied),
    )


DISPUTE_DUTIES: tuple[Duty, ...] = (
    Duty(
        id="mediation.contact",
        process=ProcessKind.DISPUTE,
        title=gettext_noop("The family's time to contact a mediation adviser"),
        starts=(when(EventKind.NOTICE_SENT),),
        length=months(2),
        done_by=(
            when(EventKind.MEDIATION_DECLINED),
            when(EventKind.MEDIATION_REQUESTED),
            when(EventKind.MEDIATION_CERTIFICATE_ISSUED),
        ),
        kind=DutyKind.STATUTE,
        citation="SEND Regulations 2014, regulation 33",
        url=f"{REGULATION}33",
        effective_from=IN_FORCE,
        nature=Nature.RIGHT,
        has_aim=False,
        once_over="state.contact_over",
    ),
    _mediation(
        "certificate_declined",
        gettext_noop("The adviser's certificate where mediation is declined"),
        starts=(when(EventKind.MEDIATION_DECLINED),),
        length=working_days(3),
        done_by=(EventKind.MEDIATION_CERTIFICATE_ISSUED,),
        regulation="34",
    ),
    _mediation(
        "tell_health_bodies",
        gettext_noop("Tell each commissioning body of the health issues"),
        starts=(when(EventKind.MEDIATION_REQUESTED, "health", "both"),),
        length=working_days(3),
        done_by=(EventKind.HEALTH_BODIES_TOLD,),
        regulation="35(2)",
    ),
    _mediation(
        "arrange",
        gettext_noop("Arrange mediation"),
        starts=(when(EventKind.MEDIATION_REQUESTED, "education", "both"),),
        length=days(30),
        done_by=(EventKind.MEDIATION_ARRANGED, EventKind.MEDIATION_HELD),
        # Regulation 35 (section 53) covers every mediation that includes health care: where that
        # is not all, the authority arranges it between itself, the body and the family (section
        # 53(4)). Regulation 36 (section 54) covers a mediation with no health care in it.
        regulation="35 and 36",
    ),
    _mediation(
        "arrange_health_only",
        gettext_noop("The commissioning body arranges mediation about health care alone"),
        starts=(when(EventKind.HEALTH_BODIES_TOLD, "health"),),
        length=days(30),
        done_by=(EventKind.MEDIATION_ARRANGED, EventKind.MEDIATION_HELD),
        regulation="35",
    ),
    _mediation(
        "tell_place",
        gettext_noop("Tell the family the date and place of the mediation"),
        starts=(when(EventKind.MEDIATION_ARRANGED), when(EventKind.MEDIATION_HELD)),
        length=working_days_before(5),
        done_by=(EventKind.MEDIATION_ARRANGED,),
        regulation="37(2)",
    ),
    _mediation(
        "certificate_not_arranged",
        gettext_noop("The adviser's certificate where mediation could not be arranged"),
        starts=(when(EventKind.MEDIATION_NOT_ARRANGED),),
        length=working_days(3),
        done_by=(EventKind.MEDIATION_CERTIFICATE_ISSUED,),
        regulation="39(2)-(3)",
    ),
    _mediation(
        "certificate",
        gettext_noop("The adviser's certificate after mediation"),
        starts=(when(EventKind.MEDIATION_HELD),),
        length=working_days(3),
        done_by=(EventKind.MEDIATION_CERTIFICATE_ISSUED,),
        regulation="39(1)",
    ),
    _mediation(
        "tell_authority",
        gettext_noop(
            "The commissioning body tells the authority of an agreement that it made alone"
        ),
        starts=(when(EventKind.HEALTH_AGREEMENT_REACHED),),
        length=weeks(1),
        done_by=(EventKind.HEALTH_AGREEMENT_TOLD,),
        regulation="42(4)",
    ),
    Duty(
        id="appeal.lodge",
        process=ProcessKind.DISPUTE,
        title=gettext_noop("The family's time to appeal"),
        starts=(when(EventKind.NOTICE_SENT),),
        length=months(2),
        done_by=(when(EventKind.APPEAL_LODGED),),
        kind=DutyKind.STATUTE,
        citation="HESC Rules 2008 (SI 2008/2699), rules 12 and 20(1)(c)",
        url=f"{_HESC}20",
        effective_from=IN_FORCE,
        nature=Nature.RIGHT,
        has_aim=False,
        or_later=_CERTIFICATE,
        extension=Extension.HESC_12,
        always_told=True,
    ),
    Duty(
        id="appeal.respond",
        process=ProcessKind.DISPUTE,
        title=gettext_noop("Answer the appeal"),
        starts=(when(EventKind.APPEAL_SENT_TO_US),),
        length=tribunal_days(30),
        done_by=(when(EventKind.APPEAL_ANSWERED), when(EventKind.UNOPPOSED_APPEAL_NOTIFIED)),
        ended_by=(
            Ending((when(EventKind.TRIBUNAL_ORDERED),), "not_applicable.appeal_decided"),
            Ending((when(EventKind.APPEAL_WITHDRAWN),), "not_applicable.appeal_withdrawn"),
            Ending((when(EventKind.APPEAL_HANDED_OVER),), "not_applicable.appeal_handed_over"),
        ),
        kind=DutyKind.STATUTE,
        citation="HESC Rules 2008 (SI 2008/2699), rules 12(3)(b) and 21",
        url=f"{_HESC}21",
        effective_from=IN_FORCE,
    ),
    Duty(
        id="cease.earliest",
        process=ProcessKind.DISPUTE,
        title=gettext_noop("The first day on which the plan may cease"),
        starts=(when(EventKind.NOTICE_SENT, "cease"), when(EventKind.CEASE_DECIDED)),
        length=months(2),
        kind=DutyKind.STATUTE,
        citation="Children and Families Act 2014, section 45(4); SEND Regulations 2014, "
        "regulation 31",
        url=f"{SECTION}45",
        effective_from=IN_FORCE,
        nature=Nature.EARLIEST,
        has_aim=False,
        or_later=Later(
            starts=_CERTIFICATE.starts,
            length=_CERTIFICATE.length,
            sentence="cease.earliest.certificate",
        ),
        extension=Extension.HESC_12,
    ),
    *_recommendation(
        "health", gettext_noop("The commissioning body answers a health recommendation"), "6(3)"
    ),
    *_recommendation("social_care", gettext_noop("Answer a social care recommendation"), "7(1)"),
)
"""Every duty of a dispute, but what an order asks for (:mod:`ehc.workflows.duties.orders`)."""
