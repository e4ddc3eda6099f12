"""Small rules that keep the one door the only one."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.architecture.source import modules

CLOCKS = {"now", "today", "localdate", "localtime", "utcnow"}
MAY_READ_THE_CLOCK = (
    "ehc.middleware",
    "ehc.management.",
    "ehc.views.",
    "ehc.logs",
    # The sign-in library hands its adapter no request of ours to take the instant from.
    "ehc.adapters",
)
# Rows without field history, or columns that are not part of it.
MAY_UPDATE = {
    "ehc.actions.correspondence", "ehc.actions.deliveries", "ehc.actions.digests",
    "ehc.actions.requests", "ehc.actions._links", "ehc.actions.advice_requests",
}  # fmt: skip
BULK = {"bulk_create", "bulk_update"}


def _calls(tree: ast.Module) -> Iterator[tuple[ast.Attribute, ast.Call]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield node.func, node


def test_time_is_an_argument_below_views_and_commands() -> None:
    found = [
        (name, ast.unparse(call))
        for name, tree in modules("ehc", "quality_assurance")
        if not name.startswith(MAY_READ_THE_CLOCK)
        for function, call in _calls(tree)
        if function.attr in CLOCKS and not call.args
    ]
    assert found == []


def test_no_view_reaches_rows_but_through_what_the_reader_may_see() -> None:
    found = [
        name
        for name, tree in modules("ehc/views", "ehc/forms")
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr in {"objects", "_default_manager"}
    ]
    assert found == []


def test_no_behaviour_in_signals() -> None:
    found = [
        name
        for name, tree in modules("ehc", "quality_assurance")
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").endswith("signals")
    ]
    # It only takes a listener of the state machine library's off the models of migrations.
    assert found == ["ehc.models._process"]


def test_no_bulk_write_past_the_field_history() -> None:
    found = []
    for name, tree in modules("ehc", "quality_assurance"):
        for function, call in _calls(tree):
            if function.attr in BULK:
                found.append((name, ast.unparse(call)))
            on_rows = function.attr == "update" and any(
                isinstance(node, ast.Attribute) and node.attr in {"objects", "_default_manager"}
                for node in ast.walk(function)
            )
            if on_rows and name not in MAY_UPDATE:
                found.append((name, ast.unparse(call)))
    assert found == []


def test_only_the_door_appends_events_and_moves_a_status() -> None:
    door = {"ehc.actions._step"}
    creates = {
        name
        for name, tree in modules("ehc", "quality_assurance")
        for function, _ in _calls(tree)
        if ast.unparse(function) == "CaseEvent.objects.create"
    }
    assert creates == door
