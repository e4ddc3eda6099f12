"""What is so after every move: the rows of a case say what its page of the book says."""

from __future__ import annotations

from collections import Counter
from datetime import date

from hypothesis.stateful import invariant

from ehc.models import (
    AdviceRequest,
    Assessment,
    Case,
    CaseEvent,
    CommissioningChange,
    Consultation,
    Disclosure,
    Dispute,
    Document,
    EarlyReview,
    Exemption,
    LateUpdate,
    Letter,
    MeetingRequest,
    PlanVersion,
    Reassessment,
    Representation,
    Review,
    Said,
    SettingRequest,
    Task,
    Transfer,
)
from ehc.queries.assessments import duties_of
from ehc.queries.conversations import readers_of
from ehc.queries.disputes import disagreements_of
from ehc.queries.reassessments import reassessment_duties
from ehc.queries.reviews import review_duties
from ehc.queries.rights import rights_of
from ehc.queries.transfers import duties_of_change, duties_of_disclosure, duties_of_transfer
from ehc.queries.verify import problems
from tests.machine.book.rights import THINGS
from tests.machine.moves.letters import Letters
from tests.machine.moves.trying import File
from tests.machine.reference import Book

_DECIDED = ("order.", "unopposed.", "mediation.")
"""What was decided of a disagreement, which is asked of the disagreement itself."""
_IN_REVIEWS = frozenset({"mediation.tell_place", "cease.earliest"})
"""A day that moves with its meeting; and one that is asked of the review that it ends."""


class Rows(Letters):
    """The rows, held against the book."""

    @invariant()
    def the_rows_say_what_the_book_says(self) -> None:
        if not self.changed:
            return
        self.changed = False
        file, book = self.file, self.file.book
        assert list(problems(Case.objects.get(pk=file.case.pk))) == []
        steps = list(CaseEvent.objects.filter(case=file.case).values_list("step", flat=True))
        assert steps == book.steps
        self.tally.steps |= set(steps)
        self._statuses(file, book)
        self._plan(file, book)
        self._reviews(file, book)
        self._dates(file, book)
        self._disputes(file, book)
        self._rights(file, book)
        self._letters(file, book)
        self._outbox(book)

    def _statuses(self, file: File, book: Book) -> None:
        case = Case.objects.get(pk=file.case.pk)
        assert self.cast.name_of(case.caseworker) == book.worker
        assert case.person.first_language == book.language
        assert case.person.address_is_protected is book.address_is_secret
        assert (case.person.died_on is not None) is book.has_died
        assessment = Assessment.objects.get(pk=file.assessment.pk)
        assert assessment.status == book.status
        family = case.person.family.order_by("pk")
        large = {self.cast.name_of(one.user) for one in family if one.large_print}
        assert large == book.large_print
        withdrawal = getattr(assessment, "withdrawal", None)
        assert (withdrawal and withdrawal.arrived_on) == book.withdrawn_on
        if withdrawal is not None:
            assert (withdrawal.still_responsible is not None) is book.responsible
        asked = AdviceRequest.objects.filter(assessment=file.assessment)
        assert [(one.status, one.versions.count(), self.cast.name_of(one.professional))
                for one in asked] == [
            (one.state, one.answers, one.adviser) for one in book.advice
        ]  # fmt: skip
        exemptions = Exemption.objects.filter(assessment=file.assessment).order_by("pk")
        assert [
            (one.facts.get("ground_ended_on"), one.family_told_on) for one in exemptions
        ] == [
            (one.ended_on and one.ended_on.isoformat(), one.told_on) for one in book.exemptions
        ]  # fmt: skip

    def _plan(self, file: File, book: Book) -> None:
        versions = PlanVersion.objects.filter(plan__assessment=file.assessment)
        assert [(one.number, one.status, one.family_agreed_on) for one in versions] == [
            (one.number, one.state, one.agreed_on) for one in book.versions
        ]
        said = Representation.objects.filter(version__plan__assessment=file.assessment)
        assert Counter(one.answered_on is not None for one in said) == Counter(
            one.answered for version in book.versions for one in version.comments
        )
        meetings = MeetingRequest.objects.filter(representation__in=said)
        assert Counter(one.meeting_on for one in meetings) == Counter(
            one.meets_on
            for version in book.versions
            for one in version.comments
            if one.wants_meeting
        )
        consulted = {
            place: Consultation.objects.get(pk=row.pk) for place, row in file.consulted.items()
        }
        assert {place: row.status for place, row in consulted.items()} == book.consulted
        assert {
            place: row.requested_on for place, row in consulted.items() if row.asked_for_by_family
        } == book.asked_for
        schools = {school.pk: number for number, school in enumerate(self.cast.schools)}
        wanted = SettingRequest.objects.filter(version__plan__assessment=file.assessment)
        assert [
            (one.requested_on, one.setting_id and schools[one.setting_id],
             one.withdrawn_on is not None)
            for one in wanted
        ] == [(one.asked_on, one.setting, one.taken_back) for one in book.wanted]  # fmt: skip

    def _reviews(self, file: File, book: Book) -> None:
        reviews = Review.objects.filter(plan__assessment=file.assessment).order_by("pk")
        assert [
            (one.status, one.arranged_on, one.meeting_on, one.papers_sent_on, one.report_on,
             one.decided_on, one.proposed_on, one.comments_close_on)
            for one in reviews
        ] == [
            (one.state, one.told_on, one.meeting_on, one.papers_on, one.report_on,
             one.decided_on, one.proposed_on, one.closes_on)
            for one in book.reviews
        ]  # fmt: skip
        assert [
            (one.status, one.received_on, one.decided_on, one.sent_on)
            for one in Reassessment.objects.filter(plan__assessment=file.assessment).order_by("pk")
        ] == [(one.state, one.received_on, one.decided_on, one.sent_on) for one in book.again]
        moves = Transfer.objects.filter(plan__assessment=file.assessment).order_by("pk")
        assert [(one.kind, one.status) for one in moves] == [
            (one.kind, one.state) for one in book.moves
        ]
        bodies = CommissioningChange.objects.filter(plan__assessment=file.assessment)
        assert [one.told_on for one in bodies] == [one.told_on for one in book.bodies]
        early = EarlyReview.objects.filter(plan__assessment=file.assessment).order_by("pk")
        assert [one.agreed for one in early] == book.early

    def _dates(self, file: File, book: Book) -> None:
        """Each date is the one that plain counting gives, and none that was known has moved."""
        assessment = Assessment.objects.get(pk=file.assessment.pk)
        duties = [*duties_of(assessment, self.today)]
        by_ref = {str(row.pk): number for number, row in enumerate(file.advice)}
        due = {
            f"advice {by_ref[one.ref]}" if one.ref else one.duty: one.due
            for one in duties
            if not one.duty.startswith(_DECIDED)
        }
        latest = due.pop("draft.comments", None)
        versions = list(PlanVersion.objects.filter(plan__assessment=file.assessment))
        due |= {
            f"comments {one.number}": one.comments_close_on
            for one in versions
            if one.comments_close_on
        }
        due |= self._due_in_reviews(assessment)
        for number, moved in enumerate(file.moves):
            move = Transfer.objects.get(pk=moved.pk)
            states = duties_of_transfer(assessment, move, self.today)
            due |= {f"{one.duty} {number}": one.due for one in states}
        for number, change in enumerate(file.bodies):
            (state,) = duties_of_change(assessment, change, self.today)
            due[f"{state.duty} {number}"] = state.due
        for number, asked_for in enumerate(file.disclosed):
            disclosed = Disclosure.objects.get(pk=asked_for.pk)
            (state,) = duties_of_disclosure(assessment, disclosed, self.today)
            due[f"{state.duty} {number}"] = state.due
            assert disclosed.sent_on == book.disclosed[number].sent_on
        for number, row in enumerate(file.again):
            again = reassessment_duties(Reassessment.objects.get(pk=row.pk), self.today)
            due |= {
                f"advice {by_ref[one.ref]}" if one.ref else f"{one.duty} {number}": one.due
                for one in again
                if not one.duty.startswith(_DECIDED)
            }
            closes_on = due.pop(f"draft.comments {number}", None)
            assert closes_on == _last_day(book, number)
        asked = AdviceRequest.objects.filter(assessment=file.assessment)
        assert [None if one.is_relied_on else one.due_on for one in asked] == [
            one.due for one in book.advice
        ]
        assert due == book.due()
        assert latest == _last_day(book, None)
        movable = book.may_still_move()
        kept = {name: day for name, day in file.known.items() if name not in movable}
        assert kept.items() <= due.items(), "a date has moved"
        file.known = {
            name: day for name, day in due.items() if day is not None and name not in movable
        }
        done = {one.duty: one.done_on for one in duties}
        for duty, day in book.done().items():
            assert done[duty] == day

    def _disputes(self, file: File, book: Book) -> None:
        """Each disagreement, what was decided of it, and every date that follows."""
        rows = list(Dispute.objects.filter(assessment=file.assessment).order_by("pk"))
        assert [
            (one.status, one.mediation_about, one.mediation_on, one.certificate,
             bool(one.placement_alone))
            for one in rows
        ] == [
            (one.state, one.about, one.meeting_on, one.certificate, one.alone)
            for one in book.disputes
        ]  # fmt: skip
        assert [
            [(it.source, it.what, it.on, it.carried_out_on) for it in one.rulings.all()]
            for one in rows
        ] == [
            [(it.source, it.what, it.on, it.done_on) for it in one.ruled] for one in book.disputes
        ]
        if not rows:
            return
        found = {
            one.dispute.pk: {duty.duty: duty.due for duty in one.duties}
            for one in disagreements_of(file.case, self.today)
            if one.dispute is not None
        }
        for row, one in zip(rows, book.disputes, strict=True):
            due = {name: day for name, day in found[row.pk].items() if name not in _IN_REVIEWS}
            assert due == one.due()

    def _rights(self, file: File, book: Book) -> None:
        """Who speaks for the family today, in each thing."""
        found = rights_of(Case.objects.get(pk=file.case.pk), self.today)
        held = {name: found.acts_of(self.cast.people[name]) for name in sorted(book.kin)}
        for what in THINGS:
            assert {name for name, acts in held.items() if what in acts} == book.holders(what)
        case = Case.objects.get(pk=file.case.pk)
        readers = {self.cast.name_of(one) for one in readers_of(case, self.today)}
        assert readers == book.readers()
        assert [
            (self.cast.name_of(one.reader), self.cast.name_of(one.written_by), one.answer_by,
             one.answered_on)
            for one in Said.objects.filter(case=case)
        ] == [
            (one.reader, one.by, one.answer_by, one.answered_on) for one in book.said
        ]  # fmt: skip
        promised = LateUpdate.objects.filter(case=case).order_by("pk")
        assert [one.next_on for one in promised] == book.delays

    def _due_in_reviews(self, assessment: Assessment) -> dict[str, date | None]:
        """What is due in each review, as if it were the only one."""
        due: dict[str, date | None] = {}
        reviews = Review.objects.filter(plan__assessment=assessment).order_by("pk")
        for number, review in enumerate(reviews):
            for state in review_duties(assessment, [review], self.today):
                if state.duty == "move.review":
                    continue
                alone = state.duty in {"review.first", "review.after_reassessment"}
                due[state.duty if alone else f"{state.duty} {number}"] = state.due
        return due

    def _letters(self, file: File, book: Book) -> None:
        """Letters owed are letters made, and say until when one may appeal."""
        letters = Letter.objects.filter(case=file.case).select_related("document")
        assert Counter((one.document.kind, one.recipient) for one in letters) == book.letters
        documents = list(Document.objects.filter(case=file.case).order_by("pk"))
        assert {
            one.kind: one.facts["dates"]["appeal_by"]
            for one in documents
            if "appeal_by" in one.facts.get("dates", {})
        } == {kind: day.isoformat() for kind, day in book.appeal_by.items()}
        assert {
            one.kind: rests_on in one.facts["citation"]
            for one in documents
            for kind, rests_on in book.rests_on().items()
            if one.kind == kind
        } == dict.fromkeys(book.rests_on(), True)
        tasks = Task.objects.filter(case=file.case).order_by("pk")
        assert [one.done_on is not None for one in tasks] == [one.done for one in book.tasks]

    def _outbox(self, book: Book) -> None:
        """Everything that was written down is there: done, to be posted, held, or waiting."""
        to_post = set(
            Letter.objects.filter(
                case=self.file.case,
                by_post=True,
                sent_on=None,
                stopped_on=None,
                document__rendered_at__isnull=False,
            ).values_list("document", flat=True)
        )
        found = []
        for item in self.outbox():
            paper, email = item.document, item.message
            kind = paper.kind if paper is not None else email.template if email is not None else ""
            waits = paper is not None and paper.pk in to_post
            found.append((kind, item.done_at is not None, waits, bool(item.held_because)))
            if paper is not None:
                assert (paper.rendered_at is not None) is (item.done_at is not None)
        assert found == [(one.kind, one.done, one.to_post, one.held) for one in book.outbox]


def _last_day(book: Book, again: int | None) -> date | None:
    """The last day of the newest draft that the family has, of a reassessment or of none."""
    drafts = [one for one in book.versions if one.again == again]
    return max((one.last_day for one in drafts if one.last_day is not None), default=None)
