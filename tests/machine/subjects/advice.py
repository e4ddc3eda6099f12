"""A request for advice in every status."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ehc.actions import advice_requests, contributions, reliance
from ehc.actions.contributions import Question
from ehc.actions.reliance import Existing, Satisfied
from ehc.models import AdviceRequest
from tests import journeys
from tests.machine.standing import (
    DAY,
    MONDAY,
    READERS,
    STANDS,
    STANDS_TO_ADVICE,
    WHO,
    WHY,
    Cast,
    Subject,
)

SINCE = {"requested_on": DAY, "due_on": DAY}
EXISTING = Existing("A report", "Dr Ines Duarte", "Psychologist", MONDAY, "She understands.")
SATISFIED = Satisfied("Dr Ines Duarte", DAY, DAY, "Ngozi Okafor", DAY)


def advice_subjects(cast: Cast) -> Iterator[Subject]:
    """A request for advice at each of its five statuses, to a psychologist and to a health body."""
    priya = cast.priya
    empty = [
        "missing.needs_or_strengths",
        "missing.provision",
        "missing.signature",
    ]
    whole = {
        "given": {
            "signed_by": "Dr Samira Khan",
            "provision_rows": [{"what": "A language programme"}],
        },
        "needs": 1,
    }
    asked_of: dict[str, dict[str, Any]] = {
        "psychological": {
            "service": cast.service,
            "professional": cast.staff["the psychologist asked"],
        },
        "medical": {
            "service": cast.health,
            "outside_email": cast.outside.email,
            "link_address": "https://ehc.example/advice/",
        },
    }

    asked_anew: dict[str, dict[str, Any]] = {
        "psychological": asked_of["psychological"],
        "medical": {"service": cast.health, "professional": cast.outside},
    }

    def relied_on(kind: str) -> AdviceRequest:
        assessment = journeys.assessing(priya, MONDAY, **cast.request())
        return reliance.rely_on_advice(
            assessment, kind=kind, existing=EXISTING, satisfied=SATISFIED, by=priya, **WHO
        )

    def sought(kind: str) -> AdviceRequest:
        # Each for another child: the same adviser is asked for the same once while it is to come.
        assessment = journeys.assessing(priya, MONDAY, **cast.request())
        return advice_requests.seek_advice(assessment, kind=kind, by=priya, **WHO, **asked_of[kind])

    def received(kind: str) -> AdviceRequest:
        request = sought(kind)
        by = request.professional
        assert by is not None
        contributions.submit_advice(request, journeys.GOOD_ADVICE, by=by, **WHO)
        return AdviceRequest.objects.get(pk=request.pk)

    def returned(kind: str) -> AdviceRequest:
        asked = [Question("provision:1", "How many weeks?")]
        return contributions.return_advice(received(kind), asked, by=priya, **WHO)

    def accepted(kind: str) -> AdviceRequest:
        return contributions.accept_advice(received(kind), by=priya, **WHO)

    for kind, besides in STANDS_TO_ADVICE.items():
        who = {"stands": {**STANDS, **besides}}
        seen = READERS | set(besides)
        for make in (sought, returned):
            yield cast.subject(
                f"{kind} advice {make.__name__}", make(kind), seen,
                missing={"submit_advice": empty}, complete={"submit_advice": whole}, **who,
            )  # fmt: skip
        yield cast.subject(
            f"{kind} advice received", received(kind), seen,
            missing={"return_advice": ["missing.questions"], "accept_advice": []},
            complete={"return_advice": {"questions": 1}, "accept_advice": {}}, **who,
        )  # fmt: skip
        yield cast.subject(f"{kind} advice accepted", accepted(kind), seen, **who)
        # Nobody was asked, so nobody leads the service; all that is medical is coordinated.
        leads = {name: role for name, role in besides.items() if name == "the health coordinator"}
        yield cast.subject(
            f"{kind} advice relied on", relied_on(kind), READERS | set(leads),
            stands={**STANDS, **leads}, missing={"ask_anew": ["missing.reasons"]},
            complete={"ask_anew": {**WHY, "changes": {**asked_anew[kind], **SINCE}}},
        )  # fmt: skip
