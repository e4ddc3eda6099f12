"""The administrators' pages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client

from ehc.actions import staff as actions
from ehc.models import Message, RoleGrant, Team, User
from ehc.refusals import Invalid, NotVisible
from ehc.workflows.roles import Role
from tests import factories

pytestmark = pytest.mark.django_db
SignedIn = Callable[[User], Client]
NOW = datetime(2026, 1, 5, 9, 30, tzinfo=UTC)


@pytest.fixture
def asha(db: None) -> User:
    return factories.staff("Asha Verma", Role.ADMINISTRATOR)


@pytest.fixture
def client(asha: User, signed_in: SignedIn) -> Client:
    return signed_in(asha)


def test_an_account_is_made_once_and_its_holder_is_told(client: Client) -> None:
    given = {"name": "Una Bright", "email": "Una@kent.example", "job_title": "Caseworker"}
    assert client.post("/staff/add/", given).status_code == 302
    assert Message.objects.get(template="staff_welcome").to == "una@kent.example"
    again = client.post("/staff/add/", given)
    assert again.status_code == 422
    assert "has an account already" in again.content.decode()
    assert "Una Bright" in client.get("/staff/?search=una").content.decode()
    assert User.objects.filter(email="una@kent.example").count() == 1


def test_a_role_is_given_in_its_team_and_ended(client: Client, priya: User, north: Team) -> None:
    una = User.objects.create_user("una@kent.example", name="Una", kind="staff")
    page = f"/staff/{una.pk}/"
    refused = client.post(page, {"role": Role.CASEWORKER})
    assert "Choose the area team" in refused.content.decode()
    given = {"role": Role.CASEWORKER, "team": north.pk}
    assert client.post(page, given).status_code == 302
    assert client.post(page, given).status_code == 409
    grant = RoleGrant.objects.get(user=una)
    assert client.post(f"{page}roles/{grant.pk}/end/").status_code == 302
    assert RoleGrant.objects.get(user=una).ended_at is not None


def test_the_last_administrator_stays(client: Client, asha: User) -> None:
    grant = RoleGrant.objects.get(user=asha)
    page = client.post(f"/staff/{asha.pk}/roles/{grant.pk}/end/", follow=True)
    assert "Make somebody else an administrator first." in page.content.decode()
    client.post(f"/staff/{asha.pk}/switch/")
    assert User.objects.get(pk=asha.pk).is_active
    second = factories.staff("Bo Admin", Role.ADMINISTRATOR)
    actions.end_grant(grant, by=second, at=NOW)
    assert RoleGrant.objects.get(user=asha).ended_at == NOW


def test_a_closed_account_opens_nothing_until_it_is_opened_again(
    client: Client, priya: User, signed_in: SignedIn
) -> None:
    theirs = signed_in(priya)
    assert theirs.get("/cases/").status_code == 200
    client.post(f"/staff/{priya.pk}/switch/")
    assert theirs.get("/cases/").status_code in {302, 404}
    client.post(f"/staff/{priya.pk}/switch/")
    assert signed_in(User.objects.get(pk=priya.pk)).get("/cases/").status_code == 200


def test_a_team_is_added_once(client: Client) -> None:
    assert client.post("/staff/teams/", {"name": "Mid Kent"}).status_code == 302
    again = client.post("/staff/teams/", {"name": "Mid Kent"})
    assert "There is a team of this name already" in again.content.decode()
    assert Team.objects.filter(name="Mid Kent").count() == 1


def test_nobody_else_changes_staff_even_past_the_pages(priya: User, north: Team) -> None:
    who = {"email": "x@kent.example", "name": "X", "job_title": "X"}
    with pytest.raises(NotVisible):
        actions.add_staff(**who, by=priya, at=NOW)
    with pytest.raises(NotVisible):
        actions.grant_role(priya, role=Role.ADMINISTRATOR, team=None, service=None, by=priya)
    with pytest.raises(NotVisible):
        actions.deactivate(priya, by=priya)
    with pytest.raises(NotVisible):
        actions.add_team("Y", by=priya)


def test_no_role_of_a_family_is_granted(asha: User, priya: User) -> None:
    with pytest.raises(Invalid):
        actions.grant_role(priya, role=Role.PARENT, team=None, service=None, by=asha)


def test_the_list_takes_as_many_queries_for_three_people_as_for_one(
    client: Client, queries_of: Callable[[Client, str], int], north: Team
) -> None:
    client.get("/staff/")
    before = queries_of(client, "/staff/")
    for name in ("Ann One", "Bob Two"):
        factories.staff(name, Role.CASEWORKER, team=north)
    assert queries_of(client, "/staff/") == before


def test_a_closed_account_that_is_opened_again_begins_with_a_new_password(
    client: Client, priya: User, signed_in: SignedIn
) -> None:
    """A session from before would otherwise live on, kept alive by whoever holds its cookie."""
    before = signed_in(priya)
    assert before.get("/cases/").status_code == 200
    for _switch in range(2):
        client.post(f"/staff/{priya.pk}/switch/")
    reopened = User.objects.get(pk=priya.pk)
    assert reopened.is_active
    assert before.get("/cases/").url.startswith("/sign-in/")
    assert signed_in(reopened).get("/cases/").status_code == 200


def test_closing_an_account_leaves_what_else_was_changed_meanwhile(asha: User, priya: User) -> None:
    read_before = User.objects.get(pk=priya.pk)
    User.objects.filter(pk=priya.pk).update(name="Priya Nair-Shah")
    actions.deactivate(read_before, by=asha)
    kept = User.objects.get(pk=priya.pk)
    assert (kept.name, kept.is_active) == ("Priya Nair-Shah", False)


def test_the_first_administrator_is_made_by_a_command_and_opens_the_staff_pages(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", "a long password of the first")
    call_command(
        "createsuperuser",
        "--noinput",
        email="First@kent.example",
        name="First Administrator",
        stdout=StringIO(),
    )
    visitor = Client()
    given = {"login": "first@kent.example", "password": "a long password of the first"}
    assert visitor.get("/staff/").status_code == 302
    assert visitor.post("/account/login/", given).status_code == 302
    page = visitor.get("/staff/")
    assert page.status_code == 200
    assert "First Administrator" in page.content.decode()


def test_an_administrator_records_until_when_a_setting_is_open(
    client: Client, asha: User, priya: User, signed_in: SignedIn
) -> None:
    elm, oak = (factories.SettingFactory(name=name, urn=urn) for name, urn in TWO)
    listed = client.get("/staff/settings/?search=999001").content.decode()
    assert ("Elm" in listed, "Oak" in listed) == (True, False)
    page = f"/staff/settings/{elm.pk}/"
    typed = {"closed_on_day": "31", "closed_on_month": "2", "closed_on_year": "2026"}
    refused = client.post(page, typed)
    assert refused.status_code == 422
    assert 'value="31"' in refused.content.decode()
    assert client.post(page, {**typed, "closed_on_month": "8"}).url == "/staff/settings/"
    elm.refresh_from_db()
    assert elm.closed_on == date(2026, 8, 31)
    assert elm.history.first().history_user == asha
    assert "Until Monday 31 August 2026" in client.get("/staff/settings/").content.decode()
    assert 'value="31"' in client.get(page).content.decode()
    client.post(page, dict.fromkeys(typed, ""))
    elm.refresh_from_db()
    assert elm.closed_on is None
    for address in ("/staff/settings/", page):
        assert signed_in(priya).get(address).status_code == 404
    with pytest.raises(NotVisible):
        actions.set_closing(oak, closed_on=date(2026, 8, 31), by=priya)


TWO = (("Elm", "999001"), ("Oak", "999002"))


def test_the_list_of_settings_takes_no_more_queries_for_more(
    client: Client, queries_of: Callable[[Client, str], int]
) -> None:
    factories.SettingFactory()
    client.get("/staff/settings/")
    before = queries_of(client, "/staff/settings/")
    for _number in range(2):
        factories.SettingFactory()
    assert queries_of(client, "/staff/settings/") == before
