"""What a letter is given: everything it says, frozen on the day that its step was taken."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ehc.lengths import lengths_on
from ehc.workflows.notices import MATRIX

STATED_LENGTHS = (
    "advice.code",
    "appeal.lodge",
    "appeal.lodge.certificate",
    "mediation.certificate_declined",
    "move.notify",
    "review.notice",
)
"""The rules whose length letters state beside no day."""


def lengths_stated(on: date, *, begun_on: date) -> dict[str, str]:
    """How long each of those rules gives, by the law of the day of a letter."""
    lengths = lengths_on(on, begun_on=begun_on)
    return {name: lengths[name] for name in STATED_LENGTHS}


@dataclass(frozen=True, slots=True)
class LetterFacts:
    """The facts of one letter, the same for every recipient.

    Attributes:
        kind: a :class:`~ehc.workflows.notices.LetterKind`.
        blocks: what it must hold, in order (:class:`~ehc.workflows.notices.Block`).
        citation: what asks for it.
        reference: the case's.
        child_name, child_known_as: in full, and as they are called.
        received_on: the day on which the request was received.
        decided_on: the day of the decision, on which the letter is sent.
        reasons: in words; empty where the letter owes none.
        officer_name, officer_phone, officer_email: whom to ask.
        dates: the days that the letter states, by name, such as ``appeal_by``.
        authority: who sends it and whom it names besides: ``name``, ``address``, ``phone``,
            ``email``, ``local_offer_url``, and ``iass``, ``mediation``,
            ``disagreement_resolution`` and ``tribunal`` with how to reach each.
        demonstration: whether the data are invented and the paper must say so.
        amendments: the changes to a plan that are proposed, in words.
        evidence: what supports them.
        elsewhere: of another authority that is responsible: ``authority`` (its name; empty where
            it is outside England), ``where_to_ask``, and ``is_sent_on``, ``"yes"`` or ``"no"``.
        because: each duty whose day the letter states, with its sentence for families, as their
            own pages have it.
        other_authority: to which a plan goes, or from which it came.
        proposes_to_assess: whether the authority to which it came proposes to assess.
        mediation: ``about`` what the family wants it, an :class:`~ehc.models.Issues`; the
            ``issues`` in its words; and the ``place``, once it is arranged.
        enclosed: the papers that go with the letter, each as it is called.
        appeal: the paragraph that gives the right of appeal; empty: the letter tells none.
        lengths: how long the law gave on the day of the letter, in words, for each of
            :data:`STATED_LENGTHS`.
        placement: why a final plan says what it says of the setting, a sentence for each thing.
    """

    kind: str
    blocks: tuple[str, ...]
    citation: str
    reference: str
    child_name: str
    child_known_as: str
    received_on: date
    decided_on: date
    reasons: str
    officer_name: str
    officer_phone: str
    officer_email: str
    dates: Mapping[str, date]
    authority: Mapping[str, Any]
    demonstration: bool
    amendments: str = ""
    evidence: str = ""
    elsewhere: Mapping[str, str] = field(default_factory=dict)
    because: Mapping[str, str] = field(default_factory=dict)
    other_authority: str = ""
    proposes_to_assess: bool | None = None
    enclosed: tuple[str, ...] = ()
    mediation: Mapping[str, str] = field(default_factory=dict)
    placement: tuple[str, ...] = ()
    appeal: str = ""
    lengths: Mapping[str, str] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """JSON-safe values, dates as ISO 8601."""
        data = dataclasses.asdict(self)
        return {
            **data,
            "blocks": list(self.blocks),
            "enclosed": list(self.enclosed),
            "placement": list(self.placement),
            "received_on": self.received_on.isoformat(),
            "decided_on": self.decided_on.isoformat(),
            "dates": {name: day.isoformat() for name, day in sorted(self.dates.items())},
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> LetterFacts:
        """Read what :meth:`to_json` wrote.

        What a letter did not keep yet when it was written is as the law of its day has it.
        """
        decided_on = date.fromisoformat(data["decided_on"])
        received_on = date.fromisoformat(data["received_on"])
        appeal = next((row.appeal for row in MATRIX if row.letter == data["kind"]), "")
        return cls(
            **{
                "appeal": appeal,
                "lengths": lengths_stated(decided_on, begun_on=received_on),
                **data,
                "blocks": tuple(data["blocks"]),
                "enclosed": tuple(data.get("enclosed", ())),
                "placement": tuple(data.get("placement", ())),
                "received_on": received_on,
                "decided_on": decided_on,
                "dates": {n: date.fromisoformat(day) for n, day in data["dates"].items()},
            }
        )
