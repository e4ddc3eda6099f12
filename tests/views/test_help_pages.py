"""The help: what may happen in each process, as a picture, as tables, for everybody."""

from __future__ import annotations

import re
from datetime import date
from html import unescape

import pytest
from django.contrib.staticfiles import finders
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.html import strip_tags

from ehc.law_words import PROCESSES, duties_of
from ehc.models import User
from ehc.workflows.duties import DUTIES
from ehc.workflows.processes import ProcessKind
from ehc.workflows.steps import steps_of

pytestmark = pytest.mark.django_db


def _text(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def _rows(table: str) -> list[list[str]]:
    return [
        [
            " ".join(unescape(strip_tags(cell)).split())
            for cell in re.findall(r"<t[hd] [^>]*>(.*?)</t[hd]>", row, re.DOTALL)
        ]
        for row in re.findall(r"<tr [^>]*>(.*?)</tr>", table, re.DOTALL)[1:]
    ]


def test_the_processes_are_listed_and_each_has_a_page(client: Client) -> None:
    page = _text(client, "/help/")
    assert re.findall(r'href="/help/(\w+)/"', page) == list(ProcessKind)
    assert set(PROCESSES) == set(ProcessKind)


@pytest.mark.parametrize("process", ProcessKind)
def test_a_process_is_drawn_and_told_as_a_table(client: Client, process: ProcessKind) -> None:
    page = _text(client, f"/help/{process}/")
    drawn = re.findall(r'<img class="ehc-chart" src="([^"]+)" alt="([^"]+)"', page)
    source, alternative = drawn[0]
    assert source == f"/static/ehc/diagrams/{process}.svg"
    assert finders.find(f"ehc/diagrams/{process}.svg")
    assert alternative == (
        f"{PROCESSES[process].name}: a diagram of what may follow what. The table says the same."
    )
    moves, *duties = re.findall(r"<table .*?</table>", page, re.DOTALL)
    steps = steps_of(process)
    rows = _rows(moves)
    assert [(row[0], row[-1]) for row in rows] == [(step.label, step.citation) for step in steps]
    titles = [duty.title for duty in DUTIES if duty.process == process]
    told = [row[0] for row in _rows("".join(duties))]
    assert [
        title for row, title in zip(told, titles, strict=True) if row.startswith(title)
    ] == titles


def test_a_row_says_from_where_to_where_and_who_may(client: Client) -> None:
    moves, duties = re.findall(
        r"<table .*?</table>", _text(client, "/help/consultation/"), re.DOTALL
    )
    assert _rows(moves) == [
        [
            "Consult a setting",
            "the beginning",
            "Asked",
            "Caseworker, Team manager",
            "Children and Families Act 2014, sections 39(2) and 40(3); SEND Regulations 2014, "
            "regulations 22(1), 27(1) and 28",
        ],
        [
            "Record the setting's answer",
            "Asked",
            "Answered",
            "School or other setting, Caseworker, Team manager",
            "SEND Code of Practice 2015, paragraph 9.83",
        ],
    ]
    assert _rows(duties) == [
        [
            "The answer of a setting that was consulted",
            "15 days after",
            "the consultation of a setting",
            "guidance",
            "nothing",
            "guidance: SEND Code of Practice 2015, paragraph 9.83"
            ": The answer of a setting that was consulted",
        ]
    ]


def test_only_what_is_law_today_is_said_to_be_due() -> None:
    def ids(day: date) -> set[str]:
        return {duty.id for duty in duties_of(ProcessKind.DISPUTE, day)}

    # The Tribunal's recommendations are law from 3 April 2018.
    later = ids(date(2018, 4, 3)) - ids(date(2018, 4, 2))
    assert later == {
        "recommendation.health",
        "recommendation.health.copy",
        "recommendation.social_care",
        "recommendation.social_care.copy",
    }


def test_a_process_that_there_is_not_is_absent(client: Client) -> None:
    assert client.get("/help/panel/").status_code == 404
    assert client.post("/help/assessment/").status_code == 405


def test_help_is_one_click_from_every_page(client: Client, priya: User) -> None:
    assert 'href="/help/"' in _text(client, "/")
    client.force_login(priya)
    assert 'href="/help/"' in _text(client, "/cases/")


def test_a_stranger_reads_the_help_without_a_query(client: Client) -> None:
    with CaptureQueriesContext(connection) as queries:
        client.get("/help/assessment/")
    assert len(queries) == 0
