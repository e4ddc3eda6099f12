"""The design system, wrapped once."""

from django import template

register = template.Library()
