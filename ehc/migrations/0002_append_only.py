"""Make the database refuse to change events and access records."""

from django.db import migrations

from ehc.models._append_only import APPEND_ONLY_TABLES, install, remove


def _there_so_far(connection):
    """Those that the migrations before this one make: a later one installs its own."""
    return [one for one in APPEND_ONLY_TABLES if one in connection.introspection.table_names()]


def _install(apps, schema_editor):
    for table in _there_so_far(schema_editor.connection):
        install(schema_editor.connection, table)


def _remove(apps, schema_editor):
    for table in _there_so_far(schema_editor.connection):
        remove(schema_editor.connection, table)


class Migration(migrations.Migration):
    dependencies = [("ehc", "0001_initial")]
    operations = [migrations.RunPython(_install, _remove)]
