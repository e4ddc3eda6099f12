"""A person who is detained: received and dated, and handed to a named officer.

Nothing of Part 3 applies to a detained person but as sections 71 to 75 say (section 70(1)); the
rules are those of SI 2015/62. Until they are built here, such an assessment is never put on the
ordinary rules: it has no dates of ours, and the officer whom the settings name has it.
"""

from __future__ import annotations

from datetime import date, datetime

from django.conf import settings
from django.db import transaction

from ehc.actions._advisers import tell_to_go_on, tell_to_stop
from ehc.actions._asked_first import asks_first
from ehc.actions._officer import only_for_the_officer
from ehc.actions._step import record, take_step
from ehc.models import Assessment, Detention, Team, User, UserKind
from ehc.permissions import is_kin_of
from ehc.refusals import AlreadyDone
from ehc.workflows.ends import CustodyFacts
from ehc.workflows.leaving_steps import RELEASES
from ehc.workflows.roles import SEND_TEAM_ROLES
from ehc.workflows.statuses import AssessmentStatus


def hand_over(
    assessment: Assessment, *, place: str, how_known: str, by: User, on: date, at: datetime
) -> Assessment:
    """Hand an assessment to the officer for detained people: on receipt, or in its midst.

    Every date of the ordinary rules falls away; the day of receipt stays. Whoever was asked for
    advice by those rules is told to stop. Where the officer has an account in an area team, the
    case is theirs from now on; otherwise a team manager gives it to somebody.

    Args:
        place: where the child or young person is held.
        how_known: who said so, and how.

    Raises:
        NotReady: without a place, or without how it is known.
    """

    def save() -> None:
        Detention.objects.create(
            assessment=assessment,
            stood_at=Assessment.objects.get(pk=assessment.pk).status,
            place=place,
            how_known=how_known,
            officer=settings.AUTHORITY["custody"]["name"],
            handed_over_on=on,
        )
        tell_to_stop(assessment, at=at)

    with transaction.atomic():
        handed = take_step(
            assessment,
            "hand_to_custody_officer",
            by=by,
            on=on,
            at=at,
            reason=how_known,
            given={"custody": CustodyFacts(place=place, how_known=how_known)},
            alongside=save,
        )
        _give_to_officer(handed, by=by, on=on, at=at)
    # As it is now: with the officer.
    return Assessment.objects.get(pk=handed.pk)


@asks_first(RELEASES[AssessmentStatus.REQUESTED])
def release(
    assessment: Assessment, *, lives_at: str, how_known: str, by: User, on: date, at: datetime
) -> Assessment:
    """Hand an assessment back to the ordinary rules after release, to where it stood.

    Release in the midst of an assessment keeps the clock, unless the authority changes (SI
    2015/62, regulation 15): the dates are those from the day of receipt. Where the authority
    changes, the assessment is exported instead. Whoever was told to stop is told to go on.

    Args:
        lives_at: where they live now.
        how_known: who said so, and how.

    Raises:
        NotYours: somebody who is neither the officer who has it nor a team manager.
        AlreadyDone: they are not detained, as far as is known.
        NotReady: without where they live, or without how it is known.
    """
    held = Detention.objects.filter(assessment=assessment, released_on=None).first()
    if held is None:
        raise AlreadyDone("release_from_custody", assessment.status)
    only_for_the_officer(assessment, "release_from_custody", by=by, on=on)

    def save() -> None:
        row = Detention.objects.get(pk=held.pk)
        row.released_on, row.released_to = on, lives_at
        row.save()
        tell_to_go_on(assessment, at=at)

    return take_step(
        assessment,
        RELEASES[AssessmentStatus(held.stood_at)],
        by=by,
        on=on,
        at=at,
        reason=how_known,
        given={"custody": CustodyFacts(place=lives_at, how_known=how_known)},
        alongside=save,
    )


def _give_to_officer(assessment: Assessment, *, by: User, on: date, at: datetime) -> None:
    """Give the case to the officer, or to nobody where the authority has no account for them."""
    case = assessment.case
    officer = User.objects.filter(
        email=settings.AUTHORITY["custody"]["email"], kind=UserKind.STAFF, is_active=True
    ).first()
    teams = Team.objects.filter(
        grants__user=officer, grants__role__in=SEND_TEAM_ROLES, grants__ended_at=None
    )
    team = teams.order_by("pk").first() if officer else None
    # An officer who is of the family does not have their own family's case.
    if officer is None or team is None or is_kin_of(officer, case):
        officer, team = None, case.team
    with record(case, "give_to_custody_officer", case=case, by=by, on=on, at=at) as entry:
        entry.facts["caseworker"] = officer.pk if officer else None
        entry.case.caseworker, entry.case.team = officer, team
        entry.case.save()
