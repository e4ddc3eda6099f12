"""What is drawn here is sent compressed; what is kept is sent as it is."""

from __future__ import annotations

import gzip

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db
PACKED = {"Accept-Encoding": "gzip"}


def test_a_page_is_sent_compressed_to_whoever_takes_it_so(client: Client) -> None:
    plain = client.get("/privacy/")
    packed = client.get("/privacy/", headers=PACKED)
    assert not plain.has_header("Content-Encoding")
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert len(packed.content) < len(plain.content) / 2
    assert b"<html" in gzip.decompress(packed.content)


def test_a_file_is_not_compressed_again(client: Client) -> None:
    font = "/static/ehc/fonts/noto-sans-arabic-400-normal.woff2"
    assert not client.get(font, headers=PACKED).has_header("Content-Encoding")
