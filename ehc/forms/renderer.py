"""Django's own form renderer, pointed at our GOV.UK templates.

``{{ form }}`` renders every field with its label, hint, error and widget;
``{{ form.name.as_field_group }}`` one of them; ``{% error_summary form %}`` the summary above.
"""

from __future__ import annotations

from django.forms.renderers import TemplatesSetting


class GovukRenderer(TemplatesSetting):
    """Renders forms, fields and error lists with the design system's markup."""

    form_template_name = "forms/form.html"
    formset_template_name = "forms/formset.html"
    field_template_name = "forms/field.html"
