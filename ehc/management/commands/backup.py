"""Copy the database and the files into one archive, while the service runs."""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
import subprocess
import tarfile
import tempfile
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

MANIFEST, FILES = "manifest.json", "files"
_CHUNK = 1024 * 1024
DATABASES = {"sqlite": "database.sqlite3", "postgresql": "database.dump"}


def postgres_environment() -> dict[str, str]:
    """The connection as PostgreSQL's own tools read it; the password is on no command line."""
    parameters = connection.get_connection_params()
    names = {
        "host": "PGHOST",
        "port": "PGPORT",
        "user": "PGUSER",
        "password": "PGPASSWORD",
        "dbname": "PGDATABASE",
    }
    return os.environ | {
        variable: str(parameters[name])
        for name, variable in names.items()
        if parameters.get(name) is not None
    }


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def digest_of(path: Path) -> str:
    """The SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


class Command(BaseCommand):
    """``backup FILE.tar``: the database as of one instant, then the files that it names."""

    help = __doc__ or ""

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to."""
        parser.add_argument("file", type=Path, help="the archive to write; it must not exist")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the archive, and read it again before saying that it is there.

        Raises:
            CommandError: where it exists already, the database's own tool fails, or a file
                changed while it was copied.
        """
        target: Path = options["file"]
        if target.exists():
            raise CommandError(f"{target} exists already. Nothing was written.")
        with tempfile.TemporaryDirectory(dir=target.parent) as folder:
            name = DATABASES[connection.vendor]
            copy = Path(folder) / name
            self._dump(copy)
            # The files come after the database: one that is added meanwhile does no harm, and
            # none that the database names can be missing.
            media = Path(settings.MEDIA_ROOT)
            digests = {name: digest_of(copy)}
            if media.is_dir():
                for path in sorted(media.rglob("*")):
                    if path.is_file():
                        digests[f"{FILES}/{path.relative_to(media)}"] = digest_of(path)
            manifest = Path(folder) / MANIFEST
            manifest.write_text(
                json.dumps(
                    {
                        "vendor": connection.vendor,
                        "written_at": datetime.now(UTC).isoformat(),
                        "sha256": digests,
                    }
                )
            )
            part = target.with_suffix(target.suffix + ".part")
            # Everything that the service knows is in it: its owner reads it and nobody else.
            with open(part, "wb", opener=_private) as written:  # noqa: SIM117
                with tarfile.open(fileobj=written, mode="w") as archive:
                    archive.add(manifest, MANIFEST)
                    archive.add(copy, name)
                    for kept in digests:
                        if kept != name:
                            archive.add(media / kept.removeprefix(f"{FILES}/"), kept)
            self._read_again(part, digests)
            part.rename(target)
        self.stdout.write(f"{target}: the database and {len(digests) - 1} files.")

    def _read_again(self, part: Path, digests: dict[str, str]) -> None:
        """Refuse an archive that does not hold what the manifest says."""
        with tarfile.open(part) as archive:
            for path, digest in digests.items():
                content = archive.extractfile(path)
                found = hashlib.sha256()
                while content is not None and (chunk := content.read(_CHUNK)):
                    found.update(chunk)
                if found.hexdigest() != digest:
                    part.unlink()
                    raise CommandError(f"{path} changed while it was copied. Run backup again.")

    def _dump(self, copy: Path) -> None:
        if connection.vendor == "sqlite":
            connection.ensure_connection()
            with closing(sqlite3.connect(copy)) as target:
                connection.connection.backup(target)
            return
        done = subprocess.run(  # noqa: S603 - a fixed command
            ["pg_dump", "--format=custom", f"--file={copy}"],  # noqa: S607 - found on the path
            env=postgres_environment(),
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise CommandError(f"pg_dump failed: {done.stderr.strip()}")
