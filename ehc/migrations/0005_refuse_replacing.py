"""Make the database refuse what would put a row in the place of an event or access record."""

from django.db import migrations

from ehc.models._append_only import APPEND_ONLY_TABLES, install


def _install(apps, schema_editor):
    for table in APPEND_ONLY_TABLES:
        install(schema_editor.connection, table)


class Migration(migrations.Migration):
    dependencies = [("ehc", "0004_service_inbox")]
    operations = [migrations.RunPython(_install, migrations.RunPython.noop)]
