"""One sentence for staff per finding, as plain message ids: translated by whoever shows them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType

from ehc.plan_checks.finding import Finding, Param

SENTENCES: Mapping[str, str] = MappingProxyType(
    {
        # The golden thread
        "need_unmet": "%(row)s has no provision in Section F. Add or link the provision for it.",
        "health_need_unmet": (
            "%(row)s is not met in Section G or H. Link the provision, or say why none is needed."
        ),
        "social_care_need_unmet": (
            "%(row)s is not met in Section G or H. Link the provision, or say why none is needed."
        ),
        "provision_without_need": "%(row)s is not linked to a need. Link the need that it meets.",
        "provision_without_outcome": (
            "%(row)s is not linked to an outcome. Link the outcome that it works towards."
        ),
        "outcome_without_provision": (
            "No provision works towards %(row)s. Link the provision, or take the outcome out."
        ),
        "outcome_without_aspiration": (
            "%(row)s serves no aspiration. Say which hope of the child or parents it serves."
        ),
        # Specific provision
        "provision_without_what": "%(row)s does not say what will be provided.",
        "provision_without_who": (
            "%(row)s does not say who provides it. Give a role, and the training it needs."
        ),
        "provision_without_how_often": (
            "%(row)s does not say how often. Give a number and a period."
        ),
        "provision_without_how_long": "%(row)s does not say how long each time. Give the minutes.",
        "vague_term": "%(row)s says “%(words)s”. %(reason)s",
        # Recommendations
        "recommendation_dropped": (
            "%(author)s recommended “%(text)s”. Use it in the plan, or say why not."
        ),
        # Outcomes
        "outcome_is_a_service": (
            "%(row)s says “%(words)s”, which is a service. Say what the person will be able to do."
        ),
        # Statute
        "section_a_missing": (
            "Section A is empty. Write the views, interests and aspirations of the child and the "
            "parents, or of the young person."
        ),
        "section_b_missing": "Section B is empty. Add the special educational needs.",
        "section_c_missing": (
            "Section C is empty. Add the health needs, or say that none were identified."
        ),
        "section_d_missing": (
            "Section D is empty. Add the social care needs, or say that none were identified."
        ),
        "section_e_missing": "Section E is empty. Add the outcomes.",
        "section_f_missing": "Section F is empty. Add the special educational provision.",
        "section_g_blank": (
            "Section G is empty although Section C holds a need. Add the provision, or say why "
            "there is none. This does not stop the plan."
        ),
        "section_h_blank": (
            "Section H is empty although Section D holds a need. Add the provision, or say why "
            "there is none. This does not stop the plan."
        ),
        "placement_in_draft": (
            "Section I must be empty in a draft. Take out the name and type of setting."
        ),
        "placement_missing": (
            "Section I is empty. Name the setting and its type, or the type, or record the "
            "decision under section 61."
        ),
        "placement_without_type": "Section I names %(name)s without its type. Add the type.",
        "section_h1_of_an_adult": ("%(row)s is in H1, which is for those under 18. Move it to H2."),
        "adulthood_missing": (
            "No provision prepares for adulthood. From Year 9 add it in F, G and H, and link it "
            "to an outcome with its strand."
        ),
        "adulthood_not_in_section": (
            "No provision in Section %(section)s prepares for adulthood. Add it, or say why none "
            "is needed."
        ),
        "no_advice": "Section K lists no advice that was obtained. List and attach it.",
        "advice_not_obtained": (
            "The advice asked of %(author)s on %(on)s has not come in. List it with the dates on "
            "which it was chased. This does not stop the plan."
        ),
        "advice_not_listed": (
            "A recommendation comes from advice %(advice)s, which Section K does not list. List "
            "and attach it."
        ),
        "health_not_agreed": (
            "The commissioning body has not agreed %(row)s. It is left out of Section G: record "
            "the reasons and take it higher. This does not stop the plan."
        ),
        "personal_budget_not_said": (
            "Section J does not say whether a personal budget was asked for. Say so."
        ),
        "not_signed": "The final plan is not signed. Give the name of the responsible officer.",
        # The right child
        "another_child_named": (
            "“%(words)s” is another child's name. Take out what is not about this person."
        ),
        "another_first_name": (
            "“%(words)s” is another child's first name. Take it out, or say who it is."
        ),
        "another_pronoun": (
            "“%(words)s” is not this person's pronoun. Change it, or say whom it means."
        ),
        "another_school": (
            "“%(words)s” is not this person's setting. Change it, or say why it is named."
        ),
        "placeholder": "“%(words)s” is still to be filled in.",
        "copied_text": (
            "This stands word for word in the plan of %(reference)s. Write what is true of this "
            "person."
        ),
        # Dates and ages
        "requested_too_early": (
            "The request (%(later)s) is dated before the birth (%(earlier)s). Correct one."
        ),
        "served_too_early": (
            "The draft (%(later)s) is dated before the request (%(earlier)s). Correct one."
        ),
        "finalised_too_early": (
            "The final plan (%(later)s) is dated before the step that comes first "
            "(%(earlier)s). Correct one."
        ),
        "too_little_time_to_comment": (
            "Comments close on %(closes)s. The family has until %(least)s at least."
        ),
        "finalised_before_comments_closed": (
            "The plan is finalised on %(finalised)s, and comments close on %(closes)s. Say how "
            "the family answered before that day."
        ),
        "person_too_old": "The person was %(age)s at the request. Correct the date of birth.",
        "year_group_unlikely": (
            "The year group is %(group)s, and at this age usually %(usual)s. Correct it, or say "
            "why it is right."
        ),
        "advice_before_request": (
            "The advice of %(author)s is dated %(received)s, before it was asked for on "
            "%(requested)s. Correct it, or say that existing advice was accepted."
        ),
        "advice_after_plan": (
            "The advice of %(author)s is dated %(received)s, after the plan of %(plan)s. "
            "Correct it."
        ),
        "outcome_date_past": "%(row)s is to be reached by “%(words)s”, which has passed.",
        # Plain language
        "long_sentence": (
            "This sentence has %(count)s words. Split it: no more than %(most)s words."
        ),
        "unexplained_abbreviation": "“%(words)s” is not explained. Write it in full once.",
        # Local policy
        "strategy_outcome_missing": (
            "%(row)s belongs to none of the strategy's seven outcomes. Choose one. (Local "
            "policy, not law.)"
        ),
    }
)
"""Message id by key, in ``%``-format with named parameters."""


def _plain(value: Param) -> str:
    if isinstance(value, date):
        return f"{value:%A} {value.day} {value:%B %Y}"
    return str(value)


def sentence(
    finding: Finding,
    *,
    translate: Callable[[str], str] = str,
    show: Callable[[Param], str] = _plain,
) -> str:
    """Say a finding in one sentence or two.

    Args:
        finding: what was found.
        translate: turns a message id into the reader's language; English if left out. It is
            given the parameter ``reason`` of a vague term too.
        show: writes one parameter; dates like "Monday 25 May 2026" if left out.
    """
    params = {
        name: translate(value) if name == "reason" and isinstance(value, str) else show(value)
        for name, value in finding.params.items()
    }
    return translate(SENTENCES[finding.message]) % params
