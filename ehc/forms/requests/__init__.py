"""The pages of a request for an assessment: one idea a page, each in the words of who asks."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from ehc.actions._answers import PAGES
from ehc.forms.requests.child import ChildPage
from ehc.forms.requests.contact import (
    ConsentPage,
    ContactPage,
    FormatsPage,
    LaterForm,
    SettingContactPage,
)
from ehc.forms.requests.documents import DocumentsPage
from ehc.forms.requests.life import DetainedPage, FamilyPage, HomePage, LifePage, SchoolPage
from ehc.forms.requests.page import YES_NO, RequestPage, as_asked
from ehc.forms.requests.story import (
    HealthPage,
    HopesPage,
    NeedsPage,
    PeoplePage,
    StoryPage,
    SupportPage,
)
from ehc.forms.requests.who import (
    RIGHTS,
    HelperPage,
    OtherPage,
    ParentPage,
    SettingPage,
    WhoPage,
    YoungPersonPage,
)
from ehc.models import Asker

_PAGES: Mapping[str, type[RequestPage]] = MappingProxyType(
    {
        "who": WhoPage,
        "child": ChildPage,
        "home": HomePage,
        "family": FamilyPage,
        "school": SchoolPage,
        "life": LifePage,
        "detained": DetainedPage,
        "story": StoryPage,
        "needs": NeedsPage,
        "support": SupportPage,
        "hopes": HopesPage,
        "people": PeoplePage,
        "health": HealthPage,
        "documents": DocumentsPage,
        "consent": ConsentPage,
        "contact": ContactPage,
        "formats": FormatsPage,
    }
)
_OF_ASKER: Mapping[str, Mapping[str, type[RequestPage]]] = MappingProxyType(
    {
        Asker.PARENT: {"you": ParentPage},
        Asker.YOUNG_PERSON: {"you": YoungPersonPage, "helper": HelperPage},
        Asker.SETTING: {"you": SettingPage, "contact": SettingContactPage},
        Asker.OTHER: {"you": OtherPage},
    }
)
"""The pages that are another's, by who asks."""

_OF_OTHERS = frozenset(
    {"who", "you", "child", "home", "family", "school", "detained", "story", "documents"}
)
"""What somebody with no part in the family is asked: consent and wishes are not theirs to give."""


def form_for(name: str, asker: str) -> type[RequestPage] | None:
    """The form of a page; None where whoever asks is not asked it, or is not known yet."""
    if asker == Asker.OTHER and name not in _OF_OTHERS:
        return None
    return _OF_ASKER.get(asker, {}).get(name) or _PAGES.get(name)


def pages_for(asker: str) -> tuple[str, ...]:
    """The pages that whoever asks goes through, in order."""
    return tuple(name for name in PAGES if form_for(name, asker) is not None)


__all__ = (
    "RIGHTS",
    "YES_NO",
    "ChildPage",
    "ContactPage",
    "DetainedPage",
    "DocumentsPage",
    "FormatsPage",
    "HomePage",
    "LaterForm",
    "ParentPage",
    "RequestPage",
    "SchoolPage",
    "SettingPage",
    "as_asked",
    "form_for",
    "pages_for",
)
