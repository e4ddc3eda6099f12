"""The pages of a request for an assessment: one idea a page, each in the words of who asks."""

from __future__ import annotations

from collections.abc import Mapping

from ehc.forms.requests.child import ChildPage
from ehc.forms.requests.contact import ConsentPage, ContactPage, LaterForm, SettingContactPage
from ehc.forms.requests.page import YES_NO, RequestPage
from ehc.forms.requests.story import HopesPage, PeoplePage, StoryPage, SupportPage
from ehc.forms.requests.who import RIGHTS, ParentPage, SettingPage, WhoPage, YoungPersonPage
from ehc.models import Asker

_PAGES: Mapping[str, type[RequestPage]] = {
    "who": WhoPage,
    "child": ChildPage,
    "story": StoryPage,
    "support": SupportPage,
    "hopes": HopesPage,
    "people": PeoplePage,
    "consent": ConsentPage,
}
_YOU: Mapping[str, type[RequestPage]] = {
    Asker.PARENT: ParentPage,
    Asker.YOUNG_PERSON: YoungPersonPage,
    Asker.SETTING: SettingPage,
}


def form_for(name: str, asker: str) -> type[RequestPage] | None:
    """The form of a page; None where there is no such page, or who asks is not known yet."""
    if name == "you":
        return _YOU.get(asker)
    if name == "contact":
        return SettingContactPage if asker == Asker.SETTING else ContactPage
    return _PAGES.get(name)


__all__ = ("RIGHTS", "YES_NO", "ChildPage", "LaterForm", "RequestPage", "SettingPage", "form_for")
