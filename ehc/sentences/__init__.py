"""The sentences of :mod:`ehc.explanations`, one for each message key of ``ehc/workflows/``.

A day is written ``{due}`` with its weekday and ``{starts_on:plain}`` without; a length is written
with its unit ("20 weeks"); a message within a message is a phrase. A sentence says what its
parameters say and nothing else, so that a translator may turn it round.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from ehc.sentences.actions import ACTIONS, FAMILY_ACTIONS, STAGES, WHEN
from ehc.sentences.advice import ADVICE
from ehc.sentences.courses import COURSES, STATES
from ehc.sentences.duties import DUTY_SENTENCES
from ehc.sentences.events import EVENT_SENTENCES
from ehc.sentences.exemptions import EXEMPTIONS, PHRASES
from ehc.sentences.families import FAMILY_SENTENCES
from ehc.sentences.refusals import CEASING, IMPOSSIBLE, MISSING, MISSING_LINKS
from ehc.sentences.roles import PAGES, ROLES

SENTENCES: Mapping[str, str] = MappingProxyType(
    {
        str(key): text
        for table in (
            DUTY_SENTENCES,
            EVENT_SENTENCES,
            WHEN,
            STATES,
            COURSES,
            EXEMPTIONS,
            FAMILY_SENTENCES,
            PHRASES,
            ADVICE,
            IMPOSSIBLE,
            MISSING,
            CEASING,
            ACTIONS,
            FAMILY_ACTIONS,
        )
        for key, text in table.items()
    }
)
"""Every sentence and phrase, by message key."""

__all__ = ("MISSING_LINKS", "PAGES", "ROLES", "SENTENCES", "STAGES")
