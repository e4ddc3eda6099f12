"""What the authority must do after an order, an appeal that it does not oppose, or an agreement.

Three sources, one list of acts. Regulation 42(2) gives an agreement reached in mediation the
limits of regulation 44 "as if it were an order"; regulation 45 has its own clock, from the day on
which the authority told the Tribunal that it will not oppose. Which exemption reaches which row
is written out, because the three differ.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from ehc.workflows.counting import Length, weeks
from ehc.workflows.duties._duty import IN_FORCE, REGULATION, Duty, DutyKind, Ending
from ehc.workflows.events import EventKind, When, when
from ehc.workflows.exemptions import Relief
from ehc.workflows.messages import gettext_noop
from ehc.workflows.reliefs import REG_44_3, REG_45_7
from ehc.workflows.steps import ProcessKind

_REG_45_IN_FORCE = date(2015, 3, 23)
"""Regulation 45 as it stands was put in by SI 2015/359."""

_YES = (
    when(EventKind.AGREED_TO_ISSUE),
    when(EventKind.DRAFT_SERVED),
    when(EventKind.PLAN_FINALISED),
    when(EventKind.AMENDED_PLAN_SENT),
)
_FINAL = (when(EventKind.PLAN_FINALISED), when(EventKind.AMENDED_PLAN_SENT))
_REFUSED_TO_ISSUE = when(EventKind.REFUSED_TO_ISSUE)
_AMENDED = (when(EventKind.AMENDED_PLAN_SENT), when(EventKind.PLAN_FINALISED))


@dataclass(frozen=True, slots=True)
class _Act:
    """One thing to be done, whatever asked for it.

    Attributes:
        id: its name after ``order.``.
        title: what is to be done.
        length: how long.
        done_by, ended_by: as on :class:`Duty`.
        order: the order that asks for it; in ``words`` those of the other sources too.
        paragraphs: of regulation 44, and of regulation 45 if it has one.
        exempt: whether regulation 44(3) reaches it, and whether regulation 45(7) does.
    """

    id: str
    title: str
    length: Length
    done_by: tuple[When, ...]
    words: tuple[str, ...]
    paragraphs: tuple[str, str]
    exempt: tuple[bool, bool] = (False, False)
    ended_by: tuple[Ending, ...] = ()


_ACTS = (
    _Act(
        "assess.notify",
        gettext_noop("Tell the family that there will be an assessment"),
        weeks(2),
        (when(EventKind.AGREED_TO_ASSESS), when(EventKind.REASSESSMENT_AGREED)),
        ("assess", "reassess"),
        ("44(2)(b)", "45(3)"),
        exempt=(True, True),
    ),
    _Act(
        "assess.refuse_to_issue",
        gettext_noop("Tell the family of a decision not to issue a plan"),
        weeks(10),
        (_REFUSED_TO_ISSUE,),
        ("assess", "reassess"),
        ("44(2)(b)(i)", "45(3A)(a)"),
        exempt=(True, False),
        ended_by=(Ending(_YES, "not_applicable.agreed_to_issue"),),
    ),
    _Act(
        "assess.final",
        gettext_noop("Send the final plan"),
        weeks(14),
        _FINAL,
        ("assess", "reassess"),
        ("44(2)(b)(ii)", "45(3A)(b)"),
        exempt=(True, False),
        ended_by=(Ending((_REFUSED_TO_ISSUE,), "not_applicable.refused_to_issue", unless=_YES),),
    ),
    _Act(
        "make.draft",
        gettext_noop("Send the draft plan"),
        weeks(5),
        (when(EventKind.DRAFT_SERVED), when(EventKind.PLAN_FINALISED)),
        ("make_and_maintain",),
        ("44(2)(c)(i)", "45(6)(a)"),
        exempt=(True, True),
    ),
    _Act(
        "make.final",
        gettext_noop("Send the final plan"),
        weeks(11),
        _FINAL,
        ("make_and_maintain",),
        ("44(2)(c)(ii)", "45(6)(b)"),
        exempt=(True, True),
    ),
    _Act(
        "refer_back",
        gettext_noop("Reconsider, and send a draft plan or give notice"),
        weeks(2),
        (
            when(EventKind.DRAFT_SERVED),
            when(EventKind.PLAN_FINALISED),
            _REFUSED_TO_ISSUE,
            when(EventKind.AGREED_TO_ASSESS),
            when(EventKind.REFUSED_TO_ASSESS),
        ),
        ("refer_back",),
        ("44(2)(d)", ""),
    ),
    _Act(
        "amend",
        gettext_noop("Send the amended plan"),
        weeks(5),
        _AMENDED,
        ("amend_provision", "contents"),
        ("44(2)(e)", "45(4)"),
    ),
    _Act(
        "name_setting",
        gettext_noop("Send the plan with the setting, or the type of setting, amended"),
        weeks(2),
        _AMENDED,
        ("name_setting", "setting_only"),
        ("44(2)(f)", "45(5)"),
    ),
    _Act(
        "continue_and_amend",
        gettext_noop("Continue the plan and send it amended"),
        weeks(5),
        _AMENDED,
        ("continue_and_amend", "cease"),
        ("44(2)(h)", "45(6A)"),
    ),
)


def _row(
    source: str,
    by: EventKind,
    act: _Act,
    *,
    citation: str,
    regulation: str,
    relief: Relief | None,
    effective_from: date = IN_FORCE,
) -> Duty:
    return Duty(
        id=f"{source}.{act.id}",
        process=ProcessKind.DISPUTE,
        title=act.title,
        starts=(when(by, *act.words),),
        length=act.length,
        done_by=act.done_by,
        ended_by=act.ended_by,
        kind=DutyKind.STATUTE,
        citation=citation,
        url=f"{REGULATION}{regulation}",
        effective_from=effective_from,
        sentence=f"order.{act.id}",
        relief=relief,
    )


_UNOPPOSED = tuple(
    _row(
        "unopposed",
        EventKind.UNOPPOSED_APPEAL_NOTIFIED,
        act,
        citation=f"SEND Regulations 2014, regulation {act.paragraphs[1]}",
        regulation="45",
        relief=REG_45_7 if act.exempt[1] else None,
        effective_from=_REG_45_IN_FORCE,
    )
    for act in _ACTS
    if act.paragraphs[1]
)

_SETTING = next(duty for duty in _UNOPPOSED if duty.id == "unopposed.name_setting")

ORDER_DUTIES: tuple[Duty, ...] = (
    *(
        _row(
            "order",
            EventKind.TRIBUNAL_ORDERED,
            act,
            citation=f"SEND Regulations 2014, regulation {act.paragraphs[0]}",
            regulation="44",
            relief=REG_44_3 if act.exempt[0] else None,
        )
        for act in _ACTS
    ),
    *_UNOPPOSED,
    # Two weeks are for an appeal about the setting alone. Which row counts is for the facts to say.
    replace(
        _SETTING,
        id="unopposed.name_setting.with_contents",
        name=_SETTING.id,
        title=gettext_noop(
            "Send the plan with the setting amended, where the contents were appealed about too"
        ),
        length=weeks(5),
        citation="SEND Regulations 2014, regulation 45(4)-(5)",
    ),
    *(
        _row(
            "mediation",
            EventKind.MEDIATION_AGREED,
            act,
            citation=f"SEND Regulations 2014, regulations 42(2) and {act.paragraphs[0]}",
            regulation="42",
            relief=REG_44_3 if act.exempt[0] else None,
        )
        for act in _ACTS
    ),
    Duty(
        id="mediation.other",
        process=ProcessKind.DISPUTE,
        title=gettext_noop("Do what was agreed in mediation and cannot be appealed about"),
        starts=(when(EventKind.MEDIATION_AGREED, "other"),),
        length=weeks(2),
        done_by=(when(EventKind.AGREEMENT_KEPT),),
        kind=DutyKind.STATUTE,
        citation="SEND Regulations 2014, regulation 42(3)",
        url=f"{REGULATION}42",
        effective_from=IN_FORCE,
        # What cannot be appealed about was agreed with this authority, which keeps it.
        stays_here=True,
    ),
)
"""Every limit of regulations 42, 44 and 45. An order to continue the plan as it is, or that
dismisses an appeal against ceasing, has no limit: it is done at once
(:mod:`ehc.workflows.standing`)."""
