"""A bar for commands that take a while; nothing where nobody watches."""

from __future__ import annotations

from django.core.management.base import OutputWrapper

_WIDTH = 40


def show(out: OutputWrapper, done: int, total: int, what: str = "") -> None:
    """Draw how far a command has come, over what was drawn before.

    Args:
        out: the command's output; where it is no terminal, nothing is drawn.
        done, total: steps taken, and steps in all.
        what: the step just taken, in a few words.
    """
    if not out.isatty():
        return
    filled = _WIDTH * done // total
    bar = "█" * filled + "·" * (_WIDTH - filled)
    out.write(f"\r{bar} {done}/{total} {what:<30.30}", ending="\n" if done == total else "")
    out.flush()
