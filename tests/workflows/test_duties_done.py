"""What does each duty and what ends it, written out again and not derived from the table."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ehc.workflows.duties import DUTIES
from ehc.workflows.events import When

DONE = """
assess.notify_decision | agreed_to_assess, refused_to_assess
assess.notify_refusal | refused_to_assess
advice.s31, advice.code, target.advice | advice_received
issue.notify_refusal, reversed.refuse_to_issue | refused_to_issue
draft.comments, plan.final, reversed.final | plan_finalised
target.decision | agreed_to_issue, refused_to_issue
target.draft | draft_served
consult.answer | setting_answered
mediation.contact | mediation_declined, mediation_requested, mediation_certificate_issued
mediation.certificate_declined, mediation.certificate_not_arranged | mediation_certificate_issued
mediation.certificate | mediation_certificate_issued
mediation.tell_health_bodies | health_bodies_told
mediation.arrange, mediation.arrange_health_only | mediation_arranged, mediation_held
mediation.tell_place | mediation_arranged
mediation.tell_authority | health_agreement_told
appeal.lodge | appeal_lodged
appeal.respond | appeal_answered, unopposed_appeal_notified
cease.earliest |
recommendation.health | recommendation_answered(health)
recommendation.health.copy | answer_copied(health)
recommendation.social_care | recommendation_answered(social_care)
recommendation.social_care.copy | answer_copied(social_care)
*.assess.notify | agreed_to_assess, reassessment_agreed
*.assess.refuse_to_issue | refused_to_issue
*.assess.final, *.make.final | plan_finalised, amended_plan_sent
*.make.draft | draft_served, plan_finalised
*.amend, *.name_setting, *.continue_and_amend | amended_plan_sent, plan_finalised
unopposed.name_setting.with_contents | amended_plan_sent, plan_finalised
order.refer_back, mediation.refer_back | draft_served, plan_finalised, refused_to_issue, \
agreed_to_assess, refused_to_assess
mediation.other | agreement_kept
review.first, review.next, review.after_reassessment, move.review | plan_reviewed, review_decided
review.notice | review_notice_given
review.papers | review_papers_sent
review.report | review_report_sent
review.decision | review_decided, amendments_proposed
review.amendments | amendments_proposed
review.comments | amended_plan_sent, amended_without_review
review.final_from_meeting | amended_plan_sent
review.final | amended_plan_sent, amended_without_review, not_amended_without_review, \
not_amended_after_review, review_decided(maintain)
reassess.decision | reassessment_agreed, notice_sent(refuse_reassessment)
reassess.final | plan_finalised, amended_plan_sent
direct_payment.review | direct_payment_reviewed
move.transfer.on_the_day, move.transfer.once_aware | plan_transferred_in, plan_transferred_out
move.notify | transfer_notified
move.commissioning_body | commissioning_body_told
phase.to_school, phase.to_post_16, phase.post_16_move | amended_plan_sent, plan_finalised, \
not_amended_after_review, review_decided(maintain)
disclosure | plan_disclosed
"""
"""A star stands for what an order, an appeal that is not opposed and an agreement each ask for."""

ENDED = """
reversed.refuse_to_issue | agreed_to_issue | agreed_to_issue, draft_served, plan_finalised |
reversed.refuse_to_issue, reversed.final | refused_to_assess | refused_to_assess | \
agreed_to_assess, refusal_reversed(assess)
reversed.final | refused_to_issue | refused_to_issue | \
agreed_to_issue, draft_served, plan_finalised
*.assess.refuse_to_issue | agreed_to_issue | \
agreed_to_issue, amended_plan_sent, draft_served, plan_finalised |
*.assess.final | refused_to_issue | refused_to_issue | \
agreed_to_issue, amended_plan_sent, draft_served, plan_finalised
review.amendments, review.final_from_meeting | not_amending | \
not_amended_after_review, review_decided(cease, maintain) |
appeal.respond | appeal_decided | tribunal_ordered |
appeal.respond | appeal_withdrawn | appeal_withdrawn |
appeal.respond | appeal_handed_over | appeal_handed_over |
"""
"""The duty, what is said of it, what ends it, and what brings it back."""


def _named(names: str) -> list[str]:
    return [
        name.replace("*", source)
        for name in names.strip().split(", ")
        for source in (("order", "unopposed", "mediation") if "*" in name else ("",))
    ]


def _events(whens: Iterable[When]) -> tuple[str, ...]:
    return tuple(
        sorted(
            f"{one.what}({', '.join(sorted(one.words))})" if one.words else str(one.what)
            for one in whens
        )
    )


def _listed(events: str) -> tuple[str, ...]:
    """The events of a list, whose words in brackets have commas of their own."""
    return tuple(sorted(re.findall(r"[a-z_]+(?:\([a-z_, ]+\))?", events)))


def test_what_does_each_duty() -> None:
    expected = {
        name: _listed(events)
        for names, _, events in (row.partition("|") for row in DONE.strip().splitlines())
        for name in _named(names)
    }
    assert {duty.id: _events(duty.done_by) for duty in DUTIES} == expected


def test_what_ends_each_duty_and_what_brings_it_back() -> None:
    expected = {
        (name, f"not_applicable.{key.strip()}", _listed(by), _listed(unless))
        for names, key, by, unless in (row.split("|") for row in ENDED.strip().splitlines())
        for name in _named(names)
    }
    assert {
        (duty.id, ending.key, _events(ending.by), _events(ending.unless))
        for duty in DUTIES
        for ending in duty.ended_by
    } == expected


def test_how_a_row_counts_where_it_is_not_a_plain_limit() -> None:
    assert {duty.id: duty.nature.value for duty in DUTIES if duty.nature != "limit"} == {
        "draft.comments": "window",
        "review.comments": "window",
        "mediation.contact": "right",
        "appeal.lodge": "right",
        "cease.earliest": "earliest",
    }
    assert [duty.id for duty in DUTIES if duty.from_first] == ["review.first"]
    assert {duty.id: _events(duty.only_after) for duty in DUTIES if duty.only_after} == {
        "review.after_reassessment": ("reassessment_agreed",)
    }
    assert {duty.id: duty.or_later.since_start for duty in DUTIES if duty.or_later} == {
        "appeal.lodge": True,
        "cease.earliest": True,
        "move.review": False,
    }
    assert [duty.id for duty in DUTIES if duty.extension] == ["appeal.lodge", "cease.earliest"]
