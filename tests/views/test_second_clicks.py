"""A form that is sent twice acts once, and its second click goes where the first one went."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from threading import Barrier
from typing import Any

import pytest
from django.db import models
from django.test import Client
from django.utils import timezone

from ehc.actions import sent_forms
from ehc.models import (
    CaseEvent,
    Exemption,
    Need,
    Outcome,
    Provision,
    RoleGrant,
    SentForm,
    Team,
    User,
)
from ehc.queries.sent_forms import where_it_led
from ehc.views import _once
from ehc.workflows.roles import Role
from tests import factories, journeys
from tests.actions.test_locks import AT_ONCE, together

pytestmark = pytest.mark.django_db
SignedIn = Callable[[User], Client]
TOKEN = re.compile(r'name="once" value="([-\w]{20,})"')

EXEMPTION = {
    "ground": "absent_from_area",
    "why_impractical": "They were abroad.",
    "from_on_day": "5",
    "from_on_month": "1",
    "from_on_year": "2026",
}
NEED = {
    "section": "B",
    "area": "communication_and_interaction",
    "text": "Amara needs time to answer a question.",
}
OUTCOME = {"text": "By July 2028 Amara tells her news to the class.", "by": "July 2028"}
PROVISION = {"section": "F", "what": "A quiet place to work", "who": "Her teacher"}


def token_of(client: Client, address: str) -> str:
    (token,) = TOKEN.findall(client.get(address).content.decode())
    return str(token)


def _forms(priya: User, today: date) -> dict[str, tuple[str, dict[str, str], type[models.Model]]]:
    """Forms that add a row: where, what is typed, and what it adds."""
    written = journeys.written(priya, factories.later(today, weeks=-9))
    case = f"/cases/{written.plan.case.reference}/"
    return {
        "exemption": (f"{case}exemption/", _shown(priya, f"{case}exemption/"), Exemption),
        "need": (f"{case}plan/need/new/", NEED, Need),
        "outcome": (f"{case}plan/outcome/new/", OUTCOME, Outcome),
        "provision": (f"{case}plan/provision/new/", PROVISION, Provision),
    }


def _shown(priya: User, address: str) -> dict[str, str]:
    """The exemption as it is sent once the page has shown which limits it reaches."""
    client = Client()
    client.force_login(priya)
    page = client.post(address, EXEMPTION).content.decode()
    (shown,) = re.findall(r'name="shown" value="([^"]+)"', page)
    return {**EXEMPTION, "shown": html.unescape(shown)}


def _clicks(priya: User, address: str, typed: dict[str, str]) -> list[str]:
    """The same form sent by several clicks at once: where each of them goes."""
    clients = [Client() for _ in range(AT_ONCE)]
    for client in clients:
        client.force_login(priya)

    def click(number: int) -> str:
        answer = clients[number].post(address, typed)
        return answer.headers.get("Location", str(answer.status_code))

    return together(click)


@pytest.mark.django_db(transaction=True)
def test_several_clicks_at_once_add_one_row_and_all_go_to_the_same_place(
    priya: User, today: date, signed_in: SignedIn
) -> None:
    for address, typed, model in _forms(priya, today).values():
        before, events = model._default_manager.count(), CaseEvent.objects.count()
        went = _clicks(priya, address, {**typed, "once": token_of(signed_in(priya), address)})
        assert len(set(went)) == 1, address
        assert went[0].startswith("/cases/")
        assert model._default_manager.count() == before + 1, address
        assert CaseEvent.objects.count() == events + 1


@pytest.mark.django_db(transaction=True)
def test_without_the_token_the_same_clicks_add_a_row_each(priya: User, today: date) -> None:
    """The control: nothing but the token holds them together."""
    for address, typed, model in _forms(priya, today).values():
        before = model._default_manager.count()
        _clicks(priya, address, typed)
        assert model._default_manager.count() == before + AT_ONCE, address


@pytest.mark.django_db(transaction=True)
def test_a_note_that_is_looked_for_and_not_kept_unique_holds_nobody_back(
    priya: User, today: date, signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: the clicks do collide, so that one row above is the unique note's doing."""
    address, typed, model = _forms(priya, today)["need"]
    before = model._default_manager.count()
    looked = Barrier(AT_ONCE)

    @contextmanager
    def looking(form: str, **_given: Any) -> Iterator[None]:
        known = where_it_led(form)
        looked.wait(timeout=30)
        if known is not None:
            raise sent_forms.SentBefore(known)
        yield

    monkeypatch.setattr(_once, "once", looking)
    _clicks(priya, address, {**typed, "once": token_of(signed_in(priya), address)})
    assert model._default_manager.count() == before + AT_ONCE


@pytest.mark.django_db(transaction=True)
def test_of_several_refused_clicks_none_stops_the_corrected_form(
    priya: User, today: date, signed_in: SignedIn
) -> None:
    address, typed, _model = _forms(priya, today)["exemption"]
    client = signed_in(priya)
    wrong = {**typed, "from_on_day": "", "once": token_of(client, address)}
    assert set(_clicks(priya, address, wrong)) == {"422"}
    assert SentForm.objects.count() == 0
    refused = client.post(address, wrong).content.decode()
    # The page that says why carries the same token, and its form can be sent.
    assert TOKEN.findall(refused) == [wrong["once"]]
    assert client.post(address, {**typed, "once": wrong["once"]}).status_code == 302
    assert Exemption.objects.count() == 1


def test_a_form_that_its_action_refuses_leaves_no_note_and_can_be_sent_again(
    priya: User, today: date, signed_in: SignedIn
) -> None:
    version = journeys.served(priya, factories.later(today, weeks=-9))
    address = f"/cases/{version.plan.case.reference}/settings/name/"
    client = signed_in(priya)
    of_no_type = factories.SettingFactory(type="")
    form = {"how": "named", "setting": of_no_type.pk, "once": token_of(client, address)}
    for _click in range(2):
        assert client.post(address, form).status_code == 422
    assert SentForm.objects.count() == 0
    of_no_type.type = "Special school"
    of_no_type.save()
    assert client.post(address, form).status_code == 302
    assert SentForm.objects.count() == 1


def test_what_is_sent_from_a_page_that_one_has_gone_back_to_is_another_form(
    priya: User, today: date, signed_in: SignedIn
) -> None:
    address, typed, model = _forms(priya, today)["need"]
    client = signed_in(priya)
    before = model._default_manager.count()
    form = {**typed, "once": token_of(client, address)}
    for text in ("Amara tires by noon.", "Amara tires by noon.", "Amara cannot bear noise."):
        assert client.post(address, {**form, "text": text}).status_code == 302
    assert model._default_manager.count() == before + 2


def test_somebody_elses_form_is_another_form(
    priya: User, north: Team, today: date, signed_in: SignedIn
) -> None:
    una = factories.staff("Una Bright", Role.CASEWORKER, team=north)
    address, typed, model = _forms(priya, today)["need"]
    before = model._default_manager.count()
    form = {**typed, "once": token_of(signed_in(priya), address)}
    for user in (priya, una):
        assert signed_in(user).post(address, form).status_code == 302
    assert model._default_manager.count() == before + 2


def test_the_second_click_on_a_case_that_has_gone_to_another_team_goes_on_too(
    priya: User, tom: User, north: Team, today: date, signed_in: SignedIn
) -> None:
    south = RoleGrant.objects.get(user=tom).team
    for team in (north, south):
        RoleGrant.objects.create(user=priya, role=Role.TEAM_MANAGER, team=team)
    case = journeys.allocated(priya, factories.later(today, weeks=-1)).case
    address = f"/cases/{case.reference}/allocate/"
    client = signed_in(priya)
    form = {"to": tom.pk, "once": token_of(client, address)}
    assert client.post(address, form).url == "/home/"
    RoleGrant.objects.filter(user=priya, team=south).delete()
    assert client.get(address).status_code == 404
    assert client.post(address, form).url == "/home/"
    # Another form for the same case is refused as it was.
    assert client.post(address, {**form, "once": "another"}).status_code == 404
    assert CaseEvent.objects.filter(case=case, step="allocate_case").count() == 2


def test_the_second_click_on_a_new_account_is_not_told_that_the_address_is_taken(
    signed_in: SignedIn, db: None
) -> None:
    client = signed_in(factories.staff("Asha Verma", Role.ADMINISTRATOR))
    given = {"name": "Una Bright", "email": "una@kent.example", "job_title": "Caseworker"}
    form = {**given, "once": token_of(client, "/staff/add/")}
    for _click in range(2):
        assert client.post("/staff/add/", form).url == "/staff/"
    again = {**given, "once": token_of(client, "/staff/add/")}
    assert client.post("/staff/add/", again).status_code == 422
    assert User.objects.filter(email="una@kent.example").count() == 1


def test_every_form_that_takes_a_step_carries_its_token(
    priya: User, today: date, signed_in: SignedIn
) -> None:
    assessment = journeys.assessing(priya, factories.later(today, weeks=-2))
    case = f"/cases/{assessment.case.reference}/"
    client = signed_in(priya)
    pages = ["advice/ask/", "decide-to-issue/", "exemption/", "details/", "allocate/"]
    tokens = set()
    for page in pages:
        text = client.get(case + page).content.decode()
        (form,) = re.findall(r'<form method="post".*?</form>', text[text.index("<main") :], re.S)
        tokens |= set(TOKEN.findall(form))
    assert len(tokens) == len(pages)


def test_the_notes_of_forms_are_removed_once_nobody_can_send_them(
    priya: User, today: date, signed_in: SignedIn
) -> None:
    address, typed, model = _forms(priya, today)["need"]
    client = signed_in(priya)
    before = model._default_manager.count()
    form = {**typed, "once": token_of(client, address)}
    client.post(address, form)
    now = timezone.now()
    assert sent_forms.forget_sent_forms(at=now + timedelta(days=1)) == 0
    client.post(address, form)
    assert model._default_manager.count() == before + 1
    assert sent_forms.forget_sent_forms(at=now + timedelta(days=3)) == 1
    assert SentForm.objects.count() == 0
