"""When the rights become the young person's: who is told before, and what goes to nobody after."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from ehc.actions._asked_first import asks_first
from ehc.actions._step import record
from ehc.actions._stopping import stop_letters
from ehc.actions.correspondence import system_user
from ehc.actions.telling import tell_reader
from ehc.explanations import on_record, weekday_date
from ehc.models import Case, Said, SaidHow, User
from ehc.queries.conversations import readers_of
from ehc.queries.papers import not_theirs
from ehc.queries.rights import own_cases
from ehc.queries.takeover import may_be_told, was_told
from ehc.refusals import AlreadyDone, Invalid
from ehc.sentences.takeover import TO_THE_FAMILY, TO_THE_YOUNG_PERSON
from ehc.workflows.advice import end_of_compulsory_school_age


@asks_first("tell_of_takeover")
def tell_of_takeover(case: Case, *, by: User, on: date, at: datetime) -> tuple[User, ...]:
    """Tell each of the family who sees the case from which day the rights are the young person's.

    Each is told in their own conversation, in the way in which they want to hear of what is new,
    and the young person in other words than a parent. Whoever has no account is told by whoever
    works on the case.

    Returns:
        Who was told.

    Raises:
        Invalid: more than twelve weeks before the end of compulsory school age.
        AlreadyDone: they were told; or the child or young person has died.
    """
    if case.person.died_on is not None or was_told(case):
        raise AlreadyDone("tell_of_takeover", "told")
    if not may_be_told(case, on):
        raise Invalid("on", _("This is told in the twelve weeks before the day"))
    day = weekday_date(end_of_compulsory_school_age(case.person.date_of_birth))
    readers = readers_of(case, on)
    with record(case, "tell_of_takeover", case=case, by=by, on=on, at=at) as entry:
        for reader in readers:
            is_theirs = own_cases(reader).filter(pk=case.pk).exists()
            words = on_record(TO_THE_YOUNG_PERSON if is_theirs else TO_THE_FAMILY)
            Said.objects.create(
                case=entry.case,
                reader=reader,
                written_by=by,
                written_at=at,
                how=SaidHow.MESSAGE,
                text=words.format(day=day),
            )
    for reader in readers:
        tell_reader(
            reader, "message_ready", case=case, at=at, context={"reference": case.reference}
        )
    return readers


@asks_first("readdress_letters")
def readdress_letters(case: Case, *, by: User, on: date, at: datetime) -> None:
    """Stop what waits to go to somebody of the family who may not see the case any longer.

    So, from the end of compulsory school age, to a parent without the young person's agreement.
    What they alone were owed is owed to whoever holds the rights now.

    Raises:
        AlreadyDone: there is no such letter.
    """
    letters = not_theirs(on).filter(case=case)
    if not letters.exists():
        raise AlreadyDone("readdress_letters", "none")
    with record(case, "readdress_letters", case=case, by=by, on=on, at=at) as entry:
        entry.facts["letters"] = stop_letters(letters, on=on)


def readdress_all(*, at: datetime) -> int:
    """Do that wherever there is one, as unattended work; how many cases there were.

    It follows from what is so today, and makes up for a day that was missed.
    """
    on = timezone.localdate(at)
    cases = Case.objects.filter(pk__in=not_theirs(on).values("case")).order_by("pk")
    count = 0
    for case in cases:
        readdress_letters(case, by=system_user(), on=on, at=at)
        count += 1
    return count
