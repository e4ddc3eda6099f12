"""The version of the templates, kept with every document."""

TEMPLATE_VERSION = "2026.4"
