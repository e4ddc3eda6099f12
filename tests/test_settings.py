"""What production refuses to start with, and what it makes of the rest."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings

GIVEN = {
    "SECRET_KEY": "k9-Yq2vT7wXz4LmN8pRsU3bCdEfGhJ6aK1oQ5tV0iWyZxBnMlP",
    "ALLOWED_HOSTS": "ehc.example,.kent.example",
    "SERVICE_URL": "https://ehc.example",
    "DATABASE_URL": "postgres://ehc:x@localhost/ehc",
    "MEDIA_ROOT": "/tmp",
    "EMAIL_HOST": "localhost",
    "DEFAULT_FROM_EMAIL": "ehc@kent.example",
}
NAMES = ("ALLOWED_HOSTS", "CSRF_TRUSTED_ORIGINS", "ALLAUTH_TRUSTED_PROXY_COUNT")


def _started(**given: str) -> subprocess.CompletedProcess[str]:
    show = (
        "import json; from ehc.settings import production as p; "
        f"print(json.dumps({{n: getattr(p, n, None) for n in {NAMES!r}}}))"
    )
    return subprocess.run(
        [sys.executable, "-c", show],
        env={"PATH": os.environ["PATH"], **GIVEN, **given},
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=False,
    )


def test_hosts_and_origins_are_the_named_ones() -> None:
    started = _started()
    assert started.returncode == 0, started.stderr
    assert json.loads(started.stdout) == {
        "ALLOWED_HOSTS": ["ehc.example", ".kent.example"],
        "CSRF_TRUSTED_ORIGINS": ["https://ehc.example", "https://*.kent.example"],
        "ALLAUTH_TRUSTED_PROXY_COUNT": None,
    }


@pytest.mark.parametrize("hosts", ["*", "ehc.example,*"])
def test_a_service_that_answers_to_any_host_does_not_start(hosts: str) -> None:
    started = _started(ALLOWED_HOSTS=hosts)
    assert started.returncode == 1
    assert "ALLOWED_HOSTS must name the hosts" in started.stderr


@pytest.mark.parametrize(("given", "count"), [({}, 1), ({"TRUSTED_PROXIES": "2"}, 2)])
def test_behind_a_proxy_a_visitor_is_known_by_their_own_address(
    given: dict[str, str], count: int
) -> None:
    started = _started(BEHIND_TLS_PROXY="yes", **given)
    assert json.loads(started.stdout)["ALLAUTH_TRUSTED_PROXY_COUNT"] == count


@pytest.mark.parametrize(("days", "starts"), [("30", False), ("never", False), ("31", True)])
def test_an_unsent_request_is_kept_for_longer_than_the_link_to_it(days: str, starts: bool) -> None:
    started = _started(UNSENT_REQUESTS_KEPT_DAYS=days)
    assert (started.returncode == 0) is starts, started.stderr
    assert starts or "UNSENT_REQUESTS_KEPT_DAYS must be" in started.stderr


@pytest.mark.parametrize("missing", ["NOTIFY_API_KEY", "NOTIFY_TEXT_TEMPLATE_ID"])
def test_texts_through_notify_need_its_key_and_its_template(missing: str) -> None:
    given = {
        "TEXT_BACKEND": "ehc.notify.NotifyTexts",
        "NOTIFY_API_KEY": "council-key",
        "NOTIFY_TEXT_TEMPLATE_ID": "template",
    }
    assert _started(**given).returncode == 0
    started = _started(**{**given, missing: ""})
    assert started.returncode == 1
    assert f"Set {missing} in the environment" in started.stderr


@pytest.mark.parametrize("secret", ["short", "a" * 40])
def test_a_secret_that_can_be_guessed_is_refused(secret: str) -> None:
    started = _started(DELIVERY_RECEIPTS_SECRET=secret)
    assert started.returncode == 1
    assert "DELIVERY_RECEIPTS_SECRET must have at least 32 characters" in started.stderr
    # Left out, receipts are not taken; given, it is what was given.
    assert _started().returncode == 0
    assert _started(DELIVERY_RECEIPTS_SECRET="a9-Kx4vT7wXz4LmN8pRsU3bCdEfGhJ6aK1oQ").returncode == 0
