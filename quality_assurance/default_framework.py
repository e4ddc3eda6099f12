"""The default framework, 2026.1: what reviewers are asked of an EHC plan."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from quality_assurance.framework import (
    AppliesWhen,
    Boundary,
    Criterion,
    Framework,
    FrameworkSection,
    Gate,
    Grade,
    Level,
)

_SECTIONS = (
    FrameworkSection("A", "Views, interests and aspirations", 10, (
        Criterion(
            "A1", "The child's own views are recorded, and how they were gathered is stated.",
            "Met if the words are the child's own or are reported as such, with by whom and how."),
        Criterion(
            "A2", "The history covers health, play, school, independence and friendships.",
            "Met if all five are there. Partly if one or two are missing."),
        Criterion(
            "A3", "There are short- and long-term aspirations, with employment or further study "
            "where practical.",
            "Met if both are there and belong to this person, not to any child."),
        Criterion(
            "A4", "It is clear how to communicate with the child.",
            "Met if somebody who has never met the child would know how to begin."),
        Criterion(
            "A5", "The views visibly shape the outcomes; both views are kept where child and "
            "parent differ.",
            "Follow two views into Section E. Met if both can be found there."),
    )),
    FrameworkSection("B", "Special educational needs", 20, (
        Criterion(
            "B1", "Strengths are described in each area of need.",
            "Met if each of the four areas opens with what the person can do."),
        Criterion(
            "B2", "Current attainment and functioning are described.",
            "Met if levels are recent, dated and explained in plain words."),
        Criterion(
            "B3", "Every need in the advice is here.",
            "Read the needs of each advice in Section K and look for each of them in B."),
        Criterion(
            "B4", "Each need is distinct and clear.",
            "Met if no row holds several needs and no need is told twice."),
        Criterion(
            "B5", "Each need is matched to provision in F.",
            "Met if every need in B is linked to provision that answers it."),
        Criterion(
            "B6", "Needs are described by how they show, not by diagnosis alone.",
            "Met if a teacher could recognise each need in the classroom."),
    )),
    FrameworkSection("C", "Health care needs", 7, (
        Criterion(
            "C1", "Health needs are stated, or “none”.",
            "Not met if the section is blank."),
        Criterion(
            "C2", "Each health need relates to the special educational needs and is matched in G.",
            "Met if each says how it bears on learning and is linked to provision in G.",
            AppliesWhen.HEALTH_NEEDS),
    )),
    FrameworkSection("D", "Social care needs", 7, (
        Criterion(
            "D1", "Social care needs are stated, or “none”.",
            "Not met if the section is blank."),
        Criterion(
            "D2", "Each social care need is matched in H1 or H2.",
            "Met if each is linked to provision in H1 or H2.",
            AppliesWhen.SOCIAL_CARE_NEEDS),
    )),
    FrameworkSection("E", "Outcomes", 18, (
        Criterion(
            "E1", "Outcomes are specific, measurable, achievable, relevant and time-bound.",
            "Met if you could tell at the next review whether each was reached."),
        Criterion(
            "E2", "Each outcome is a benefit to the person, not a service.",
            "Not met if an outcome says only what will be provided."),
        Criterion(
            "E3", "Each outcome is linked to an aspiration.",
            "Met if the aspiration is in Section A and is this person's."),
        Criterion(
            "E4", "Each outcome is for the end of a phase, with steps on the way.",
            "Met if each says by when, and what comes first."),
        Criterion(
            "E5", "From Year 9 the outcomes prepare for adulthood.",
            "Look for employment, independent living, community and health.",
            AppliesWhen.FROM_YEAR_9),
    )),
    FrameworkSection("F", "Special educational provision", 25, (
        Criterion(
            "F1", "Provision says what, who, how often, how long and for what size of group.",
            "Met also where flexibility is justified, bounded and reviewable."),
        Criterion(
            "F2", "Provision has no vague terms.",
            "Met also where flexibility is justified, bounded and reviewable."),
        Criterion(
            "F3", "Every need in B is met.",
            "Met if the provision is enough for the need, not only linked to it."),
        Criterion(
            "F4", "Nothing that was recommended was dropped without a reason.",
            "Read the recommendations of each advice. Each is used, or has a recorded reason."),
        Criterion(
            "F5", "Each provision is linked to an outcome.",
            "Met if the provision could plausibly bring the outcome about."),
        Criterion(
            "F6", "There are arrangements for monitoring and review.",
            "Met if each says who reviews it and when."),
        Criterion(
            "F7", "From Year 9 there is provision for preparation for adulthood in F, G and H.",
            "Regulation 12(3). Met if each of F, G and H that holds provision has its part.",
            AppliesWhen.FROM_YEAR_9),
    )),
    FrameworkSection("G", "Health care provision", 6, (
        Criterion(
            "G1", "Health provision is specified and its provider named.",
            "Met if each says what, who, how often and how long.",
            AppliesWhen.HEALTH_PROVISION),
        Criterion(
            "G2", "The commissioning body has agreed it.",
            "Regulation 12(2). Met if the agreement is recorded for each provision.",
            AppliesWhen.HEALTH_PROVISION),
    )),
    FrameworkSection("H", "Social care provision", 4, (
        Criterion(
            "H1", "Social care provision is specified and stands under the right legal basis.",
            "H1 is section 2 of the 1970 Act and under 18 only; everything else is H2.",
            AppliesWhen.SOCIAL_CARE_PROVISION),
    )),
    FrameworkSection("I/J", "Placement and personal budget", 4, (
        Criterion(
            "I1", "Section I is as the law requires at this stage.",
            "Empty in a draft. In a final a name and type, or the type, or a recorded decision."),
        Criterion(
            "J1", "The personal budget's details are given where there is one.",
            "Met if amount, needs and outcomes are there. Not applicable where none was agreed."),
    )),
    FrameworkSection("K", "Advice and information", 4, (
        Criterion(
            "K1", "Every advice is listed with its author and date, and is attached.",
            "Compare the list with the appendices."),
        Criterion(
            "K2", "It is clear how the advice was taken into account.",
            "Met if each provision says which advice recommended it."),
    )),
    FrameworkSection("W", "The whole plan", 8, (
        Criterion(
            "W1", "The plan is plain and concise, and its terms are explained.",
            "Met if the family could read it without help."),
        Criterion(
            "W2", "The plan is personal: the right name, pronoun and school, and nothing from "
            "another case.",
            "Not met at the first wrong name. Raise the gate if words are another child's."),
        Criterion(
            "W3", "The plan is consistent, each thing in its right section, nothing contradictory.",
            "Met if no statement is contradicted by another or stands in a wrong section."),
        Criterion(
            "W4", "The golden thread from A to B to F to E reads through.",
            "Follow one aspiration and one need from beginning to end."),
        Criterion(
            "W5", "The plan is in the family's language or format.",
            "Met if what the family asked for is what they were sent."),
    )),
)  # fmt: skip

DEFAULT_FRAMEWORK = Framework(
    version="2026.1",
    effective_from=date(2026, 1, 1),
    effective_to=None,
    sections=_SECTIONS,
    boundaries=(
        Boundary(Grade.OUTSTANDING, Fraction(90, 100)),
        Boundary(Grade.GOOD, Fraction(75, 100)),
        Boundary(Grade.REQUIRES_IMPROVEMENT, Fraction(50, 100)),
        Boundary(Grade.INADEQUATE, Fraction(0)),
    ),
    gates=(
        Gate(
            "need_without_provision",
            "A need in Section B has no provision in Section F.",
            Grade.REQUIRES_IMPROVEMENT,
            ("thread.need_unmet",),
        ),
        Gate(
            "section_missing",
            "A statutory section is missing.",
            Grade.INADEQUATE,
            (
                "statutory.section_missing",
                "statutory.provision_section_blank",
                "statutory.placement_missing",
                "statutory.no_advice",
            ),
        ),
        Gate(
            "placement_in_draft",
            "Section I is filled in a draft.",
            Grade.INADEQUATE,
            ("statutory.placement_in_draft",),
        ),
        Gate(
            "another_child",
            "The plan holds text from another child's plan.",
            Grade.INADEQUATE,
            ("right_child.another_child_named",),
        ),
    ),
    levels=(
        Level("advice", "Advice", "Each contributor's advice is checked when it comes in."),
        Level("draft", "Draft", "The checks, and a manager or peer, before a draft is sent."),
        Level("sample", "Sample audit", "A sample of final plans is scored each month."),
        Level("moderation", "Moderation", "Blind second scores; disagreement is resolved."),
        Level("families", "Families and settings", "What they say of the plan at three moments."),
    ),
)
"""In force until the authority adds its own version."""
