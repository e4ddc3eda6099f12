"""Every check of a plan, as a table that can be read aloud.

Severity and override follow one line of thought: what the Act or the Regulations require in so
many words blocks and cannot be set aside; what the law leaves to judgement can be set aside
with a recorded reason; advice that has not come only warns, since it may not stop a plan being
issued by week 20. Health provision that is not agreed warns in a draft; a final is not sent with it
(:mod:`ehc.workflows.readiness`).
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from ehc.plan_checks import (
    dates,
    local_policy,
    outcomes,
    plain_language,
    recommendations,
    right_child,
    specificity,
    statutory,
    thread,
)
from ehc.plan_checks.finding import Rule, Severity

_BLOCKS, _WARNS = Severity

_REG_12 = "SEND Regulations 2014, regulation 12(1)"
_SECTION_37 = "Children and Families Act 2014, section 37(2)"
_CODE_SPECIFIC = "SEND Code of Practice 2015, paragraph 9.69 (guidance)"
_OUTCOMES = "SEND Code of Practice 2015, paragraph 9.66 (guidance)"
_REG_17 = "SEND Regulations 2014, regulation 17 (no disclosure without consent)"
_OUR_ACCURACY = "UK GDPR, article 5(1)(d) (accuracy)"
_CODE_CLEAR = "SEND Code of Practice 2015, paragraph 9.61 (guidance)"

_TABLE = (
    # 1. The golden thread
    Rule("thread.need_unmet", "Every need in B has provision in F",
         f"{_SECTION_37}(a) and (d)",
         "Provision must be specified for each special educational need.",
         _BLOCKS, False, thread.need_unmet),
    Rule("thread.health_or_care_need_unmet", "Every need in C or D is met in G or H",
         f"{_REG_12}(c), (d), (g) and (h)",
         "A need that is named and not met asks for a reason.",
         _WARNS, True, thread.health_or_care_need_unmet),
    Rule("thread.provision_without_need", "Every provision meets a need", _CODE_SPECIFIC,
         "The family must be able to see what each line is for.",
         _WARNS, True, thread.provision_without_need),
    Rule("thread.provision_without_outcome", "Every provision works towards an outcome",
         _OUTCOMES, "A review judges provision by the outcome that it works towards.",
         _WARNS, True, thread.provision_without_outcome),
    Rule("thread.outcome_without_provision", "Every outcome has provision", _OUTCOMES,
         "An outcome that nothing works towards is a wish.",
         _WARNS, True, thread.outcome_without_provision),
    Rule("thread.outcome_without_aspiration", "Every outcome serves an aspiration", _OUTCOMES,
         "Outcomes start from what the child and the parents hope for.",
         _WARNS, True, thread.outcome_without_aspiration),
    # 2. Specific provision
    Rule("specificity.education_provision_incomplete",
         "Provision in F says what, who, how often and how long", _CODE_SPECIFIC,
         "Provision that is not specific and quantified cannot be relied on.",
         _BLOCKS, True, specificity.education_provision_incomplete),
    Rule("specificity.health_or_care_provision_incomplete",
         "Provision in G and H says what, who, how often and how long", _CODE_SPECIFIC,
         "Provision that is not specific and quantified cannot be relied on.",
         _WARNS, True, specificity.health_or_care_provision_incomplete),
    Rule("specificity.vague_term", "Provision has no vague words", _CODE_SPECIFIC,
         "Vague words leave room for doubt about what must be provided.",
         _WARNS, True, specificity.vague_term),
    # 3. Recommendations
    Rule("recommendations.dropped", "Every recommendation is used, or has a reason",
         "SEND Regulations 2014, regulation 11(a)",
         "What the advisers recommended must be taken into account, and be seen to be.",
         _BLOCKS, True, recommendations.recommendation_dropped),
    # 4. Outcomes
    Rule("outcomes.is_a_service", "No outcome is a service", _OUTCOMES,
         "An outcome is the difference made for the person, not what is provided.",
         _WARNS, True, outcomes.outcome_is_a_service),
    # 5. Statute
    Rule("statutory.section_missing", "Sections A to F are present, with “none” stated",
         _REG_12, "Each section must be there and be separately identified.",
         _BLOCKS, False, statutory.section_missing),
    Rule("statutory.provision_section_blank", "G and H hold provision or say why there is none",
         f"{_REG_12}(g) and (h)", "A blank section does not say whether it was considered.",
         _WARNS, False, statutory.provision_section_blank),
    Rule("statutory.placement_in_draft", "Section I is empty in a draft",
         "Children and Families Act 2014, section 38(5)",
         "A draft must not name a school or a type of school.",
         _BLOCKS, False, statutory.placement_in_draft),
    Rule("statutory.placement_missing", "A final names a setting and its type, or the type",
         "Children and Families Act 2014, sections 39, 40 and 61",
         "Section I is empty only by a recorded decision under section 61.",
         _BLOCKS, True, statutory.placement_missing),
    Rule("statutory.placement_without_type", "A setting that is named has its type",
         f"{_REG_12}(i)", "Section I names the setting and the type.",
         _BLOCKS, False, statutory.placement_without_type),
    Rule("statutory.section_h1_of_an_adult", "H1 is for those under 18",
         "Children and Families Act 2014, section 37(2)(e)",
         "From 18 social care provision belongs in H2.",
         _BLOCKS, False, statutory.section_h1_of_an_adult),
    Rule("statutory.adulthood_missing", "From Year 9 there is preparation for adulthood",
         "SEND Regulations 2014, regulation 12(3)",
         "The plan must include provision to prepare for adulthood and independent living.",
         _BLOCKS, False, statutory.adulthood_missing),
    Rule("statutory.adulthood_not_in_section", "From Year 9, F, G and H each prepare for adulthood",
         "SEND Regulations 2014, regulation 12(3)",
         "Education, health and social care each have their part in it.",
         _BLOCKS, True, statutory.adulthood_not_in_section),
    Rule("statutory.no_advice", "Section K lists the advice obtained",
         "SEND Regulations 2014, regulations 6(1) and 12(4)",
         "The advice and information must be set out in appendices.",
         _WARNS, False, statutory.no_advice),
    Rule("statutory.advice_not_obtained", "Advice that was sought has come in",
         "SEND Regulations 2014, regulations 6(1) and 8(1)",
         "What did not come is listed with the dates on which it was chased.",
         _WARNS, False, statutory.advice_not_obtained),
    Rule("statutory.advice_not_listed", "Every recommendation comes from advice that K lists",
         "SEND Regulations 2014, regulation 12(4)",
         "All advice obtained is listed and attached.",
         _WARNS, False, statutory.advice_not_listed),
    Rule("statutory.health_not_agreed", "Provision in G is agreed by the commissioning body",
         "SEND Regulations 2014, regulation 12(2)",
         "What is not agreed may stand in a draft; no final plan is sent with it.",
         _WARNS, False, statutory.health_not_agreed),
    Rule("statutory.personal_budget_not_said", "J says whether a personal budget was asked for",
         f"{_REG_12}(j)", "A blank section does not say whether it was considered.",
         _WARNS, True, statutory.personal_budget_not_said),
    Rule("statutory.not_signed", "A final is signed",
         "SEND Code of Practice 2015, paragraph 9.125 (guidance)",
         "The family must be able to see who is answerable for the plan.",
         _WARNS, True, statutory.not_signed),
    # 6. The right child
    Rule("right_child.another_child_named", "No other child is named", _REG_17,
         "Words from another child's plan are a breach of their privacy.",
         _BLOCKS, True, right_child.another_child_named),
    Rule("right_child.another_first_name", "No other child's first name is used", _REG_17,
         "A first name left behind is how copied text is found.",
         _WARNS, True, right_child.another_first_name),
    Rule("right_child.another_pronoun", "The person's own pronouns are used", _OUR_ACCURACY,
         "A wrong pronoun hurts, and often shows copied text.",
         _WARNS, True, right_child.another_pronoun),
    Rule("right_child.another_school", "Only the person's own setting is named", _OUR_ACCURACY,
         "Another school's name often shows copied text.",
         _WARNS, True, right_child.another_school),
    Rule("right_child.placeholder", "Nothing is left to be filled in", _OUR_ACCURACY,
         "A placeholder is not an answer.", _BLOCKS, True, right_child.placeholder),
    Rule("right_child.copied_text", "Nothing is copied from another child's plan", _OUR_ACCURACY,
         "A plan describes one person in their own situation.",
         _WARNS, True, right_child.copied_text),
    # 7. Dates, ages, plain language
    Rule("dates.out_of_order", "Birth, request, draft and final follow one another",
         _OUR_ACCURACY, "A date that cannot be right puts every other date in doubt.",
         _BLOCKS, False, dates.dates_out_of_order),
    Rule("dates.too_little_time_to_comment", "The family has at least fifteen days to comment",
         "SEND Regulations 2014, regulation 13(1)(a)",
         "At least fifteen days, beginning with the day on which the draft was served.",
         _BLOCKS, False, dates.too_little_time_to_comment),
    Rule("dates.finalised_before_comments_closed", "The plan is finalised after the last day",
         "Children and Families Act 2014, section 39(7)",
         "Before the last day a plan is finalised only if the family has answered.",
         _WARNS, True, dates.finalised_before_comments_closed),
    Rule("dates.person_too_old", "The person was under 25 at the request",
         "Children and Families Act 2014, section 83(2)",
         "Nobody of 25 or over begins a plan.", _BLOCKS, False, dates.person_too_old),
    Rule("dates.year_group_unlikely", "The year group suits the age", _OUR_ACCURACY,
         "Some children are taught out of their year; most such entries are slips.",
         _WARNS, True, dates.year_group_unlikely),
    Rule("dates.advice_out_of_order", "Advice comes after it is asked for, and before the plan",
         _OUR_ACCURACY, "Existing advice may be older (regulation 6(4)); other dates are slips.",
         _WARNS, True, dates.advice_dates_out_of_order),
    Rule("dates.outcome_date_past", "An outcome is still to be reached", _OUTCOMES,
         "An outcome with a date in the past cannot be worked towards.",
         _WARNS, True, dates.outcome_date_past),
    Rule("plain_language.long_sentence", "Sentences can be read in one breath", _CODE_CLEAR,
         "Plans must be clear, concise and understandable to the family.",
         _WARNS, True, plain_language.long_sentence),
    Rule("plain_language.unexplained_abbreviation", "Abbreviations are explained", _CODE_CLEAR,
         "Plans must be clear, concise and understandable to the family.",
         _WARNS, True, plain_language.unexplained_abbreviation),
    # The authority's own policy
    Rule("local_policy.strategy_outcome_missing", "Each outcome belongs to one of the seven",
         "The authority's SEND strategy, section 8 (local policy)",
         "The county counts which of its seven outcomes its plans work towards.",
         _WARNS, True, local_policy.strategy_outcome_missing, local_policy=True),
)  # fmt: skip

RULES: Mapping[str, Rule] = MappingProxyType({rule.id: rule for rule in _TABLE})
"""Every rule by id, in the order in which findings are given."""
