"""The sections of a plan: what each holds, and what its writer is asked for besides.

SEND Regulations 2014, regulation 12. "Each section must be separately identified" (regulation
12(1)); order and format are otherwise the authority's own. The prompts come from the Code
(paragraphs 9.62 and 9.69) and are guidance.

API: :class:`Section`, :data:`SECTIONS`.
"""

from __future__ import annotations

from dataclasses import dataclass

from ehc.workflows.messages import gettext_noop

ADULT_AGE = 18
"""Section H1 is for those under this age (Children and Families Act 2014, section 37(2)(e))."""


@dataclass(frozen=True, slots=True)
class Section:
    """One section.

    Attributes:
        letter: ``A`` to ``K``.
        title: what the regulation says that it holds.
        citation: the paragraph.
        prompts: what else its writer is asked for; guidance.
        only_under: the age from which it is left out, if any.
        adulthood: whether it holds provision for adulthood in or beyond Year 9 (regulation 12(3)).
    """

    letter: str
    title: str
    citation: str
    prompts: str
    only_under: int | None = None
    adulthood: bool = False


_REG = "SEND Regulations 2014, regulation "

SECTIONS: tuple[Section, ...] = (
    Section(
        "A",
        gettext_noop(
            "The views, interests and aspirations of the child and the parents, or of the "
            "young person"
        ),
        f"{_REG}12(1)(a)",
        gettext_noop(
            "play, health, schooling, independence, friendships, further education and "
            "employment; history; how to communicate with them; whether the first person "
            "is a quotation"
        ),
    ),
    Section(
        "B",
        gettext_noop("Special educational needs"),
        f"{_REG}12(1)(b)",
        gettext_noop("every identified need; C and D may be referred to"),
    ),
    Section(
        "C",
        gettext_noop("Health care needs that relate to the special educational needs"),
        f"{_REG}12(1)(c)",
        gettext_noop(
            "other long-term conditions, if the authority and the commissioning body wish"
        ),
    ),
    Section(
        "D",
        gettext_noop(
            "Social care needs that relate to the special educational needs or to a disability"
        ),
        f"{_REG}12(1)(d)",
        gettext_noop("child protection only with consent, or where appropriate"),
    ),
    Section(
        "E",
        gettext_noop("The outcomes sought"),
        f"{_REG}12(1)(e)",
        gettext_noop(
            "specific and measurable; adult life; steps; how they are watched; shorter- "
            "term targets; plans for transition"
        ),
    ),
    Section(
        "F",
        gettext_noop("The special educational provision required"),
        f"{_REG}12(1)(f)",
        gettext_noop(
            "detailed, specific and quantified, for each need of B; health and social "
            "care that educates or trains; education otherwise than at school"
        ),
        adulthood=True,
    ),
    Section(
        "G",
        gettext_noop("Health care provision reasonably required"),
        f"{_REG}12(1)(g) and (2)",
        gettext_noop(
            "agreed by the responsible commissioning body; an individual health care plan"
        ),
        adulthood=True,
    ),
    Section(
        "H1",
        gettext_noop(
            "Social care provision that section 2 of the Chronically Sick and Disabled "
            "Persons Act 1970 requires"
        ),
        f"{_REG}12(1)(h)",
        gettext_noop("under 18 only"),
        only_under=ADULT_AGE,
        adulthood=True,
    ),
    Section(
        "H2",
        gettext_noop("Other social care provision reasonably required"),
        f"{_REG}12(1)(h)",
        gettext_noop("adult social care; children in need and child protection plans"),
        adulthood=True,
    ),
    Section(
        "I",
        gettext_noop("The name and type of the institution, or the type where none is named"),
        f"{_REG}12(1)(i)",
        gettext_noop("empty in a draft (section 38(5))"),
    ),
    Section(
        "J",
        gettext_noop("The needs and outcomes that direct payments are to meet"),
        f"{_REG}12(1)(j)",
        gettext_noop("other detail of a personal budget"),
    ),
    Section(
        "K",
        gettext_noop("The advice and information, in appendices"),
        f"{_REG}12(1)(k) and (4)",
        gettext_noop("author, role and date of each"),
    ),
)
"""Every section, in order."""
