"""Backing up and putting back, on whichever database the suite runs."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection

from ehc.models import Document, User
from ehc.tasks import work_once
from tests import factories, journeys
from tests.factories import instant

pytestmark = pytest.mark.django_db(transaction=True)


def _manage(*command: str, database: str, files: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", *command],
        env={
            **os.environ,
            "DATABASE_URL": database,
            "MEDIA_ROOT": str(files),
            "DJANGO_SETTINGS_MODULE": "ehc.settings.demo",
        },
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=False,
    )


def _url(name: str) -> str:
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    given = connection.settings_dict
    return f"postgres://{given['USER']}:{given['PASSWORD']}@{given['HOST']}:{given['PORT']}/{name}"


@pytest.fixture
def here(priya: User, monday: date, tmp_path: Path, settings: Any) -> str:
    """A case with a rendered letter, in the suite's own database; its address."""
    settings.MEDIA_ROOT = tmp_path / "files"
    journeys.assessing(priya, monday)
    while work_once(instant(factories.later(monday, days=2))):
        pass
    assert Document.objects.exclude(rendered_at=None).count() == 1
    return _url(str(connection.settings_dict["NAME"]))


@pytest.fixture
def elsewhere(tmp_path: Path) -> Any:
    """An empty database of the same kind; its address."""
    if connection.vendor == "sqlite":
        yield _url(str(tmp_path / "restored.sqlite3"))
        return
    # Named after the suite's own, of which each process of the runner has one.
    name = f"restored_{connection.settings_dict['NAME']}"
    with connection.cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
        cursor.execute(f'CREATE DATABASE "{name}"')
    yield _url(name)
    with connection.cursor() as cursor:
        cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def test_what_was_backed_up_comes_back_whole_and_is_read_by_its_owner_alone(
    here: str, elsewhere: str, tmp_path: Path
) -> None:
    archive, files = tmp_path / "backup.tar", tmp_path / "restored-files"
    call_command("backup", str(archive), stdout=StringIO())
    assert archive.stat().st_mode & 0o777 == 0o600
    put_back = _manage("restore", str(archive), database=elsewhere, files=files)
    assert put_back.returncode == 0, put_back.stderr
    found = list(files.rglob("*"))
    assert {path.stat().st_mode & 0o777 for path in found if path.is_file()} == {0o600}
    assert {path.stat().st_mode & 0o777 for path in found if path.is_dir()} == {0o700}
    verified = _manage("verify", database=elsewhere, files=files)
    assert (verified.returncode, verified.stdout.strip()) == (0, "1 cases: every record is whole.")
    again = _manage("restore", str(archive), database=elsewhere, files=files)
    assert again.returncode == 1
    assert "not empty" in again.stderr


def test_a_damaged_backup_is_refused_before_anything_is_written(
    here: str, elsewhere: str, tmp_path: Path
) -> None:
    archive, files = tmp_path / "backup.tar", tmp_path / "restored-files"
    call_command("backup", str(archive), stdout=StringIO())
    with tarfile.open(archive) as opened:
        letter = next(one for one in opened.getmembers() if one.name.endswith(".pdf"))
    content = bytearray(archive.read_bytes())
    content[letter.offset_data + 100] ^= 1
    archive.write_bytes(content)
    refused = _manage("restore", str(archive), database=elsewhere, files=files)
    assert refused.returncode == 1
    assert "is damaged. Nothing was changed." in refused.stderr
    assert not files.exists()


def test_verify_finds_a_file_that_was_changed_behind_its_back(here: str, tmp_path: Path) -> None:
    document = Document.objects.exclude(rendered_at=None).get()
    call_command("verify", stdout=StringIO())
    path = tmp_path / "files" / document.file.name
    path.chmod(0o600)
    path.write_bytes(b"%PDF another")
    told = StringIO()
    with pytest.raises(CommandError) as found:
        call_command("verify", stdout=told, stderr=told)
    assert "its file is not the one that was issued" in told.getvalue() + str(found.value)


@pytest.mark.parametrize("changes", [True, False])
def test_a_backup_is_read_again_before_it_counts(
    changes: bool, here: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add = tarfile.TarFile.add

    def copy(archive: tarfile.TarFile, name: Any, arcname: Any = None, **given: Any) -> None:
        if changes and str(name).endswith(".pdf"):
            Path(name).chmod(0o600)
            Path(name).write_bytes(b"written to meanwhile")
        add(archive, name, arcname, **given)

    monkeypatch.setattr(tarfile.TarFile, "add", copy)
    archive = tmp_path / "backup.tar"
    if changes:
        with pytest.raises(CommandError, match="changed while it was copied"):
            call_command("backup", str(archive))
        assert list(tmp_path.glob("backup*")) == []
    else:
        call_command("backup", str(archive))
        assert archive.exists()
