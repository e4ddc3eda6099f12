"""Imports point one way: down the layers, along the stages, and from quality_assurance to ehc."""

from __future__ import annotations

import sys

import pytest

from tests.architecture.source import imports, modules

LAYERS = (
    ("ehc.workflows", "ehc.plan_checks"),
    ("ehc.refusals",),
    ("ehc.models",),
    ("ehc.permissions",),
    ("ehc.queries",),
    ("ehc.documents", "ehc.notifications"),
    ("ehc.actions",),
    ("ehc.forms", "ehc.reports"),
    ("ehc.views", "ehc.management"),
)
STAGES = (
    "organisations",
    "accounts",
    "people",
    "cases",
    "correspondence",
    "conversations",
    "requests",
    "assessments",
    "ends",
    "contributions",
    "plans",
    "representations",
    "placement",
    "reviews",
    "disputes",
    "appeals",
    "orders",
    "transfers",
    "reassessments",
)


def _layer(name: str) -> int | None:
    for number, prefixes in enumerate(LAYERS):
        if any(name == prefix or name.startswith(f"{prefix}.") for prefix in prefixes):
            return number
    return None


@pytest.mark.parametrize(
    ("name", "imported"), [(name, imports(tree)) for name, tree in modules("ehc")]
)
def test_no_module_imports_a_layer_above_its_own(name: str, imported: set[str]) -> None:
    own = _layer(name)
    if own is None:
        return
    upward = {
        module for module in imported if (layer := _layer(module)) is not None and layer > own
    }
    assert upward == set()


@pytest.mark.parametrize("layer", ["ehc.models", "ehc.actions"])
def test_no_stage_imports_a_later_stage_of_its_layer(layer: str) -> None:
    later = []
    for name, tree in modules("ehc"):
        stage = name.removeprefix(f"{layer}.")
        if stage not in STAGES:
            continue
        for module in imports(tree):
            other = module.removeprefix(f"{layer}.")
            if module != other and other in STAGES and STAGES.index(other) > STAGES.index(stage):
                later.append((name, module))
    assert later == []


def test_ehc_imports_quality_assurance_only_where_it_is_wired() -> None:
    wired = {"ehc.urls"}
    found = {
        name
        for name, tree in modules("ehc")
        if any(module.split(".")[0] == "quality_assurance" for module in imports(tree))
    }
    assert found <= wired


@pytest.mark.parametrize("package", ["ehc.workflows", "ehc.plan_checks"])
def test_the_pure_packages_use_the_standard_library_alone(package: str) -> None:
    foreign = {
        (name, module)
        for name, tree in modules(package.replace(".", "/"))
        for module in imports(tree)
        if module.split(".")[0] not in sys.stdlib_module_names
        and not module.startswith(("ehc.workflows", "ehc.plan_checks"))
    }
    assert foreign == set()


def test_one_module_alone_imports_the_state_machine() -> None:
    found = {
        name
        for name, tree in modules("ehc", "quality_assurance")
        if any(module.split(".")[0] == "django_fsm" for module in imports(tree))
    }
    assert found == {"ehc.models._process"}
