"""Short ways to write the questions that most forms ask."""

from __future__ import annotations

from typing import Any

from django import forms

from ehc.forms.fields import LongTextField


def radios(label: Any, required: Any, choices: Any, **kwargs: Any) -> forms.ChoiceField:
    """One answer of a few; optional unless ``required`` says what to do when none is chosen."""
    return forms.ChoiceField(
        label=label,
        choices=choices,
        required=bool(required),
        widget=forms.RadioSelect,
        error_messages={"required": required} if required else None,
        **kwargs,
    )


def line(label: Any, required: Any = "", **kwargs: Any) -> forms.CharField:
    """One line; optional unless ``required`` says what to do when it is empty."""
    return forms.CharField(
        label=label,
        required=bool(required),
        max_length=kwargs.pop("max_length", 100),
        error_messages={"required": required} if required else None,
        **kwargs,
    )


def words(label: Any, required: Any = "", **kwargs: Any) -> LongTextField:
    """Several lines; optional unless ``required`` says what to do when it is empty."""
    return LongTextField(
        label=label,
        required=bool(required),
        max_length=kwargs.pop("max_length", 10_000),
        error_messages={"required": required} if required else None,
        **kwargs,
    )
