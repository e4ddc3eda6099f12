"""A session that ends while somebody signed in is writing: their words come back to them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from ehc.models import Said, User
from tests import journeys

pytestmark = pytest.mark.django_db
WORDS = "He has not slept since Monday."


@pytest.fixture
def writing(priya: User, today: date, signed_in: Callable[[User], Client]) -> tuple[Client, str]:
    """A mother who writes a message, and where."""
    case = journeys.allocated(priya, today).case
    mother = case.person.family.get(is_main_contact=True).user
    assert mother is not None
    return signed_in(mother), f"/your-requests/{case.reference}/messages/"


def test_what_was_typed_is_given_back_with_the_way_back(writing: tuple[Client, str]) -> None:
    client, address = writing
    client.session.flush()
    answer = client.post(address, {"text": WORDS, "once": "a token of the page's own"})
    page = answer.content.decode()
    assert answer.status_code == 403
    assert WORDS in page
    assert "a token of the page" not in page
    assert f'href="/sign-in/?next={address}"' in page
    assert not Said.objects.exists()


def test_where_nothing_was_typed_one_is_asked_to_sign_in(writing: tuple[Client, str]) -> None:
    client, address = writing
    client.session.flush()
    assert client.post(address, {"text": ""}).headers["Location"] == f"/sign-in/?next={address}"


def test_whoever_is_signed_in_sends_what_they_typed(writing: tuple[Client, str]) -> None:
    client, address = writing
    assert client.post(address, {"text": WORDS}).status_code == 302
    assert Said.objects.get().text == WORDS
