"""Files added to a draft, as a whole or in parts."""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from ehc.actions import draft_files, requests
from ehc.models import DraftFile, RequestDraft, Upload
from ehc.refusals import Invalid
from tests import factories
from tests.actions.test_uploads import pdf

pytestmark = pytest.mark.django_db

PDF = pdf()


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def sent(draft: RequestDraft, content: bytes, day: date, *, part: int = 300) -> DraftFile:
    """A file sent in parts, from wherever it was cut off."""
    at = factories.instant(day)
    row = draft_files.begin_file(draft, name="letter.pdf", size=len(content), at=at)
    while row.received < len(content):
        piece = content[row.received : row.received + part]
        row = draft_files.append_part(draft, row.key, offset=row.received, part=piece, at=at)
    return row


def names_on_disk(folder: Path) -> list[str]:
    return sorted(path.suffix for path in folder.rglob("*") if path.is_file())


def test_a_file_that_comes_in_parts_is_the_file_and_goes_with_the_request(
    monday: date, folder: Path, django_capture_on_commit_callbacks: Any
) -> None:
    draft = factories.draft(monday)
    row = sent(draft, PDF, monday)
    assert (row.received, row.kept_at is not None) == (len(PDF), True)
    with django_capture_on_commit_callbacks(execute=True):
        request = requests.submit_request(draft, at=factories.instant(monday))
    upload = Upload.objects.get()
    assert (upload.case, upload.name) == (request.case, "letter.pdf")
    assert upload.uploaded_by == request.asked_by
    with upload.file.open("rb") as file:
        assert file.read() == PDF
    assert not DraftFile.objects.exists()
    # The draft's own copy is gone from the disk.
    assert len(names_on_disk(folder)) == 1


def test_a_file_that_was_cut_off_goes_on_where_it_stopped(monday: date) -> None:
    draft, at = factories.draft(monday), factories.instant(monday)
    row = draft_files.begin_file(draft, name="letter.pdf", size=len(PDF), at=at)
    row = draft_files.append_part(draft, row.key, offset=0, part=PDF[:100], at=at)
    again = draft_files.begin_file(draft, name="letter.pdf", size=len(PDF), at=at)
    assert (again, again.received) == (row, 100)
    other = draft_files.begin_file(draft, name="other.pdf", size=len(PDF), at=at)
    assert other != row
    assert sent(draft, PDF, monday).kept_at == at
    with DraftFile.objects.get(pk=row.pk).file.open("rb") as file:
        assert file.read() == PDF


def test_what_was_cut_off_is_kept_for_a_day_and_then_deleted(
    monday: date, folder: Path, django_capture_on_commit_callbacks: Any
) -> None:
    draft, at = factories.draft(monday), factories.instant(monday)
    whole = sent(draft, PDF, monday)
    cut_off = draft_files.begin_file(draft, name="other.pdf", size=len(PDF), at=at)
    draft_files.append_part(draft, cut_off.key, offset=0, part=PDF[:100], at=at)
    assert len(names_on_disk(folder)) == 2
    a_day = timedelta(days=1)
    later = draft_files.begin_file(draft, name="third.pdf", size=9, at=at + a_day)
    with django_capture_on_commit_callbacks(execute=True):
        just_before = at + a_day - timedelta(seconds=1)
        assert draft_files.forget_unfinished(at=just_before) == 0
    assert DraftFile.objects.filter(pk=cut_off.pk).exists()
    with django_capture_on_commit_callbacks(execute=True):
        assert draft_files.forget_unfinished(at=at + a_day) == 1
        assert draft_files.forget_unfinished(at=at + a_day) == 0
    assert set(DraftFile.objects.values_list("pk", flat=True)) == {whole.pk, later.pk}
    assert len(names_on_disk(folder)) == 2
    # Whoever goes on with it is told, and begins again.
    with pytest.raises(Invalid) as refused:
        draft_files.append_part(draft, cut_off.key, offset=100, part=PDF[100:], at=at + a_day)
    assert "Choose it again" in refused.value.message
    again = draft_files.begin_file(draft, name="other.pdf", size=len(PDF), at=at + a_day)
    assert again.received == 0


def test_a_part_that_comes_twice_or_too_early_changes_nothing(monday: date) -> None:
    draft, at = factories.draft(monday), factories.instant(monday)
    row = draft_files.begin_file(draft, name="letter.pdf", size=len(PDF), at=at)
    for offset, part, received in ((0, PDF[:100], 100), (0, PDF[:100], 100), (200, b"x", 100)):
        row = draft_files.append_part(draft, row.key, offset=offset, part=part, at=at)
        assert row.received == received
    assert sent(draft, PDF, monday).kept_at == at


def test_what_a_broken_write_left_behind_is_cut_off(monday: date) -> None:
    """The file holds more than its row says: the row was never saved."""
    draft, at = factories.draft(monday), factories.instant(monday)
    row = draft_files.begin_file(draft, name="letter.pdf", size=len(PDF), at=at)
    with Path(row.file.path).open("ab") as file:
        file.write(b"half a part")
    row = sent(draft, PDF, monday)
    assert Path(row.file.path).read_bytes() == PDF


def test_more_than_was_said_is_not_kept(monday: date) -> None:
    draft, at = factories.draft(monday), factories.instant(monday)
    row = draft_files.begin_file(draft, name="letter.pdf", size=len(PDF), at=at)
    row = draft_files.append_part(draft, row.key, offset=0, part=PDF + b"more", at=at)
    assert Path(row.file.path).read_bytes() == PDF


def test_a_request_is_sent_without_what_is_not_whole(
    monday: date, folder: Path, django_capture_on_commit_callbacks: Any
) -> None:
    draft, at = factories.draft(monday), factories.instant(monday)
    row = draft_files.begin_file(draft, name="letter.pdf", size=len(PDF), at=at)
    draft_files.append_part(draft, row.key, offset=0, part=PDF[:100], at=at)
    with django_capture_on_commit_callbacks(execute=True):
        requests.submit_request(draft, at=at)
    assert not Upload.objects.exists()
    assert names_on_disk(folder) == []
    with pytest.raises(Invalid):
        draft_files.append_part(draft, row.key, offset=100, part=PDF[100:], at=at)


@pytest.mark.parametrize("how", ["parts", "whole"])
def test_a_program_is_refused_and_nothing_of_it_is_left(
    how: str, monday: date, folder: Path, django_capture_on_commit_callbacks: Any
) -> None:
    draft, at = factories.draft(monday), factories.instant(monday)
    content = b"MZ" + b"\0" * 1000

    def add() -> object:
        if how == "parts":
            return sent(draft, content, monday)
        return draft_files.add_file(draft, SimpleUploadedFile("x.pdf", content), at=at)

    with django_capture_on_commit_callbacks(execute=True), pytest.raises(Invalid) as refused:
        add()
    assert "must be a PDF" in refused.value.message
    assert not DraftFile.objects.exists()
    assert names_on_disk(folder) == []


@pytest.mark.parametrize(("size", "words"), [(0, "empty"), (2001, "smaller than")])
def test_what_cannot_be_kept_is_refused_before_it_is_sent(
    size: int, words: str, monday: date, settings: Any
) -> None:
    settings.MAX_UPLOAD_BYTES = 2000
    draft, at = factories.draft(monday), factories.instant(monday)
    with pytest.raises(Invalid) as refused:
        draft_files.begin_file(draft, name="x.pdf", size=size, at=at)
    assert words in refused.value.message
    assert draft_files.begin_file(draft, name="x.pdf", size=2000, at=at).received == 0


def test_no_more_than_so_many_are_added(monday: date, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(draft_files, "MOST_FILES", 2)
    draft, at = factories.draft(monday), factories.instant(monday)
    rows = [
        draft_files.add_file(draft, SimpleUploadedFile("x.pdf", PDF), at=at) for _number in range(2)
    ]
    with pytest.raises(Invalid):
        draft_files.add_file(draft, SimpleUploadedFile("x.pdf", PDF), at=at)
    draft_files.remove_file(draft, rows[0].key)
    draft_files.remove_file(draft, rows[0].key)
    draft_files.add_file(draft, SimpleUploadedFile("x.pdf", PDF), at=at)
    assert draft.files.count() == 2


def test_a_deleted_draft_and_another_draft_keep_and_change_nothing(
    monday: date, folder: Path, django_capture_on_commit_callbacks: Any
) -> None:
    draft, other = factories.draft(monday), factories.draft(monday)
    row = sent(draft, PDF, monday)
    at = factories.instant(monday)
    for key in (row.key, uuid.uuid4()):
        with pytest.raises(Invalid):
            draft_files.append_part(other, key, offset=0, part=b"x", at=at)
        draft_files.remove_file(other, key)
    assert draft.files.get() == row
    with django_capture_on_commit_callbacks(execute=True):
        requests.delete_draft(draft, at=at)
    assert not DraftFile.objects.exists()
    assert names_on_disk(folder) == []
    with pytest.raises(Invalid):
        draft_files.begin_file(draft, name="x.pdf", size=5, at=at)
