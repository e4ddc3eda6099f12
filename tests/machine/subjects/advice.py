"""A request for advice in every status."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ehc.actions import contributions
from ehc.actions.contributions import Question
from ehc.models import AdviceRequest
from tests import journeys
from tests.machine.standing import (
    MONDAY,
    READERS,
    STANDS,
    STANDS_TO_ADVICE,
    WHO,
    Cast,
    Subject,
)


def advice_subjects(cast: Cast) -> Iterator[Subject]:
    """A request for advice at each of its four statuses, to a psychologist and to a health body."""
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

    def sought(kind: str) -> AdviceRequest:
        # Each for another child: the same adviser is asked for the same once while it is to come.
        assessment = journeys.assessing(priya, MONDAY, **cast.request())
        return contributions.seek_advice(assessment, kind=kind, by=priya, **WHO, **asked_of[kind])

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
