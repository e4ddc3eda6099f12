"""People walking about in cases: everything that they try, tried on the book of the law as well.

The machine keeps, for each case, the rows of the product and a page of
:mod:`tests.machine.reference`. Whatever somebody tries is judged by the book first. What the book
allows must then be done, and what it forbids must be refused, for a reason that the book gives,
and leave every table as it was. After each move the case's rows are held against the book.
"""

from __future__ import annotations

import pickle
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

from django.db import connection, transaction
from hypothesis import note
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from ehc.actions import assessments, cases, contributions, correspondence, placement, plans
from ehc.actions.contributions import AdviceContent, Question
from ehc.models import (
    AdviceRequest,
    Assessment,
    Case,
    CaseEvent,
    Consultation,
    Document,
    Exemption,
    FamilyMember,
    Letter,
    Message,
    Need,
    OutboxItem,
    Outcome,
    PlanVersion,
    Provision,
    Recommendation,
    Representation,
    Task,
    User,
    UserKind,
)
from ehc.queries.assessments import duties_of
from ehc.queries.verify import problems
from ehc.refusals import AlreadyDone, Invalid, NotReady, NotVisible, NotYours, Refused
from ehc.workflows.roles import Role
from tests import factories, journeys
from tests.factories import instant
from tests.machine.reference import NOT_YOURS, TOO_LATE, WRONG, Book

FIRST_DAY = date(2026, 1, 5)
LINK = "https://ehc.example/advice/"
REASON = {NotYours: NOT_YOURS, NotVisible: NOT_YOURS, AlreadyDone: TOO_LATE, Invalid: WRONG}
NOTHING = AdviceContent("", "", "", "", (), (), ())
TEXTS = {
    "history": "Amara lives with her mother and goes to Oakfield Primary School.",
    "communication": "Speak to Amara one sentence at a time.",
    "views_child": "I like drawing.",
    "views_parents": "I hope that Amara can say what she needs.",
    "aspirations": "Amara would like to be an illustrator.",
    "how_views_gathered": "Talking and drawing with Amara at school, by her teacher.",
    "strengths_communication_and_interaction": "Amara remembers stories.",
    "health_none_reason": "None identified: the paediatrician found no health need.",
    "social_care_none_reason": "None identified: the family is not known to social care.",
    "personal_budget": "None was asked for.",
}
ASKERS: dict[str, dict[str, dict[str, Any]]] = {
    "mother": {"you": {"email": "mother@family.example"}},
    "father": {"you": {"email": "father@family.example"}, "child": {"first_name": "Bisi"}},
    "yasmin": {
        "who": {"asker": "young_person"},
        "you": {"email": "yasmin@family.example"},
        "child": {"first_name": "Yasmin", "date_of_birth": "2008-10-09"},
    },
    "head": {
        "who": {"asker": "setting"},
        "you": {
            "name": "Ms Head",
            "email": "head@school.example",
            "family_name": "Ngozi Okafor",
            "family_relationship": "mother",
        },
        "child": {"first_name": "Sol"},
    },
}
HOLDERS = {
    "mother": frozenset({"mother"}),
    "father": frozenset({"father", "mother"}),
    "yasmin": frozenset({"yasmin"}),
    "head": frozenset[str](),
}


class Cast:
    """Everybody, by the names that the book knows them by."""

    def __init__(self) -> None:
        north = factories.TeamFactory(name="North Kent")
        south = factories.TeamFactory(name="South Kent")
        self.psychology = factories.ServiceFactory(name="Psychology")
        self.health = factories.ServiceFactory(
            name="Paediatrics", advice_kind="medical", is_s31_body=True
        )
        self.schools = [factories.SettingFactory(name=name) for name in ("Elm", "Ash")]
        staff = factories.staff
        leads = Role.PRINCIPAL_EDUCATIONAL_PSYCHOLOGIST
        self.people: dict[str, User] = {
            "priya": staff("Priya Nair", Role.CASEWORKER, team=north),
            "nadia": staff("Nadia Team", Role.TEAM_MANAGER, team=north),
            "tom": staff("Tom Reed", Role.CASEWORKER, team=south),
            "samira": staff("Samira Khan", Role.EDUCATIONAL_PSYCHOLOGIST),
            "petra": staff("Petra Main", leads, service=self.psychology),
            "hana": staff("Hana Cole", Role.HEALTH_COORDINATOR),
            "grace": staff("Grace Adeyemi", Role.QA_REVIEWER),
            "martin": staff("Martin Cole", Role.SERVICE_MANAGER),
            "ada": staff("Ada Min", Role.ADMINISTRATOR),
            "theo": User.objects.create_user(
                "theo@health.example", name="Theo Lang", kind=UserKind.CONTRIBUTOR
            ),
            "stranger": User.objects.create_user("stranger@family.example", name="A stranger"),
        }
        for name, answers in ASKERS.items():
            self.people[name] = User.objects.create_user(answers["you"]["email"], name=name)

    def name_of(self, user: User | None) -> str:
        """The name that the book knows somebody by; empty for nobody."""
        return next((name for name, one in self.people.items() if one == user), "")


@dataclass
class File:
    """One case: its page in the book, and its rows as somebody first saw them."""

    book: Book
    case: Case
    assessment: Assessment
    advice: list[AdviceRequest] = field(default_factory=list)
    versions: list[PlanVersion] = field(default_factory=list)
    comments: dict[tuple[int, int], Representation] = field(default_factory=dict)
    consulted: dict[tuple[int, int], Consultation] = field(default_factory=dict)
    known: dict[str, date] = field(default_factory=dict)


@dataclass
class Tally:
    """What was tried over a whole run."""

    done: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    steps: set[str] = field(default_factory=set)
    reasons: set[str] = field(default_factory=set)


def count_rows() -> tuple[int, ...]:
    """How many rows every table of ours holds, field history included, in one question."""
    global _count_rows
    if not _count_rows:
        names = sorted(
            name
            for name in connection.introspection.table_names()
            if name.startswith(("ehc_", "quality_assurance_"))
        )
        counts = ", ".join(f'(SELECT COUNT(*) FROM "{name}")' for name in names)
        _count_rows = f"SELECT {counts}"
    with connection.cursor() as cursor:
        cursor.execute(_count_rows)
        return tuple(cursor.fetchone())


_count_rows = ""

EVERYBODY = (
    "priya", "nadia", "tom", "samira", "petra", "theo", "hana", "grace", "martin", "ada",
    "mother", "father", "yasmin", "head", "stranger",
)  # fmt: skip
FAMILY = ("mother", "father", "yasmin")
"""Tried the most: they know of the case, and most of it is not theirs to do."""

BEFORE_THE_DRAFT = (
    "take", "agree_to_assess", "seek", "submit", "accept", "agree_to_issue", "begin", "write",
)  # fmt: skip
STRAIGHT_ON = (
    *BEFORE_THE_DRAFT, "serve", "consult", "record_answer", "revise", "name_setting", "finalise",
)  # fmt: skip


CHANCE = st.integers(0, 2**32)
"""Which of the moves that are there: spread by a generator, so that each is tried soon."""

Move = tuple[str, dict[str, Any]]
"""What is tried, and by whom on which of the rows that are there."""

ASIDE = frozenset(
    {
        "allocate", "change_details", "chase", "give", "leave_out", "override", "record_exemption",
        "refuse_to_assess", "refuse_to_issue", "return_to_author", "send_back",
    }
)  # fmt: skip
"""What leaves a case where it is, or ends it."""

ON_A_VERSION = ("write", "reword", "override", "serve", "revise")
NEVER_STALE = frozenset({"change_details", "record_exemption", "return_to_author", "do_task"})


class Walk(RuleBasedStateMachine):
    """One example: a few requests, and people who try things on them.

    Args:
        cast: everybody; made once, outside the examples.
        book: the reference, or a copy of it with one sentence broken.
        tally: where to count what was tried.
        until: the move of :data:`STRAIGHT_ON` before which the walk begins; empty for none.
        only: the only moves that are tried; empty for all.
    """

    def __init__(
        self,
        cast: Cast,
        book: type[Book],
        tally: Tally,
        until: str = "",
        only: frozenset[str] = frozenset(),
    ) -> None:
        super().__init__()
        self.only = only
        self.straight_on = STRAIGHT_ON[: STRAIGHT_ON.index(until)] if until else ()
        self.cast, self.book_type, self.tally = cast, book, tally
        self.today = FIRST_DAY
        self.files: list[File] = []
        self.in_hand = 0
        self.changed = False
        self.only_asking = False
        self.tried = 0
        self.verdict: set[str] = set()
        assert not Case.objects.exists(), "the walk before this one has left something"
        self.block = transaction.atomic()
        self.block.__enter__()

    def teardown(self) -> None:
        """Take everything back, so that the next example begins from a clean database."""
        transaction.set_rollback(True)
        self.block.__exit__(None, None, None)

    @property
    def file(self) -> File:
        return self.files[self.in_hand]

    def who(self, name: str) -> dict[str, Any]:
        return {"by": self.cast.people[name], "on": self.today, "at": instant(self.today)}

    # Trying

    def attempt(
        self,
        move: str,
        judge: Callable[[Book], set[str]],
        act: Callable[[], Any],
        *,
        stale: bool = False,
    ) -> Any:
        """Try something on the book and on the product, and hold the two together.

        Args:
            move: what is tried.
            judge: tries it on the book; the reasons against it.
            act: tries it on the product.
            stale: whether the rows are as somebody saw them long ago; this may cost a refusal
                and may never gain anything.

        Returns:
            What the product returned; None where it refused.
        """
        page = pickle.loads(pickle.dumps(self.file.book))
        against = judge(page)
        if self.only_asking:
            self.verdict = against
            return None
        before = count_rows()
        refusal: Refused | None = None
        try:
            made = act()
        except Refused as told:
            refusal = told
        if refusal is not None:
            assert against or stale, f"{move} was refused, which the law allows: {refusal!r}"
            self._reason_is_true(move, refusal, against, stale=stale)
            assert count_rows() == before, f"{move} was refused, and yet something was written"
            self.tally.refused[move] += 1
            return None
        assert not against, f"{move} was done, which the law forbids: {sorted(against)}"
        self.file.book = page
        self.changed = True
        self.tally.done[move] += 1
        return made or True

    def _reason_is_true(
        self, move: str, refusal: Refused, against: set[str], *, stale: bool
    ) -> None:
        if isinstance(refusal, NotReady):
            missing = {item.key.removeprefix("missing.") for item in refusal.missing}
            assert missing == against, f"{move} lacks {sorted(against)}, not {sorted(missing)}"
            self.tally.reasons |= missing
            return
        reason = REASON[type(refusal)]
        assert reason in against or stale, f"{move}: {refusal!r} is not why: {sorted(against)}"
        self.tally.reasons.add(reason)

    def fresh(self, row: Any, *, stale: bool) -> Any:
        if stale or self.only_asking:
            return row
        return type(row)._default_manager.get(pk=row.pk)

    # Each thing that somebody does. A number picks one of the rows that are there.

    def ask(self, asker: str) -> None:
        """Ask for an assessment; asking again is a new request with its own days."""
        again = any(file.book.asker == asker for file in self.files)
        assessment = factories.requested(self.today, **ASKERS[asker])
        assert assessment.request.may_repeat == again
        if asker == "father":
            # The other adult of the family is added by the authority, and has an account.
            mother = self.cast.people["mother"]
            FamilyMember.objects.create(
                person=assessment.case.person, user=mother, name="Ngozi Okafor",
                relationship="mother", email=mother.email, electronic_service_agreed=True,
            )  # fmt: skip
        book = self.book_type(self.today, asker, HOLDERS[asker], asker == "yasmin")
        self.files.append(File(book, assessment.case, assessment))
        self.changed = True
        self.tally.done["ask"] += 1

    def take(self, who: str = "priya", *, stale: bool = False) -> None:
        case = self.fresh(self.file.case, stale=stale)
        self.attempt(
            "take", lambda book: book.take(who), lambda: cases.take_case(case, **self.who(who)),
            stale=stale,
        )  # fmt: skip

    def allocate(self, who: str = "priya", to: str = "nadia", *, stale: bool = False) -> None:
        case, given = self.fresh(self.file.case, stale=stale), self.cast.people[to]
        self.attempt(
            "allocate", lambda book: book.allocate(who, to),
            lambda: cases.allocate_case(case, to=given, **self.who(who)), stale=stale,
        )  # fmt: skip

    def _decide(
        self, step: str, judge: Callable[[Book], set[str]], who: str, reason: str, stale: bool
    ) -> None:
        assessment = self.fresh(self.file.assessment, stale=stale)
        act = getattr(assessments, step)
        self.attempt(
            step, judge, lambda: act(assessment, reason=reason, **self.who(who)), stale=stale
        )

    def agree_to_assess(
        self, who: str = "priya", reason: str = "It may be necessary.", *, stale: bool = False
    ) -> None:
        def judge(book: Book) -> set[str]:
            return book.agree_to_assess(who, reason, self.today)

        self._decide("agree_to_assess", judge, who, reason, stale)

    def refuse_to_assess(
        self, who: str = "priya", reason: str = "It is not necessary.", *, stale: bool = False
    ) -> None:
        def judge(book: Book) -> set[str]:
            return book.refuse_to_assess(who, reason, self.today)

        self._decide("refuse_to_assess", judge, who, reason, stale)

    def agree_to_issue(
        self, who: str = "priya", reason: str = "It is necessary.", *, stale: bool = False
    ) -> None:
        def judge(book: Book) -> set[str]:
            return book.agree_to_issue(who, self.today)

        self._decide("agree_to_issue", judge, who, reason, stale)

    def refuse_to_issue(
        self, who: str = "priya", reason: str = "The school can do it.", *, stale: bool = False
    ) -> None:
        def judge(book: Book) -> set[str]:
            return book.refuse_to_issue(who, reason, self.today)

        self._decide("refuse_to_issue", judge, who, reason, stale)

    def change_details(self, who: str = "priya", language: str = "Igbo") -> None:
        self.attempt(
            "change_details", lambda book: book.change_details(who, language),
            lambda: cases.change_details(
                self.file.case, {"first_language": language}, **self.who(who)
            ),
        )  # fmt: skip

    def record_exemption(self, who: str = "priya", why: str = "They were abroad.") -> None:
        away = {"from": FIRST_DAY.isoformat(), "to": (FIRST_DAY + timedelta(weeks=5)).isoformat()}
        self.attempt(
            "record_exemption", lambda book: book.record_exemption(who, why),
            lambda: assessments.record_exemption(
                self.file.assessment, ground="absent_from_area", facts=away,
                why_impractical=why, family_told_on=None, **self.who(who),
            ),
        )  # fmt: skip

    def seek(self, who: str = "priya", kind: str = "psychological", *, stale: bool = False) -> None:
        people = self.cast.people
        asked: dict[str, dict[str, Any]] = {
            "psychological": {"service": self.cast.psychology, "professional": people["samira"]},
            "medical": {
                "service": self.cast.health,
                "outside_email": people["theo"].email,
                "link_address": LINK,
            },
        }
        adviser = {"psychological": "samira", "medical": "theo"}[kind]
        assessment = self.fresh(self.file.assessment, stale=stale)
        made = self.attempt(
            "seek", lambda book: book.seek(who, kind, adviser, self.today),
            lambda: contributions.seek_advice(
                assessment, kind=kind, **asked[kind], **self.who(who)
            ),
            stale=stale,
        )  # fmt: skip
        if made:
            self.file.advice.append(made)

    def _advice(self, number: int, *, stale: bool) -> tuple[int, Any] | None:
        if not self.file.advice:
            return None
        number %= len(self.file.advice)
        return number, self.fresh(self.file.advice[number], stale=stale)

    def chase(self, who: str = "priya", number: int = 0, *, stale: bool = False) -> None:
        if found := self._advice(number, stale=stale):
            place, row = found
            self.attempt(
                "chase", lambda book: book.chase(who, place),
                lambda: contributions.chase_advice(row, link_address=LINK, **self.who(who)),
                stale=stale,
            )  # fmt: skip

    def give(
        self, who: str = "petra", to: str = "samira", number: int = 0, *, stale: bool = False
    ) -> None:
        if found := self._advice(number, stale=stale):
            place, row = found
            given = self.cast.people[to]
            self.attempt(
                "give", lambda book: book.give(who, place, to),
                lambda: contributions.allocate_advice(row, to=given, **self.who(who)),
                stale=stale,
            )  # fmt: skip

    def submit(
        self, who: str = "samira", number: int = 0, whole: bool = True, *, stale: bool = False
    ) -> None:
        if found := self._advice(number, stale=stale):
            place, row = found
            content = journeys.GOOD_ADVICE if whole else NOTHING
            self.attempt(
                "submit", lambda book: book.submit(who, place, self.today, whole),
                lambda: contributions.submit_advice(row, content, **self.who(who)), stale=stale,
            )  # fmt: skip

    def send_back(
        self, who: str = "priya", number: int = 0, questions: int = 1, *, stale: bool = False
    ) -> None:
        if found := self._advice(number, stale=stale):
            place, row = found
            asked = [Question("provision:1", "How many weeks?")] * questions
            self.attempt(
                "send_back", lambda book: book.send_back(who, place, questions),
                lambda: contributions.return_advice(
                    row, asked, link_address=LINK, **self.who(who)
                ),
                stale=stale,
            )  # fmt: skip

    def accept(self, who: str = "priya", number: int = 0, *, stale: bool = False) -> None:
        if found := self._advice(number, stale=stale):
            place, row = found
            self.attempt(
                "accept", lambda book: book.accept(who, place),
                lambda: contributions.accept_advice(row, **self.who(who)), stale=stale,
            )  # fmt: skip

    def begin(self, who: str = "priya", *, stale: bool = False) -> None:
        assessment = self.fresh(self.file.assessment, stale=stale)
        made = self.attempt(
            "begin", lambda book: book.begin(who),
            lambda: plans.begin_plan(assessment, **self.who(who)), stale=stale,
        )  # fmt: skip
        if made:
            self.file.versions.append(made)

    def _version(self, number: int, *, stale: bool = False) -> tuple[int, Any] | None:
        """A version; mostly the newest, since nothing else can be done about the others."""
        count = len(self.file.versions)
        if not count:
            return None
        place = max(0, count - 1 - number % 4)
        return place, self.fresh(self.file.versions[place], stale=stale)

    def write(self, who: str = "priya", number: int = 0, *, stale: bool = False) -> None:
        if found := self._version(number, stale=stale):
            place, row = found
            written = self.file.book.versions[place].written
            act = self._consider if written else self._write_all
            self.attempt(
                "write", lambda book: book.write(who, place), lambda: act(row, who), stale=stale
            )

    def _recommendations(self) -> list[Recommendation]:
        newest = []
        for request in AdviceRequest.objects.filter(assessment=self.file.assessment):
            latest = request.versions.order_by("-version").first()
            newest += list(latest.recommendations.all()) if latest else []
        return newest

    def _consider(self, version: PlanVersion, who: str) -> None:
        sources = self._recommendations()
        plans.write_row(version, Provision, {}, key="P1", sources=sources, **self.who(who))

    def _write_all(self, version: PlanVersion, who: str) -> None:
        by = self.who(who)
        for key, text in TEXTS.items():
            plans.write_text(version, key, text, **by)
        area = "communication_and_interaction"
        need = {"section": "B", "area": area, "text": "Amara follows one instruction at a time."}
        plans.write_row(version, Need, need, **by)
        outcome = {
            "text": "By July 2028 Amara follows three instructions in a row in class.",
            "by": "July 2028",
            "steps": "By July 2027 she follows two.",
            "monitoring": "Her teacher, each term.",
            "aspiration": "Amara would like to be an illustrator.",
            "adulthood_strand": "employment",
        }
        plans.write_row(version, Outcome, outcome, **by)
        provision = {
            "section": "F",
            **journeys.GOOD_ADVICE.provisions[0],
            "period": "From the date of this plan until July 2028",
            "review": "The therapist, each term",
        }
        links: dict[str, Any] = {"needs": ["N1"], "outcomes": ["O1"]}
        sources = self._recommendations()
        plans.write_row(version, Provision, provision, sources=sources, **links, **by)

    def leave_out(
        self, who: str = "priya", number: int = 0, advice: int = 0, *, stale: bool = False
    ) -> None:
        answered = [place for place, one in enumerate(self.file.book.advice) if one.answers]
        if (found := self._version(number, stale=stale)) and answered:
            place, row = found
            which = answered[advice % len(answered)]
            asked = self.file.advice[which]
            self.attempt(
                "leave_out", lambda book: book.leave_out(who, place, which),
                lambda: plans.leave_out(
                    row, asked.versions.latest("version").recommendations.get(),
                    reason="Met already.", **self.who(who),
                ),
                stale=stale,
            )  # fmt: skip

    def override(self, who: str = "priya", number: int = 0, *, stale: bool = False) -> None:
        if found := self._version(number, stale=stale):
            place, row = found
            check = {"rule": "specificity.vague_term", "row": "P1", "reason": "It is her word."}
            self.attempt(
                "override", lambda book: book.override(who, place),
                lambda: plans.override_check(row, **check, **self.who(who)), stale=stale,
            )  # fmt: skip

    def prepare(self) -> None:
        """Unattended work: the next paper of this case, as it would be claimed."""
        waiting = OutboxItem.objects.filter(document__case=self.file.case, done_at=None)
        item = waiting.order_by("pk").first()
        if item is not None:
            self.attempt(
                "prepare", lambda book: book.prepare(),
                lambda: correspondence.document_rendered(
                    item, b"a paper", file_name="paper.pdf", on=self.today,
                    at=instant(self.today),
                ),
            )  # fmt: skip

    def do_task(self, who: str = "priya", number: int = 0) -> None:
        tasks = list(Task.objects.filter(case=self.file.case).order_by("pk"))
        if tasks:
            place = number % len(tasks)
            self.attempt(
                "do_task", lambda book: book.do_task(who, place),
                lambda: correspondence.complete_task(
                    tasks[place], note="Posted.", **self.who(who)
                ),
            )  # fmt: skip

    def reword(self, who: str = "priya", number: int = 0, *, stale: bool = False) -> None:
        if found := self._version(number, stale=stale):
            place, row = found
            words = {"how_often": f"Every {self.tally.done['reword'] + 4} days in term time"}
            self.attempt(
                "reword", lambda book: book.reword(who, place),
                lambda: plans.write_row(row, Provision, words, key="P1", **self.who(who)),
                stale=stale,
            )  # fmt: skip

    def name_setting(
        self,
        who: str = "priya",
        number: int = 0,
        setting: bool = True,
        *,
        stale: bool = False,
    ) -> None:
        if found := self._version(number, stale=stale):
            place, row = found
            school = self.cast.schools[0] if setting else None
            made = self.attempt(
                "name_setting", lambda book: book.name_setting(who, place, setting),
                lambda: plans.name_setting(
                    row, setting=school, type="Mainstream school", **self.who(who)
                ),
                stale=stale,
            )  # fmt: skip
            if made and len(self.file.book.versions) > len(self.file.versions):
                self.file.versions.append(made)

    def serve(self, who: str = "priya", number: int = 0, *, stale: bool = False) -> None:
        if found := self._version(number, stale=stale):
            place, row = found
            self.attempt(
                "serve", lambda book: book.serve(who, place, self.today),
                lambda: plans.serve_draft(row, **self.who(who)), stale=stale,
            )  # fmt: skip

    def comment(
        self,
        who: str = "mother",
        number: int = 0,
        row: str = "P1",
        agrees: bool = False,
        *,
        stale: bool = False,
    ) -> None:
        if found := self._version(number, stale=stale):
            place, version = found
            kind = "agree" if agrees else "change"
            made = self.attempt(
                "comment", lambda book: book.comment(who, place, row, agrees, self.today),
                lambda: plans.make_representation(
                    version, kind=kind, text="Before lunch, please.", row=row, **self.who(who)
                ),
                stale=stale,
            )  # fmt: skip
            if made and made not in self.file.comments.values():
                count = len(self.file.book.versions[place].comments)
                self.file.comments[place, count - 1] = made

    def agree_with_draft(
        self, who: str = "mother", number: int = 0, *, stale: bool = False
    ) -> None:
        if found := self._version(number, stale=stale):
            place, row = found
            self.attempt(
                "agree_with_draft", lambda book: book.agree_with_draft(who, place, self.today),
                lambda: plans.agree_with_draft(row, **self.who(who)), stale=stale,
            )  # fmt: skip

    def answer(self, who: str = "priya", number: int = 0, *, stale: bool = False) -> None:
        if self.file.comments:
            place = sorted(self.file.comments)[number % len(self.file.comments)]
            row = self.fresh(self.file.comments[place], stale=stale)
            self.attempt(
                "answer", lambda book: book.answer(who, *place),
                lambda: plans.answer_representation(row, answer="We will.", **self.who(who)),
                stale=stale,
            )  # fmt: skip

    def revise(self, who: str = "priya", number: int = 0, *, stale: bool = False) -> None:
        if found := self._version(number, stale=stale):
            place, row = found
            made = self.attempt(
                "revise", lambda book: book.revise(who, place),
                lambda: plans.revise(row, **self.who(who)), stale=stale,
            )  # fmt: skip
            if made:
                self.file.versions.append(made)

    def consult(
        self, who: str = "priya", number: int = 0, school: int = 0, *, stale: bool = False
    ) -> None:
        if found := self._version(number, stale=stale):
            place, row = found
            made = self.attempt(
                "consult", lambda book: book.consult(who, place, school),
                lambda: placement.consult_setting(
                    row, self.cast.schools[school], asked_for_by_family=True, **self.who(who)
                ),
                stale=stale,
            )  # fmt: skip
            if made:
                self.file.consulted[place, school] = made

    def record_answer(self, who: str = "priya", number: int = 0, *, stale: bool = False) -> None:
        if self.file.consulted:
            place = sorted(self.file.consulted)[number % len(self.file.consulted)]
            row = self.fresh(self.file.consulted[place], stale=stale)
            self.attempt(
                "record_answer", lambda book: book.record_answer(who, *place),
                lambda: placement.record_setting_response(
                    row, answer="can_meet", reasons="", **self.who(who)
                ),
                stale=stale,
            )  # fmt: skip

    def return_to_author(self, who: str = "grace", number: int = 0) -> None:
        if found := self._version(number):
            place, row = found
            self.attempt(
                "return_to_author", lambda book: book.return_to_author(who, place),
                lambda: plans.return_to_author(row, reason="Too vague.", **self.who(who)),
            )  # fmt: skip

    def finalise(
        self, who: str = "priya", number: int = 0, signed: bool = True, *, stale: bool = False
    ) -> None:
        if found := self._version(number, stale=stale):
            place, row = found
            name = "Priya Nair" if signed else ""
            self.attempt(
                "finalise", lambda book: book.finalise(who, place, signed, self.today),
                lambda: plans.finalise_plan(row, signed_by=name, **self.who(who)), stale=stale,
            )  # fmt: skip

    # The rules: each where it is likely to be tried

    @initialize(
        asker=st.sampled_from(("mother", "father", "yasmin", "head")),
        days=st.sampled_from((0, 1, 3)),
    )
    def somebody_asks_and_the_case_goes_some_way(self, asker: str, days: int) -> None:
        self.ask(asker)
        for move in self.straight_on:
            self.today += timedelta(days=days)
            getattr(self, move)()

    @rule(chance=CHANCE)
    def somebody_does_what_takes_the_case_on(self, chance: int) -> None:
        """Whoever may do something does it."""
        self._one_of(chance, [found for found in self.lawful() if found[0] not in ASIDE])

    @rule(chance=CHANCE)
    def somebody_does_what_may_be_done(self, chance: int) -> None:
        """The same, with what leaves a case where it is, or ends it."""
        self._one_of(chance, self.lawful())

    @rule(
        chance=CHANCE,
        who=st.none() | st.sampled_from(EVERYBODY) | st.sampled_from(FAMILY),
        stale=st.booleans(),
    )
    def somebody_tries_something(self, chance: int, who: str | None, stale: bool) -> None:
        """The right person too early, again or with something missing; or anybody anything."""
        if who is not None:
            self._one_of(chance, self.possible(), stale=stale, who=who)
            return
        allowed = self.lawful()
        moves = [found for found in self.possible() if found not in allowed]
        self._one_of(chance, moves, stale=stale)

    def _one_of(self, chance: int, moves: list[Move], stale: bool = False, **other: str) -> None:
        """Try one of several moves, each kind as likely as another, however many it has."""
        if not moves:
            return
        self.tried += 1
        random = Random(f"{chance} {self.tried}")
        kind = random.choice(sorted({move for move, _ in moves}))
        given = {**random.choice([given for move, given in moves if move == kind]), **other}
        if stale and kind not in NEVER_STALE:
            given["stale"] = True
        note(f"{kind} {given}, on {self.today}")
        getattr(self, kind)(**given)

    @rule(number=st.sampled_from((1, 5, 14, 15, 43)))
    def days_pass(self, number: int) -> None:
        self.today += timedelta(days=number)
        self.changed = True

    @precondition(lambda self: self.file.book.waiting)
    @rule()
    def unattended_work_prepares_a_paper(self) -> None:
        self.prepare()

    @precondition(lambda self: len(self.files) < 2)
    @rule(asker=st.sampled_from(tuple(ASKERS)))
    def somebody_asks_again(self, asker: str) -> None:
        self.ask(asker)

    @precondition(lambda self: len(self.files) > 1 and self.tried % 8 == 7)
    @rule()
    def another_case_is_taken_in_hand(self) -> None:
        self.in_hand = (self.in_hand + 1) % len(self.files)

    # What could be tried on the case in hand

    def possible(self) -> list[Move]:
        """Everything that there is to try, each by whoever it belongs to."""
        book = self.file.book
        officer = {"who": book.worker or "priya"}
        family = [{"who": name} for name in sorted(book.holders)] or [{"who": "mother"}]
        found: list[Move] = [(move, officer) for move in ("take", "begin", "record_exemption")]
        found += [("record_exemption", {**officer, "why": why}) for why in ("", " ")]
        found += [("change_details", {**officer, "language": it}) for it in ("Igbo", "Welsh")]
        found += [("allocate", {**officer, "to": to}) for to in ("priya", "nadia", "samira")]
        if len(book.advice) < 4:
            found += [("seek", {**officer, "kind": it}) for it in ("psychological", "medical")]
        for move in ("agree_to_assess", "refuse_to_assess", "agree_to_issue", "refuse_to_issue"):
            found += [(move, officer), (move, {**officer, "reason": ""})]
        for number, asked in enumerate(book.advice):
            leads = "petra" if asked.kind == "psychological" else "hana"
            at = {"number": number}
            found += [(move, {**officer, **at}) for move in ("chase", "accept")]
            found += [("submit", {"who": asked.adviser, **at, "whole": w}) for w in (True, False)]
            found += [("send_back", {**officer, **at, "questions": n}) for n in (0, 2)]
            found += [("give", {"who": leads, **at, "to": to}) for to in ("samira", "hana")]
            found += [("leave_out", {**officer, "advice": number})]
        for number in range(min(len(book.versions), 3)):
            at = {"number": number}
            found += [(move, {**officer, **at}) for move in ON_A_VERSION]
            found += [("return_to_author", {"who": "grace", **at})]
            found += [("name_setting", {**officer, **at, "setting": it}) for it in (True, False)]
            found += [("consult", {**officer, **at, "school": school}) for school in (0, 1)]
            found += [("finalise", {**officer, **at, "signed": it}) for it in (True, False)]
            found += [("agree_with_draft", {**one, **at}) for one in family]
            found += [
                ("comment", {**one, **at, "row": row, "agrees": row == "N1"})
                for row in ("P1", "N1", "")
                for one in family
            ]
        found += [("answer", {**officer, "number": n}) for n in range(len(self.file.comments))]
        found += [
            ("record_answer", {**officer, "number": n}) for n in range(len(self.file.consulted))
        ]
        found += [("do_task", {**officer, "number": n}) for n in range(len(book.tasks))]
        return [one for one in found if not self.only or one[0] in self.only]

    def lawful(self) -> list[Move]:
        """Those of them against which the book has nothing: each is judged, and none is done."""
        found = []
        self.only_asking = True
        for move, given in self.possible():
            self.verdict = {"nothing to try it on"}
            getattr(self, move)(**given)
            if not self.verdict:
                found.append((move, given))
        self.only_asking = False
        return found

    # What is so after every move

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
        self._dates(file, book)
        self._letters(file, book)

    def _statuses(self, file: File, book: Book) -> None:
        case = Case.objects.get(pk=file.case.pk)
        assert self.cast.name_of(case.caseworker) == book.worker
        assert case.person.first_language == book.language
        assert Assessment.objects.get(pk=file.assessment.pk).status == book.status
        asked = AdviceRequest.objects.filter(assessment=file.assessment)
        assert [(one.status, one.versions.count(), self.cast.name_of(one.professional))
                for one in asked] == [
            (one.state, one.answers, one.adviser) for one in book.advice
        ]  # fmt: skip
        versions = PlanVersion.objects.filter(plan__assessment=file.assessment)
        assert [(one.number, one.status) for one in versions] == [
            (one.number, one.state) for one in book.versions
        ]
        said = Representation.objects.filter(version__plan__assessment=file.assessment)
        assert Counter(one.answered_on is not None for one in said) == Counter(
            one.answered for version in book.versions for one in version.comments
        )
        assert {
            place: Consultation.objects.get(pk=row.pk).status
            for place, row in file.consulted.items()
        } == book.consulted
        assert Exemption.objects.filter(assessment=file.assessment).count() == book.exemptions

    def _dates(self, file: File, book: Book) -> None:
        """Each date is the one that plain counting gives, and none that was known has moved."""
        duties = duties_of(Assessment.objects.get(pk=file.assessment.pk), self.today)
        by_ref = {str(row.pk): number for number, row in enumerate(file.advice)}
        due = {f"advice {by_ref[one.ref]}" if one.ref else one.duty: one.due for one in duties}
        latest = due.pop("draft.comments", None)
        versions = list(PlanVersion.objects.filter(plan__assessment=file.assessment))
        due |= {
            f"comments {one.number}": one.comments_close_on
            for one in versions
            if one.comments_close_on
        }
        asked = AdviceRequest.objects.filter(assessment=file.assessment)
        assert [one.due_on for one in asked] == [one.due for one in book.advice]
        assert due == book.due()
        assert latest == (book.draft.closes_on if book.draft else None)
        assert [one.family_agreed_on for one in versions] == [
            one.agreed_on for one in book.versions
        ]
        assert file.known.items() <= due.items(), "a date has moved"
        file.known = {name: day for name, day in due.items() if day is not None}
        done = {one.duty: one.done_on for one in duties}
        for step, duty in DONE_BY.items():
            if step in book.decided_on:
                assert done[duty] == book.decided_on[step]

    def _letters(self, file: File, book: Book) -> None:
        """Letters owed are letters made, and everything that was written waits to be sent."""
        letters = Letter.objects.filter(case=file.case).select_related("document")
        assert Counter((one.document.kind, one.recipient) for one in letters) == book.letters
        documents = list(Document.objects.filter(case=file.case))
        assert Counter(one.kind for one in documents) == book.papers
        assert {
            one.kind: one.facts["dates"]["appeal_by"]
            for one in documents
            if "appeal_by" in one.facts.get("dates", {})
        } == {kind: day.isoformat() for kind, day in book.appeal_by.items()}
        sent = Message.objects.filter(case=file.case)
        assert Counter(one.template for one in sent) == book.messages
        assert len(documents) == OutboxItem.objects.filter(document__case=file.case).count()
        ready = [one.kind for one in documents if one.rendered_at is None]
        assert ready == book.waiting
        tasks = Task.objects.filter(case=file.case).order_by("pk")
        assert [one.done_on is not None for one in tasks] == book.tasks
        waiting = OutboxItem.objects.filter(message__case=file.case).count()
        assert waiting == book.messages.total()


DONE_BY = {
    "agree_to_assess": "assess.notify_decision",
    "refuse_to_assess": "assess.notify_refusal",
    "refuse_to_issue": "issue.notify_refusal",
    "issue_plan": "plan.final",
}
"""Which duty each decision does."""
