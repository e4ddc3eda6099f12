"""Make the database refuse to change events and access records."""

from django.db import migrations

from ehc.models._append_only import APPEND_ONLY_TABLES, install, remove


def _install(apps, schema_editor):
    for table in APPEND_ONLY_TABLES:
        install(schema_editor.connection, table)


def _remove(apps, schema_editor):
    for table in APPEND_ONLY_TABLES:
        remove(schema_editor.connection, table)


class Migration(migrations.Migration):
    dependencies = [("ehc", "0001_initial")]
    operations = [migrations.RunPython(_install, _remove)]
