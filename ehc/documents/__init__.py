"""Issued paper: facts frozen when a step owes it, rendered once, kept for ever."""
