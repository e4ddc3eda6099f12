"""What can be missing, and whether it stops a step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from ehc.workflows.messages import Message, Param


class Severity(StrEnum):
    """Whether something missing stops the step."""

    BLOCKS = "blocks"
    WARNS = "warns"


class MissingKey(StrEnum):
    """What can be missing. Parameters are named beside each."""

    CASEWORKER = "missing.caseworker"
    FAMILY_NOT_ASKED = "missing.family_not_asked"
    REASONS = "missing.reasons"
    REASONS_FOR_LETTER = "missing.reasons_for_letter"
    ADVICE_NOT_SOUGHT = "missing.advice_not_sought"  # advice, who
    ADVICE_NOT_RECEIVED = "missing.advice_not_received"  # advice, who
    QUALIFIED_TEACHER = "missing.qualified_teacher"  # sense
    QUESTIONS = "missing.questions"
    NEEDS_OR_STRENGTHS = "missing.needs_or_strengths"
    PROVISION = "missing.provision"
    PROVISION_WHAT = "missing.provision_what"  # row
    PROVISION_WHO = "missing.provision_who"  # row
    PROVISION_HOW_OFTEN = "missing.provision_how_often"  # row
    PROVISION_HOW_LONG = "missing.provision_how_long"  # row
    PROVISION_VAGUE = "missing.provision_vague"  # row, term
    SIGNATURE = "missing.signature"
    PLAN_NOT_CHECKED = "missing.plan_not_checked"
    SECTION_NOT_STATED = "missing.section_not_stated"  # section
    NEED_WITHOUT_PROVISION = "missing.need_without_provision"  # row
    SECTION_I_NOT_EMPTY = "missing.section_i_not_empty"
    PLAN_CHECK = "missing.plan_check"  # check
    PLAN_CHECK_WARNING = "missing.plan_check_warning"  # check
    DRAFT_NOT_SERVED = "missing.draft_not_served"
    COMMENTS_UNANSWERED = "missing.comments_unanswered"  # count
    LETTER_UNPOSTED = "missing.letter_unposted"
    WINDOW_OPEN = "missing.window_open"  # last_day
    PLACEMENT = "missing.placement"
    SETTING_CLOSED = "missing.setting_closed"  # setting, last_day
    SETTING_NOT_CONSULTED = "missing.setting_not_consulted"  # setting
    REQUEST_NOT_CONSULTED = "missing.request_not_consulted"  # setting
    ANSWER_AWAITED = "missing.answer_awaited"  # setting, last_day
    REQUESTED_SETTING = "missing.requested_setting"  # setting
    MAINSTREAM_GROUND = "missing.mainstream_ground"
    HEALTH_NOT_AGREED = "missing.health_not_agreed"  # row
    SIGNING_OFFICER = "missing.signing_officer"
    CHANGES_NEED_NEW_DRAFT = "missing.changes_need_new_draft"  # count
    FINAL_VERSION = "missing.final_version"
    WITHDRAWAL_WORDS = "missing.withdrawal_words"
    WITHDRAWAL_ARRIVED = "missing.withdrawal_arrived"
    WITHDRAWAL_HOLDER = "missing.withdrawal_holder"
    RESPONSIBILITY = "missing.responsibility"
    DEATH = "missing.death"
    CEASE_NOTICE_UNSENT = "missing.cease_notice_unsent"
    CEASE_DAY = "missing.cease_day"
    CEASE_TOO_EARLY = "missing.cease_too_early"  # first_day
    CEASE_APPEAL_OPEN = "missing.cease_appeal_open"  # on
    CEASE_PLAN_CONTINUES = "missing.cease_plan_continues"  # on
    CEASE_ANOTHER_OPEN = "missing.cease_another_open"
    CEASE_BEFORE_BIRTHDAY = "missing.cease_before_birthday"  # on
    OTHER_AUTHORITY = "missing.other_authority"
    OTHER_AUTHORITY_SINCE = "missing.other_authority_since"
    HOW_KNOWN = "missing.how_known"
    CONSENT_ASKED = "missing.consent_asked"
    WHERE_TO_ASK = "missing.where_to_ask"
    PLACE_OF_CUSTODY = "missing.place_of_custody"
    CERTIFICATE = "missing.certificate"
    CONSENT_ORDER = "missing.consent_order"
    NOT_DECIDED = "missing.not_decided"
    WAS_DECIDED = "missing.was_decided"
    WHETHER_TO_ASSESS = "missing.whether_to_assess"
    REVIEW_DAY = "missing.review_day"  # last_day
    NEXT_SETTING = "missing.next_setting"
    MUST_REASSESS = "missing.must_reassess"
    REFUSAL_GROUND = "missing.refusal_ground"
    NOT_WITHIN_SIX_MONTHS = "missing.not_within_six_months"


OF_SECTION_I = frozenset(
    {
        MissingKey.SETTING_CLOSED,
        MissingKey.SETTING_NOT_CONSULTED,
        MissingKey.REQUEST_NOT_CONSULTED,
        MissingKey.ANSWER_AWAITED,
        MissingKey.REQUESTED_SETTING,
        MissingKey.MAINSTREAM_GROUND,
    }
)
"""What can be missing of what Section I says."""


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that is missing.

    Attributes:
        key: what.
        params: which one, how many.
        severity: whether it stops the step.
    """

    key: MissingKey
    params: Mapping[str, Param] = field(default_factory=dict, hash=False)
    severity: Severity = Severity.BLOCKS

    def __post_init__(self) -> None:
        """Freeze the parameters."""
        object.__setattr__(self, "params", MappingProxyType(dict(self.params)))

    @property
    def blocks(self) -> bool:
        """Whether it stops the step."""
        return self.severity is Severity.BLOCKS

    @property
    def message(self) -> Message:
        """The same as something to be said."""
        return Message(self.key.value, self.params)


def warn(key: MissingKey, **params: Param) -> Missing:
    return Missing(key, params, Severity.WARNS)
