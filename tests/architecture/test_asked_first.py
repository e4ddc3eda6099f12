"""Nothing is looked at before it is asked who acts: read from the source of every action."""

from __future__ import annotations

import ast
from collections.abc import Set

from tests.architecture.source import modules

DOORS = frozenset({"open_process", "take_step", "record", "noting"})
OF_NO_CASE = {"ehc.actions.access", "ehc.actions.staff", "ehc.actions.uploads"}
"""Whose actions are about no case, so that none is locked."""

MAKES_ITS_CASE = {
    ("ehc.actions.arrivals", "receive_plan"),
    ("ehc.actions.reception", "take_down"),
}
"""Nobody can be asked of a case that is not there: all of it is undone where they may not."""

TOUCHES_ONES_OWN = {("ehc.actions.conversations", "read_conversation")}
"""What looks up nothing but the actor's own rows, so that there is nobody else's to be told of."""

LOOKS = ("_", "not_before", "only_for", "refuse_")
"""How the names begin of what refuses, or reads something to refuse it."""


def _called(node: ast.AST) -> list[str]:
    calls = [one for one in ast.walk(node) if isinstance(one, ast.Call)]
    return [one.func.id for one in calls if isinstance(one.func, ast.Name)]


def _looks_first(action: ast.FunctionDef, doors: Set[str]) -> bool:
    """Whether a body refuses, or calls what does, above the door that it goes through."""
    for statement in action.body:
        if isinstance(statement, ast.FunctionDef):
            # Run by the door, if at all.
            continue
        called = _called(statement)
        if doors & set(called):
            return False
        if any(isinstance(node, ast.Raise) for node in ast.walk(statement)):
            return True
        if any(name.startswith(LOOKS) for name in called):
            return True
    return True


def _takes(action: ast.FunctionDef, name: str) -> bool:
    return name in {argument.arg for argument in action.args.kwonlyargs}


def looking(tree: ast.Module) -> tuple[set[str], set[str]]:
    """The actions of a module that look before anybody is asked, and those that ask first."""
    functions = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
    doors = DOORS | {one.name for one in functions if not _looks_first(one, DOORS)}
    actions = [one for one in functions if not one.name.startswith("_") and _takes(one, "by")]
    asking = {
        one.name
        for one in actions
        if any("asks_first" in ast.unparse(decorator) for decorator in one.decorator_list)
    }
    return {one.name for one in actions if _looks_first(one, doors)} - asking, asking


def test_every_action_asks_who_acts_before_it_looks_at_anything() -> None:
    looks = set()
    for name, tree in modules("ehc/actions", "quality_assurance"):
        if name not in OF_NO_CASE and "._" not in name:
            looks |= {(name, action) for action in looking(tree)[0]}
    assert looks == MAKES_ITS_CASE | TOUCHES_ONES_OWN


def test_an_action_that_looks_first_would_be_noticed() -> None:
    """The control: the same actions, with the question left out."""
    caught, asked = set(), set()
    for name, tree in modules("ehc/actions", "quality_assurance"):
        asking = looking(tree)[1]
        for node in tree.body:
            if isinstance(node, ast.FunctionDef) and node.name in asking:
                node.decorator_list = []
        asked |= {(name, action) for action in asking}
        caught |= {(name, action) for action in asking & looking(tree)[0]}
    assert ("ehc.actions.plans", "revise") in asked
    assert caught == asked
