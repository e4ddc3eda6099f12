"""Put back what ``backup`` wrote, into an empty database."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import tarfile
import tempfile
from contextlib import closing
from pathlib import Path
from shutil import copy2, copyfileobj
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from ehc.management.commands.backup import (
    DATABASES,
    FILES,
    MANIFEST,
    digest_of,
    postgres_environment,
)


class Command(BaseCommand):
    """``restore FILE.tar``: everything in the archive is checked before anything is written."""

    help = __doc__ or ""

    def add_arguments(self, parser: CommandParser) -> None:
        """Where from."""
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        """Check, then put back.

        Raises:
            CommandError: where the archive is damaged or of another kind of database, or where
                the database or the folder of files is not empty.
        """
        self._refuse_what_is_there()
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            manifest = self._checked(options["file"], folder)
            self._load(folder / DATABASES[connection.vendor])
            media = Path(settings.MEDIA_ROOT)
            wanted = [path for path in manifest["sha256"] if path.startswith(f"{FILES}/")]
            for path in wanted:
                target = media / path.removeprefix(f"{FILES}/")
                self._make_private(target.parent, media)
                copy2(folder / path, target)
                target.chmod(settings.FILE_UPLOAD_PERMISSIONS)
        self.stdout.write(f"The database and {len(wanted)} files are back. Now run verify.")

    def _make_private(self, folder: Path, media: Path) -> None:
        """Make the folders of a received file, which its owner opens and nobody else."""
        folder.mkdir(parents=True, exist_ok=True)
        while folder != media:
            folder.chmod(settings.FILE_UPLOAD_DIRECTORY_PERMISSIONS)
            folder = folder.parent

    def _refuse_what_is_there(self) -> None:
        if connection.introspection.table_names():
            raise CommandError("This database is not empty. Nothing was changed.")
        media = Path(settings.MEDIA_ROOT)
        if media.is_dir() and any(media.rglob("*")):
            raise CommandError(f"{media} is not empty. Nothing was changed.")

    def _checked(self, file: Path, folder: Path) -> dict[str, Any]:
        try:
            with tarfile.open(file) as archive:
                for member in archive:
                    self._take_out(archive, member, folder)
            manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_text())
            found = {path: digest_of(folder / path) for path in manifest["sha256"]}
        except (OSError, tarfile.TarError, ValueError, KeyError) as error:
            raise CommandError(f"{file} cannot be read: {error}. Nothing was changed.") from error
        damaged = [path for path, digest in found.items() if manifest["sha256"][path] != digest]
        if damaged:
            raise CommandError(f"{damaged[0]} in {file} is damaged. Nothing was changed.")
        if manifest["vendor"] != connection.vendor:
            raise CommandError(
                f"{file} is of {manifest['vendor']}, and this database is {connection.vendor}."
            )
        return manifest

    def _take_out(self, archive: tarfile.TarFile, member: tarfile.TarInfo, folder: Path) -> None:
        """Copy one plain file out; nothing else, and nowhere but into the folder."""
        content = archive.extractfile(member) if member.isfile() else None
        target = (folder / member.name).resolve()
        if content is None or not target.is_relative_to(folder.resolve()):
            return
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("wb") as file:
            copyfileobj(content, file)

    def _load(self, copy: Path) -> None:
        if connection.vendor == "sqlite":
            connection.ensure_connection()
            with closing(sqlite3.connect(copy)) as source:
                source.backup(connection.connection)
            return
        done = subprocess.run(  # noqa: S603 - a fixed command
            [  # noqa: S607 - found on the path
                "pg_restore",
                "--exit-on-error",
                "--single-transaction",
                "--no-owner",
                f"--dbname={connection.settings_dict['NAME']}",
                str(copy),
            ],
            env=postgres_environment(),
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise CommandError(f"pg_restore failed: {done.stderr.strip()}")
