"""Taking a case part of the way, through the actions, for tests that begin there."""

from __future__ import annotations

from datetime import date
from typing import Any

from ehc.actions import (
    advice_requests,
    assessments,
    cases,
    contributions,
    correspondence,
    placement,
    plan_writing,
    plans,
    posting,
)
from ehc.actions._projections import once_at_the_end
from ehc.actions.contributions import AdviceContent
from ehc.models import (
    AdviceRequest,
    Assessment,
    Case,
    Document,
    Letter,
    Need,
    OutboxItem,
    Outcome,
    PlanVersion,
    Provision,
    Service,
    User,
)
from ehc.workflows.notices import SENDS_A_PLAN
from ehc.workflows.roles import Role
from tests import factories
from tests.factories import instant

GOOD_ADVICE = AdviceContent(
    author_name="Dr Samira Khan",
    author_role="Educational psychologist",
    seen_on="Tuesday 17 February 2026, in class",
    strengths="Amara remembers stories in detail and is kind to younger children.",
    needs=(
        {
            "area": "communication_and_interaction",
            "text": "Amara follows one instruction at a time.",
        },
    ),
    outcomes=("By July 2028 Amara follows three instructions in a row.",),
    provisions=(
        {
            "what": "A language programme written by a speech and language therapist",
            "who": "A teaching assistant trained by the therapist",
            "how_often": "Three times a week in term time",
            "how_long": "30 minutes",
            "group_size": "1:1",
            "where": "A quiet room at school",
        },
    ),
)


@once_at_the_end()
def allocated(priya: User, on: date, **changes: Any) -> Assessment:
    """Asked for and allocated on the same day."""
    assessment = factories.requested(on, **changes)
    cases.take_case(assessment.case, by=priya, on=on, at=instant(on))
    return Assessment.objects.get(pk=assessment.pk)


@once_at_the_end()
def assessing(priya: User, on: date, **changes: Any) -> Assessment:
    """Agreed to assess on the day after the request."""
    day = factories.later(on, days=1)
    return assessments.agree_to_assess(
        allocated(priya, on, **changes),
        by=priya,
        on=day,
        at=instant(day),
        reason="The test is met.",
    )


def advice_sought(priya: User, on: date, assessment: Assessment) -> AdviceRequest:
    """An educational psychologist asked on a day."""
    ep = User.objects.filter(email="samira.khan@kent.example").first() or factories.staff(
        "Samira Khan", Role.EDUCATIONAL_PSYCHOLOGIST
    )
    return advice_requests.seek_advice(
        assessment,
        kind="psychological",
        service=factories.ServiceFactory(),
        professional=ep,
        by=priya,
        on=on,
        at=instant(on),
    )


def others_asked(priya: User, on: date, assessment: Assessment) -> None:
    """Whoever else regulation 6(1) names asked on a day; nobody has answered."""
    others = Service.objects.filter(name="Others").first() or factories.ServiceFactory(
        name="Others", advice_kind="other"
    )
    for kind in ("educational", "medical", "social_care"):
        advice_requests.seek_advice(
            assessment, kind=kind, service=others, by=priya, on=on, at=instant(on)
        )


@once_at_the_end()
def everybody_asked(priya: User, on: date, **changes: Any) -> Assessment:
    """Agreed to assess, and everybody asked whom regulation 6(1) names."""
    assessment = assessing(priya, on, **changes)
    day = factories.later(on, days=2)
    advice_sought(priya, day, assessment)
    others_asked(priya, day, assessment)
    return assessment


@once_at_the_end()
def planning(priya: User, on: date, **changes: Any) -> Assessment:
    """Advice given and accepted, and decided to issue a plan, in the sixth week."""
    assessment = assessing(priya, on, **changes)
    asked = advice_sought(priya, factories.later(on, days=2), assessment)
    others_asked(priya, factories.later(on, days=2), assessment)
    sent_on = factories.later(on, weeks=5)
    ep = asked.professional
    assert ep is not None
    contributions.submit_advice(asked, GOOD_ADVICE, by=ep, on=sent_on, at=instant(sent_on))
    contributions.accept_advice(asked, by=priya, on=sent_on, at=instant(sent_on))
    day = factories.later(on, weeks=6)
    return assessments.agree_to_issue(
        assessment, by=priya, on=day, at=instant(day), reason="A plan is necessary."
    )


@once_at_the_end()
def written(priya: User, on: date, **changes: Any) -> PlanVersion:
    """A whole plan, written in the seventh week and not yet served."""
    assessment = planning(priya, on, **changes)
    return plan_written(priya, assessment, factories.later(on, weeks=7))


@once_at_the_end()
def served_at_once(priya: User, assessment: Assessment, day: date) -> PlanVersion:
    """Every step from the request to a served draft, on the day of the request itself."""
    who: dict[str, Any] = {"by": priya, "on": day, "at": instant(day)}
    if assessment.case.caseworker is None:
        cases.take_case(assessment.case, **who)
    assessment = Assessment.objects.get(pk=assessment.pk)
    assessment = assessments.agree_to_assess(assessment, reason="The test is met.", **who)
    asked = advice_sought(priya, day, assessment)
    others_asked(priya, day, assessment)
    assert asked.professional is not None
    contributions.submit_advice(asked, GOOD_ADVICE, by=asked.professional, on=day, at=instant(day))
    contributions.accept_advice(asked, **who)
    assessment = assessments.agree_to_issue(assessment, reason="A plan is necessary.", **who)
    return plans.serve_draft(plan_written(priya, assessment, day), **who)


def plan_written(priya: User, assessment: Assessment, day: date) -> PlanVersion:
    """A whole plan, written on a day."""
    who: dict[str, Any] = {"by": priya, "on": day, "at": instant(day)}
    version = plans.begin_plan(assessment, **who)
    texts = {
        "history": "Amara lives with her mother and goes to Oakfield Primary School.",
        "communication": "Speak to Amara one sentence at a time.",
        "views_child": "I like drawing.",
        "views_parents": "I hope that Amara can say what she needs.",
        "aspirations": "Amara would like to be an illustrator.",
        "how_views_gathered": "Talking and drawing with Amara at school, by her teacher.",
        "strengths_communication_and_interaction": "Amara remembers stories.",
        "health_none_reason": "None identified: the paediatrician found no health need.",
        "social_care_none_reason": "None identified: the family is not known to social care.",
        "personal_budget": "None was asked for.",
    }
    for key, text in texts.items():
        plan_writing.write_text(version, key, text, **who)
    need = plan_writing.write_row(
        version,
        Need,
        {
            "section": "B",
            "area": "communication_and_interaction",
            "text": "Amara follows one instruction at a time.",
        },
        **who,
    )
    outcome = plan_writing.write_row(
        version,
        Outcome,
        {
            "text": "By July 2028 Amara follows three instructions in a row in class.",
            "by": "July 2028",
            "steps": "By July 2027 she follows two.",
            "monitoring": "Her teacher, each term.",
            "aspiration": "Amara would like to be an illustrator.",
        },
        **who,
    )
    (recommendation,) = (
        AdviceRequest.objects.get(assessment=assessment, kind="psychological")
        .versions.get()
        .recommendations.all()
    )
    plan_writing.write_row(
        version,
        Provision,
        {
            "section": "F",
            "what": "A language programme written by a speech and language therapist",
            "who": "A teaching assistant trained by the therapist",
            "how_often": "Three times a week in term time",
            "how_long": "30 minutes",
            "group_size": "1:1",
            "where": "A quiet room at school",
            "period": "From the date of this plan until July 2028",
            "review": "The therapist, each term",
        },
        needs=[need.key],
        outcomes=[outcome.key],
        sources=[recommendation],
        **who,
    )
    return version


@once_at_the_end()
def served(priya: User, on: date, **changes: Any) -> PlanVersion:
    """A draft served in the eighth week."""
    version = written(priya, on, **changes)
    day = factories.later(on, weeks=8)
    return plans.serve_draft(version, by=priya, on=day, at=instant(day))


@once_at_the_end()
def issued(priya: User, on: date, *, issued_on: date, **changes: Any) -> PlanVersion:
    """A final plan, sent on a day after the draft's window."""
    return finished(priya, served(priya, on, **changes), on=issued_on)


@once_at_the_end()
def finished(priya: User, draft: PlanVersion, *, on: date, is_posted: bool = True) -> PlanVersion:
    """A served draft whose setting is consulted and named, sent as a final plan on a day.

    Args:
        is_posted: whether its letters go on that day; otherwise they wait.
    """
    who: dict[str, Any] = {"by": priya, "on": on, "at": instant(on)}
    school = factories.SettingFactory()
    asked = placement.consult_setting(draft, school, asked_for_by_family=True, **who)
    placement.record_setting_response(asked, answer="can_meet", reasons="", **who)
    final = plans.revise(draft, **who)
    plans.name_setting(final, setting=school, type="Mainstream school", **who)
    final = plans.finalise_plan(final, signed_by="Priya Nair", **who)
    if is_posted:
        plan_posted(priya, final.plan.case, on)
    return final


def plan_posted(priya: User, case: Case, on: date) -> None:
    """The letters of the plan that was sent last, posted on a day to whoever has them by post."""
    event = case.events.filter(step__in=SENDS_A_PLAN).latest("number")
    letters = Letter.objects.filter(event=event)
    posting.post_letters(case, letters, by=priya, on=on, at=instant(on))


def prepared(notice: Document, on: date) -> None:
    """A notice prepared on a day: what is not posted is sent."""
    item = OutboxItem.objects.get(document=notice)
    correspondence.document_rendered(item, b"a paper", file_name="a.pdf", on=on, at=instant(on))


def posted(priya: User, notice: Document, on: date) -> None:
    """A notice prepared and sent on a day, by whichever way it goes."""
    prepared(notice, on)
    posting.post_letters(
        notice.case, Letter.objects.filter(document=notice), by=priya, on=on, at=instant(on)
    )
