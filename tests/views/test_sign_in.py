"""Signing in: codes for families, passwords for staff, one click only in a demonstration."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client

from ehc.models import DemonstrationCounty, Message, User, UserKind

pytestmark = pytest.mark.django_db


@pytest.fixture
def ngozi(db: None) -> User:
    return User.objects.create_user("ngozi.okafor@family.example", name="Ngozi Okafor")


def ask(client: Client, email: str) -> Message:
    client.post("/account/login/code/", {"email": email})
    return Message.objects.get()


def test_a_family_signs_in_with_the_code_that_was_sent(client: Client, ngozi: User) -> None:
    message = ask(client, "Ngozi.Okafor@family.example")
    assert (message.to, message.template, message.holds_secret) == (
        ngozi.email, "login_code", True,
    )  # fmt: skip
    code = next(line for line in message.body.splitlines() if re.fullmatch(r"\S{6,9}", line))
    client.post("/account/login/code/confirm/", {"code": code})
    assert client.session["_auth_user_id"] == str(ngozi.pk)


def test_a_wrong_code_signs_nobody_in(client: Client, ngozi: User) -> None:
    ask(client, ngozi.email)
    answer = client.post("/account/login/code/confirm/", {"code": "WRONG1"})
    assert "_auth_user_id" not in client.session
    assert answer.status_code == 200
    assert answer.content.decode().count("Enter the code from our newest email") == 2


def test_nothing_says_whether_an_address_is_known_or_cheers_a_sign_in(
    client: Client, ngozi: User
) -> None:
    message = ask(client, ngozi.email)
    assert "has been sent to" not in client.get("/account/login/code/confirm/").content.decode()
    code = next(line for line in message.body.splitlines() if re.fullmatch(r"\S{6,9}", line))
    page = client.post("/account/login/code/confirm/", {"code": code}, follow=True)
    assert "uccessfully" not in page.content.decode()


def test_staff_are_sent_no_code_but_told_how_they_sign_in(client: Client, priya: User) -> None:
    message = ask(client, priya.email)
    assert (message.template, message.holds_secret) == ("staff_sign_in", False)
    assert not re.search(r"^\S{6,9}$", message.body, re.MULTILINE)


def test_an_unknown_address_looks_the_same_on_the_page(client: Client, ngozi: User) -> None:
    known = client.post("/account/login/code/", {"email": ngozi.email})
    unknown = Client().post("/account/login/code/", {"email": "nobody@family.example"})
    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    assert Message.objects.get(to="nobody@family.example").template == "unknown_account"


def test_staff_sign_in_with_a_password_and_not_with_another(client: Client, priya: User) -> None:
    wrong = client.post("/account/login/", {"login": priya.email, "password": "not this one"})
    assert wrong.status_code == 200
    assert "_auth_user_id" not in client.session
    client.post(
        "/account/login/", {"login": priya.email, "password": "a long demonstration password"}
    )
    assert client.session["_auth_user_id"] == str(priya.pk)


def test_staff_reset_a_password_by_a_link(client: Client, priya: User) -> None:
    client.post("/account/password/reset/", {"email": priya.email})
    message = Message.objects.get()
    assert (message.template, message.holds_secret) == ("password_reset", True)
    address = re.search(r"http\S+", message.body)
    assert address is not None
    page = client.get(address[0], follow=True)
    new = {"password1": "another long password 9", "password2": "another long password 9"}
    client.post(page.redirect_chain[-1][0], new)
    priya.refresh_from_db()
    assert priya.check_password("another long password 9")


def test_a_family_that_asks_for_a_password_is_sent_to_the_code(client: Client, ngozi: User) -> None:
    client.post("/account/password/reset/", {"email": ngozi.email})
    assert Message.objects.get().template == "code_instead"


def test_signing_out_ends_the_session(client: Client, ngozi: User) -> None:
    client.force_login(ngozi, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.get("/account/logout/").status_code == 200
    client.post("/account/logout/")
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("path", ["/account/signup/", "/account/email/", "/account/password/set/"])
def test_the_librarys_other_pages_stay_shut(client: Client, ngozi: User, path: str) -> None:
    client.force_login(ngozi, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    ("setting", "marked", "status"),
    [(True, True, 302), (True, False, 404), (False, True, 404), (False, False, 404)],
)
def test_one_click_works_only_with_the_setting_and_the_mark(
    client: Client, ngozi: User, settings: object, setting: bool, marked: bool, status: int
) -> None:
    settings.SERVICE_IS_DEMONSTRATION = setting  # type: ignore[attr-defined]
    if marked:
        DemonstrationCounty.objects.create(size="small", seed=1, as_of=date(2026, 11, 23))
    assert client.post("/demonstration/0/").status_code == status
    assert ("_auth_user_id" in client.session) == (status == 302)
    shown = 200 if status == 302 else 404
    assert client.get("/demonstration/mailbox/").status_code == shown
    assert client.get("/demonstration/").status_code == shown


def test_a_persona_of_nobody_is_not_found(client: Client, settings: object) -> None:
    settings.SERVICE_IS_DEMONSTRATION = True  # type: ignore[attr-defined]
    DemonstrationCounty.objects.create(size="small", seed=1, as_of=date(2026, 11, 23))
    assert client.post("/demonstration/0/").status_code == 404
    assert client.post("/demonstration/99/").status_code == 404


def test_deactivated_people_cannot_sign_in(client: Client, priya: User) -> None:
    priya.is_active = False
    priya.save()
    client.post(
        "/account/login/", {"login": priya.email, "password": "a long demonstration password"}
    )
    assert "_auth_user_id" not in client.session
    assert priya.kind == UserKind.STAFF


def test_a_new_password_is_chosen_on_the_service_whatever_host_was_named(
    client: Client, priya: User, settings: Any
) -> None:
    settings.SERVICE_URL = "https://ehc.example"
    client.post("/account/password/reset/", {"email": priya.email}, headers={"host": "127.0.0.1"})
    body = Message.objects.get(template="password_reset").body
    link = next(line for line in body.splitlines() if line.startswith("http"))
    assert link.startswith("https://ehc.example/account/password/reset/key/")
    page = client.get(link.removeprefix("https://ehc.example"), follow=True)
    assert page.status_code == 200
    assert "New password" in page.content.decode()
