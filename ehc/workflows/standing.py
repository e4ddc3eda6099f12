"""Duties that have no date to count to: what must be done, and when.

API: :class:`StandingDuty`, :data:`STANDING_DUTIES`.
"""

from __future__ import annotations

from dataclasses import dataclass

from ehc.workflows.messages import gettext_noop


@dataclass(frozen=True, slots=True)
class StandingDuty:
    """One duty without a limit in days.

    Attributes:
        what: what must be done.
        at: when.
        citation: what it rests on.
    """

    what: str
    at: str
    citation: str


STANDING_DUTIES: tuple[StandingDuty, ...] = (
    StandingDuty(
        gettext_noop(
            "Consult the parent or young person before deciding whether an assessment is needed"
        ),
        gettext_noop("as soon as practicable"),
        ("Children and Families Act 2014, section 36(4); SEND Regulations 2014, regulation 3"),
    ),
    StandingDuty(
        gettext_noop(
            "Tell the persons of regulation 4(2), and the family that it may express "
            "views and submit evidence"
        ),
        gettext_noop("on considering an assessment; no period is given"),
        ("Children and Families Act 2014, section 36(7); SEND Regulations 2014, regulation 4(2)"),
    ),
    StandingDuty(
        gettext_noop(
            "Seek the advice of regulation 6(1), and send each adviser the family's "
            "representations and evidence"
        ),
        gettext_noop("on securing an assessment; no period is given"),
        "SEND Regulations 2014, regulation 6(1) and (3)",
    ),
    StandingDuty(
        gettext_noop(
            "Do not seek again advice that the adviser, the authority and the family find "
            "sufficient"
        ),
        gettext_noop("always; never of the family's own"),
        "SEND Regulations 2014, regulation 6(4)",
    ),
    StandingDuty(
        gettext_noop(
            "Consult the child and the parent or young person, take their views into "
            "account, and disrupt them as little as possible"
        ),
        gettext_noop("throughout the assessment"),
        "SEND Regulations 2014, regulation 7",
    ),
    StandingDuty(
        gettext_noop("Consider, and if necessary provide, information, advice and support"),
        gettext_noop("throughout the assessment"),
        "SEND Regulations 2014, regulation 9",
    ),
    StandingDuty(
        gettext_noop(
            "Take the evidence into account, and consider how best to achieve the outcomes"
        ),
        gettext_noop("in preparing the plan"),
        "SEND Regulations 2014, regulation 11",
    ),
    StandingDuty(
        gettext_noop(
            "Consider whether somebody over 18 needs additional time to complete "
            "education or training"
        ),
        gettext_noop("in deciding"),
        "Children and Families Act 2014, section 36(10)",
    ),
    StandingDuty(
        gettext_noop("Have the health care provision of section G agreed"),
        gettext_noop("before the plan is made"),
        "SEND Regulations 2014, regulation 12(2)",
    ),
    StandingDuty(
        gettext_noop("Name nothing in section I"),
        gettext_noop("in a draft"),
        "Children and Families Act 2014, section 38(5)",
    ),
    StandingDuty(
        gettext_noop(
            "Change a draft only for the family's representations and the placement, or "
            "serve it again"
        ),
        gettext_noop("before the final plan"),
        "SEND Regulations 2014, regulation 14(1)",
    ),
    StandingDuty(
        gettext_noop(
            "Consult the institution requested and any other that is considered, and its authority"
        ),
        gettext_noop("before naming it"),
        (
            "Children and Families Act 2014, section 39(2); Children and Families Act "
            "2014, section 40(3)"
        ),
    ),
    StandingDuty(
        gettext_noop(
            "Secure the provision of section F; the commissioning body arranges that of "
            "section G; the institution named admits"
        ),
        gettext_noop("at once, on the final plan"),
        ("Children and Families Act 2014, section 42; Children and Families Act 2014, section 43"),
    ),
    StandingDuty(
        gettext_noop(
            "Disclose a plan, its advice and its evidence only with consent or as listed, "
            "and keep them safe"
        ),
        gettext_noop("always"),
        "SEND Regulations 2014, regulation 17",
    ),
    StandingDuty(
        gettext_noop("Prepare a personal budget if asked"),
        gettext_noop("while a plan is prepared or maintained"),
        "Children and Families Act 2014, section 49(1)",
    ),
    StandingDuty(
        gettext_noop("Fund no place at a school or post-16 institution by a direct payment"),
        gettext_noop("always"),
        "SEN (Personal Budgets) Regulations 2014, regulation 6(2)",
    ),
    StandingDuty(
        gettext_noop("Reassess on the commissioning body's request"),
        gettext_noop("on the request"),
        "SEND Regulations 2014, regulation 23",
    ),
    StandingDuty(
        gettext_noop(
            "Reassess on the request of the family or the school, unless assessed within "
            "six months or unnecessary"
        ),
        gettext_noop("on the request"),
        "SEND Regulations 2014, regulation 24",
    ),
    StandingDuty(
        gettext_noop("Consider reviewing the plan of a child under five every three to six months"),
        gettext_noop("guidance, and no limit of law"),
        "guidance: SEND Code of Practice 2015, paragraph 9.178",
    ),
    StandingDuty(
        gettext_noop("Amend at another time as if after a review"),
        gettext_noop("whenever amending"),
        "SEND Regulations 2014, regulation 28",
    ),
    StandingDuty(
        gettext_noop("Cease for somebody under 18 only where a plan is no longer necessary"),
        gettext_noop("before deciding to cease"),
        "SEND Regulations 2014, regulation 29",
    ),
    StandingDuty(
        gettext_noop("Review first where somebody of 18 or over has left education"),
        gettext_noop("before deciding to cease"),
        "SEND Regulations 2014, regulation 30",
    ),
    StandingDuty(
        gettext_noop("Inform and consult the family and the head"),
        gettext_noop("before deciding to cease"),
        "SEND Regulations 2014, regulation 31",
    ),
    StandingDuty(
        gettext_noop("Cease at once"),
        gettext_noop("on an order that dismisses an appeal against ceasing"),
        "SEND Regulations 2014, regulation 44(2)(a)",
    ),
    StandingDuty(
        gettext_noop("Continue the plan in its existing form"),
        gettext_noop("on an order to continue"),
        "SEND Regulations 2014, regulation 44(2)(g)",
    ),
    StandingDuty(
        gettext_noop("Let the child stay in the special school"),
        gettext_noop("until ten school days after the notice that no plan is needed"),
        "SEND Regulations 2014, regulation 48",
    ),
    StandingDuty(
        gettext_noop("Tell the adviser that mediation cannot be arranged in time"),
        gettext_noop("as soon as practicable"),
        "SEND Regulations 2014, regulation 39(2)",
    ),
    StandingDuty(
        gettext_noop("Review and maintain the plan of somebody who is released from detention"),
        gettext_noop("as soon as reasonably practicable"),
        "Children and Families Act 2014, section 48",
    ),
    StandingDuty(
        gettext_noop(
            "Receive and date the request of or for somebody who is detained, and hand it "
            "to a named officer"
        ),
        gettext_noop("at once; the ordinary rules do not apply"),
        "Children and Families Act 2014, section 70-75; SI 2015/62",
    ),
    StandingDuty(
        gettext_noop(
            "Forward a request for a child who is not in the area, with consent, tell the "
            "family, and close it as not ours"
        ),
        gettext_noop("on the day"),
        "Children and Families Act 2014, section 24",
    ),
    StandingDuty(
        gettext_noop(
            "Confirm a withdrawal in writing, never presume one from silence, and record "
            "whether section 36(3) still applies"
        ),
        gettext_noop("on a withdrawal"),
        "Children and Families Act 2014, section 36(3)",
    ),
    StandingDuty(
        gettext_noop(
            "Stop every letter, chaser and survey; a named officer releases anything further"
        ),
        gettext_noop("on a death"),
        "the authority's own rule",
    ),
    StandingDuty(
        gettext_noop(
            "Serve electronically only with the family's agreement, at the address agreed"
        ),
        gettext_noop("always"),
        "Education Act 1996, section 572",
    ),
)
"""Every duty without a limit, in the order in which a case meets them."""
