"""Whose advice the law asks for, and why; and the phases of education."""

from __future__ import annotations

from django.utils.translation import gettext_noop

from ehc.workflows.advice import AdviceWhy, AgeKey

_ = gettext_noop

ADVICE = {
    AdviceWhy.ALWAYS: _("It is asked for in every assessment."),
    AdviceWhy.FAMILY_ALWAYS: _(
        "The family is asked in every assessment, whatever advice there is already."
    ),
    AdviceWhy.ATTENDS: _("The head teacher or principal of the setting attended is asked."),
    AdviceWhy.ATTENDS_NOWHERE: _(
        "No setting is attended: somebody experienced in teaching people with special educational "
        "needs is asked or, failing that, whoever is responsible for the education."
    ),
    AdviceWhy.ARMED_FORCES: _("A parent serves in the armed forces."),
    AdviceWhy.ADULTHOOD: _("They are in or beyond Year 9 (Year {year})."),
    AdviceWhy.FAMILY_ASKED: _("The family asked for advice from {who}."),
    AdviceWhy.AUTHORITY_CHOSE: _("The council thinks advice from {who} appropriate."),
    AgeKey.NOT_YET_BORN: _("Enter a date of birth that is not in the future, not {date_of_birth}."),
    AgeKey.TOO_OLD: _(
        "An assessment can be asked for until the day before the {upper_age}th birthday. "
        "Check the date of birth, {date_of_birth:plain}."
    ),
}
