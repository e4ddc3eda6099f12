"""What is missing before an assessment or a plan ends before its time."""

from __future__ import annotations

from collections.abc import Iterator

from ehc.workflows.readiness.facts import ReadinessFacts
from ehc.workflows.readiness.keys import Missing, MissingKey


def withdrawal(facts: ReadinessFacts) -> Iterator[Missing]:
    """In writing, by whoever holds the rights; never presumed from silence."""
    said = facts.withdrawal
    if not said.words.strip() or not said.means:
        yield Missing(MissingKey.WITHDRAWAL_WORDS)
    arrived, received, on = said.arrived_on, said.received_on, facts.on
    if arrived is None or received is None or on is None or not received <= arrived <= on:
        yield Missing(MissingKey.WITHDRAWAL_ARRIVED)
    if said.holder not in said.holders:
        yield Missing(MissingKey.WITHDRAWAL_HOLDER)
    if said.by_staff and not said.responsibility.strip():
        yield Missing(MissingKey.RESPONSIBILITY)


def death(facts: ReadinessFacts) -> Iterator[Missing]:
    """Never recorded by chance: a day that has come, and how it is known."""
    said, on = facts.death, facts.on
    if said.died_on is None or on is None or said.died_on > on or not said.how_known.strip():
        yield Missing(MissingKey.DEATH)


def ceasing(facts: ReadinessFacts) -> Iterator[Missing]:
    """Section 45(4): not before the time to appeal is over, nor while an appeal is open."""
    said, on = facts.ceasing, facts.on
    if said.continues_since is not None:
        yield Missing(MissingKey.CEASE_PLAN_CONTINUES, {"on": said.continues_since})
        return
    if said.appeal_open_on is not None:
        yield Missing(MissingKey.CEASE_APPEAL_OPEN, {"on": said.appeal_open_on})
    elif said.notice_unsent:
        # No time to appeal has begun, so no first day is told either.
        yield Missing(MissingKey.CEASE_NOTICE_UNSENT)
    elif said.first_day is None or on is None:
        yield Missing(MissingKey.CEASE_DAY)
    elif on < said.first_day:
        yield Missing(MissingKey.CEASE_TOO_EARLY, {"first_day": said.first_day})
    if said.not_before is not None and (on is None or on < said.not_before):
        yield Missing(MissingKey.CEASE_BEFORE_BIRTHDAY, {"on": said.not_before})
    if said.another_open:
        yield Missing(MissingKey.CEASE_ANOTHER_OPEN)


def elsewhere(facts: ReadinessFacts) -> Iterator[Missing]:
    """Nothing is sent on unless the family was asked; without its consent it is told where."""
    said = facts.elsewhere
    if not said.authority:
        yield Missing(MissingKey.OTHER_AUTHORITY)
    since, received, on = said.since, said.received_on, facts.on
    if since is None or on is None or since > on or (received is not None and since < received):
        yield Missing(MissingKey.OTHER_AUTHORITY_SINCE)
    if not said.how_known.strip():
        yield Missing(MissingKey.HOW_KNOWN)
    if said.consents is None:
        yield Missing(MissingKey.CONSENT_ASKED)
    if not said.where_to_ask.strip():
        yield Missing(MissingKey.WHERE_TO_ASK)


def custody(facts: ReadinessFacts) -> Iterator[Missing]:
    """Never put on rules of its own by chance: where they are, and how that is known."""
    if not facts.custody.place.strip():
        yield Missing(MissingKey.PLACE_OF_CUSTODY)
    if not facts.custody.how_known.strip():
        yield Missing(MissingKey.HOW_KNOWN)
