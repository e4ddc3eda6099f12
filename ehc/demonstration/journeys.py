"""Taking each child's case as far as it has come, by the actions and by nothing else."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any

from django.conf import settings

from ehc.actions import (
    advice_requests,
    assessments,
    cases,
    contributions,
    elsewhere,
    ends,
    placement,
    plan_writing,
    plans,
    posting,
    representations,
    requests,
)
from ehc.actions._answers import RequestAnswers
from ehc.actions.contributions import AdviceContent, Question
from ehc.actions.elsewhere import Elsewhere
from ehc.actions.ends import Responsibility, Written
from ehc.demonstration.conversations import talk
from ehc.demonstration.county import Child, Reach, senco_address
from ehc.demonstration.days import working_day
from ehc.demonstration.disputes import dispute
from ehc.demonstration.letters import sent
from ehc.demonstration.news import kept_waiting, reached_by
from ehc.demonstration.profiles import Profile, Said
from ehc.demonstration.reassessments import reassessment
from ehc.demonstration.reviews import review
from ehc.demonstration.transfers import came, transfer
from ehc.models import (
    AdviceRequest,
    Assessment,
    DocumentKind,
    Letter,
    Need,
    Outcome,
    PlanVersion,
    Provision,
    Reassessment,
    Recommendation,
    Service,
    Setting,
    User,
)
from ehc.queries.assessments import advice_of_bodies
from ehc.queries.phases import season_of

_ORDER = list(Reach)
_KINDS = ("psychological", "medical", "social_care", "educational")
LINK = settings.SERVICE_URL + "/advice/link/"


@dataclass
class County:
    """What every journey shares.

    Attributes:
        as_of: the demonstration's day; nothing happens after it.
        random: seeded.
        users: by address.
        services: by kind of advice.
        settings: those of each area, each with the ages that it takes: the youngest, and the
            first that is too old.
    """

    as_of: date
    random: Random
    users: Mapping[str, User]
    services: Mapping[str, Service]
    settings: Mapping[str, list[tuple[Setting, int, int]]]
    caseworkers: Mapping[str, str]


def at(day: date, hour: int = 10) -> datetime:
    """An instant of a working day."""
    return datetime.combine(day, time(hour), tzinfo=UTC)


class Journey:
    """One child's case."""

    def __init__(self, child: Child, county: County) -> None:
        self.child = child
        self.county = county
        self.asked_on = county.as_of - timedelta(weeks=child.weeks_ago, days=self._lag())
        if child.flags.get("asker") == "setting" or "came" in child.flags:
            # A school and another council write at work; a family when it likes.
            self.asked_on = working_day(self.asked_on)
        self.caseworker = county.users[county.caseworkers[child.team]]
        everywhere = [one for pool in county.settings.values() for one in pool]
        pool = [
            setting
            for offered in (county.settings[child.team], everywhere)
            for setting, youngest, too_old in offered
            if youngest <= child.age < too_old
        ]
        mine = sum(
            youngest <= child.age < too_old
            for _setting, youngest, too_old in county.settings[child.team]
        )
        self.setting = pool[county.random.randrange(mine or len(pool))]
        they, their, them = ("she", "her", "her") if child.sex == "F" else ("he", "his", "him")
        self.words = {
            "name": child.first_name,
            "they": they,
            "They": they.capitalize(),
            "their": their,
            "them": them,
        }

    def _lag(self) -> int:
        # A draft whose window is to be open must have been served within the last fortnight.
        return 0 if self.child.reach is Reach.SERVED else self.county.random.randrange(3)

    def say(self, text: str) -> str:
        """A profile's words about this child."""
        return text.format(**self.words)

    def who(self, day: date) -> dict[str, Any]:
        """The caseworker, on a day or on the working day before it."""
        day = self.working(day)
        return {"by": self.caseworker, "on": day, "at": at(day)}

    def day(self, days: int) -> date:
        """A working day of the journey, counted from the request, never after the last day."""
        return self.working(min(self.asked_on + timedelta(days=days), self.county.as_of))

    def working(self, day: date) -> date:
        """The working day for a day of the journey: a family asks on any, and nobody before it."""
        return working_day(day, not_before=self.asked_on)

    def reaches(self, reach: Reach) -> bool:
        """Whether the case has come so far. Refusals are ends and not ways."""
        mine = self.child.reach
        if mine is Reach.REFUSED_TO_ISSUE:
            mine = Reach.ADVICE_IN
        return mine is not Reach.REFUSED_TO_ASSESS and _ORDER.index(mine) >= _ORDER.index(reach)

    # --- The stages ------------------------------------------------------------------------

    def run(self) -> Assessment:
        """Take the case as far as it has come; what was to be posted has been."""
        assessment = self._came() if "came" in self.child.flags else self._end(self._run())
        if (how := self.child.flags.get("dispute")) is not None:
            family = self._family(assessment)
            dispute(assessment.case, how, family=family, who=self.who, as_of=self.county.as_of)
            assessment.refresh_from_db()
        if "talks" in self.child.flags:
            family = self._family(assessment)
            talk(assessment.case, family=family, who=self.who, as_of=self.county.as_of)
        if (way := self.child.flags.get("reached_by")) is not None:
            family = self._family(assessment)
            reached_by(assessment.case, way, family=family, who=self.who, as_of=self.county.as_of)
        if "waits" in self.child.flags:
            kept_waiting(assessment.case, who=self.who, as_of=self.county.as_of)
        self._post(assessment)
        return assessment

    def _came(self) -> Assessment:
        """A plan that another council made: no request, and no assessment of ours."""
        child, parent = self.child, _PARENTS[self.county.random.randrange(6)]
        moved = came(
            {
                "first_name": child.first_name,
                "last_name": child.last_name,
                "date_of_birth": self._born(),
                "sex": child.sex,
                "address": f"{self._house()} Example Street\nMaidstone",
                "postcode": "ME99 1AA",
            },
            {
                "name": f"{parent} {child.last_name}",
                "relationship": "mother",
                "email": f"{parent}.{child.last_name}@family.example".lower(),
                "phone": f"01632 960{self.county.random.randrange(100, 999)}",
                "has_parental_responsibility": True,
            },
            setting=self.setting,
            to=self.caseworker,
            who=self.who,
            came_on=self.asked_on,
        )
        return moved.plan.assessment

    def _end(self, assessment: Assessment) -> Assessment:
        """What happened otherwise than on the way from a request to a plan."""
        match self.child.flags.get("end"):
            case "considering":
                return assessments.consider_assessing(assessment, **self.who(self.day(10)))
            case "withdrawn":
                day = self.day(40)
                ends.record_withdrawal(
                    assessment,
                    Written(
                        words=self.say("We are moving to France and withdraw our request."),
                        means="letter",
                        arrived_on=day,
                        holder="parent",
                        written_by=assessment.request.asked_by.name,
                    ),
                    Responsibility(
                        applies=False, why=self.say("{name} will no longer live in the county.")
                    ),
                    **self.who(day),
                )
                assessment.refresh_from_db()
            case "reversed":
                return assessments.reverse_refusal_to_assess(
                    assessment,
                    reason=self.say("A new report shows that {name} may need a plan."),
                    **self.who(self.day(60)),
                )
            case "not_ours":
                return elsewhere.close_as_not_ours(
                    assessment,
                    Elsewhere(
                        authority="887",
                        how_known=self.say(
                            "The family lives in Rochester, and Medway has {name} on its roll."
                        ),
                        consents=True,
                        where_to_ask="Medway SEND team\n1 Example Street\nChatham\n01632 960 887",
                    ),
                    **self.who(self.day(4)),
                )
            case "exported":
                day = self.day(58)
                return elsewhere.export(
                    assessment,
                    Elsewhere(
                        authority="330",
                        how_known="The mother rang, and the new school confirmed it.",
                        consents=False,
                        where_to_ask="Birmingham SEND team\n2 Example Street\n01632 960 330",
                    ),
                    day - timedelta(days=3),
                    **self.who(day),
                )
            case "deceased":
                day = self.day(22)
                return ends.record_death(
                    assessment,
                    died_on=day - timedelta(days=2),
                    how_known="The hospital told the caseworker by telephone, who rang the school.",
                    **self.who(day),
                )
        return assessment

    def _run(self) -> Assessment:
        assessment = self.ask()
        if self.child.reach is Reach.ASKED:
            return assessment
        cases.allocate_case(assessment.case, to=self.caseworker, **self.who(self.day(2)))
        cases.change_details(
            assessment.case,
            {"setting": self.setting, "looked_after": "looked_after" in self.child.flags},
            **self.who(self.day(3)),
        )
        if self.child.reach is Reach.REFUSED_TO_ASSESS:
            return assessments.refuse_to_assess(
                assessment,
                reason=self.say(
                    "We read what you and the school told us. {name}'s school has not yet tried "
                    "the help that it can give from its own means, and what it has begun is "
                    "working."
                ),
                **self.who(self.day(33)),
            )
        if not self.reaches(Reach.ASSESSING):
            return assessment
        assessment = assessments.agree_to_assess(
            assessment,
            reason=self.say("What you and the school tell us shows that {name} may need a plan."),
            **self.who(self.day(30)),
        )
        if self.reaches(Reach.ADVICE_SOUGHT):
            self.advise(assessment)
        if self.child.reach is Reach.REFUSED_TO_ISSUE:
            return assessments.refuse_to_issue(
                assessment,
                reason=self.say(
                    "The advice shows that {name}'s needs can be met from what the school "
                    "ordinarily has, with the programme that the psychologist describes."
                ),
                **self.who(self.day(105)),
            )
        if self.reaches(Reach.WRITING):
            self.plan(assessment)
        return assessment

    def _post(self, assessment: Assessment) -> None:
        """Post what is older than a week, on the day after it was written."""
        letters = Letter.objects.filter(case=assessment.case, by_post=True, sent_on=None)
        days = sorted(set(letters.values_list("event__on", flat=True)))
        for day in days:
            posted_on = day + timedelta(days=1)
            if posted_on <= self.county.as_of - timedelta(days=7):
                posting.post_letters(
                    assessment.case, letters.filter(event__on=day), **self.who(posted_on)
                )

    def ask(self) -> Assessment:
        """The request, as the family or the school makes it."""
        child, flags = self.child, self.child.flags
        born = self._born()
        asker = flags.get("asker", "parent")
        parent = "Ngozi" if "persona" in flags else _PARENTS[self.county.random.randrange(6)]
        parent = flags.get("twin", parent)
        host = "bounces.example" if "bounces" in flags else "family.example"
        email = f"{parent}.{child.last_name}@{host}".lower().replace(" ", "")
        if asker == "setting":
            email = senco_address(self.setting.name)
        if asker == "young_person":
            email = f"{child.first_name}.{child.last_name}@family.example".lower()
        profile = child.profile
        pages = {
            "who": {"asker": asker},
            "you": {
                "name": self.county.users[email].name
                if asker == "setting"
                else f"{parent} {child.last_name}",
                "relationship": "Special needs co-ordinator" if asker == "setting" else "mother",
                "parental_responsibility": "yes",
                "email": email,
                "phone": f"01632 960{self.county.random.randrange(100, 999)}",
                "family_name": f"{parent} {child.last_name}",
                "family_relationship": "mother",
                "family_email": f"{parent}.{child.last_name}@family.example".lower(),
            },
            "child": {
                "first_name": child.first_name,
                "last_name": child.last_name,
                "date_of_birth": born.isoformat(),
                "sex": child.sex,
                "first_language": flags.get("interpreter", "English"),
            },
            "home": {
                "address": f"{self._house()} Example Street\nMaidstone",
                "postcode": "ME99 1AA",
                "in_area": "yes",
            },
            "school": {"setting_name": self.setting.name},
            "detained": {
                "detained": "yes" if "held_at" in flags else "no",
                "held_at": flags.get("held_at", ""),
            },
            "story": {"story": self.say(profile.story)},
            "support": {"in_place": self.say(profile.in_place)},
            "hopes": {"hoped_for": self.say(profile.hoped_for)},
            "people": {"involved": self.say(profile.involved)},
            "consent": {"share": "yes"},
            "contact": {
                "contact_by": "email",
                "electronic_service": "no" if self.county.random.randrange(5) == 0 else "yes",
                "interpreter_language": flags.get("interpreter", ""),
            },
        }
        if "persona" in flags:
            pages["contact"]["electronic_service"] = "yes"
        answers = RequestAnswers.from_draft(pages, on=self.asked_on)
        return requests.receive_request(answers, at=at(self.asked_on, 20)).assessment

    def _house(self) -> int:
        number = self.county.random.randrange(1, 90)
        return 14 if "twin" in self.child.flags else number

    def _born(self) -> date:
        if self.child.flags.get("transfer") == "phase":
            # In Year 6, so that secondary school is what comes next.
            return date(season_of(self.county.as_of) - 12, 10, 9)
        if self.child.first_name == "Isla" or "twin" in self.child.flags:
            return date(self.asked_on.year - self.child.age, 3, 14)
        days = self.county.random.randrange(20, 340)
        return self.asked_on.replace(day=1) - timedelta(days=365 * self.child.age + days)

    def advise(self, assessment: Assessment) -> None:
        """Ask everybody whom the law asks for; those who have answered have answered."""
        asked_on = self.day(32)
        finished = self.reaches(Reach.ADVICE_IN)
        asked = {kind: self._seek(assessment, kind, asked_on) for kind in _KINDS}
        if "therapist" in self.child.flags:
            advice_requests.seek_advice(
                assessment,
                kind="requested",
                outside_email="nadia.brook@therapy.example",
                outside_name="Nadia Brook",
                questions=self.say("What would help {name} to write and to eat with friends?"),
                link_address=LINK,
                **self.who(asked_on),
            )
        for kind, request in asked.items():
            returned = kind == "psychological" and self.child.reach is Reach.ADVICE_RETURNED
            if finished or returned:
                self._answer(request, self.child.profile.said(kind))

    def _seek(
        self,
        assessment: Assessment,
        kind: str,
        day: date,
        *,
        reassessment: Reassessment | None = None,
    ) -> AdviceRequest:
        given: dict[str, Any] = {
            "kind": kind,
            "link_address": LINK,
            "reassessment": reassessment,
            **self.who(day),
        }
        if kind == "educational":
            senco = self.county.users[senco_address(self.setting.name)]
            return advice_requests.seek_advice(
                assessment,
                setting=self.setting,
                outside_email=senco.email,
                outside_name=senco.name,
                **given,
            )
        service = self.county.services[kind]
        if kind == "psychological" and "unallocated_advice" in self.child.flags:
            # For the principal psychologist to give to somebody.
            return advice_requests.seek_advice(assessment, service=service, **given)
        professional = {
            "psychological": "samira.khan@kent.example"
            if self.child.team in {"North Kent", "South Kent"}
            else "ruth.ellery@kent.example",
            "medical": "owen.price@nhs.example",
        }.get(kind)
        if professional is None:
            return advice_requests.seek_advice(
                assessment,
                service=service,
                outside_email=service.email,
                outside_name=service.name,
                **given,
            )
        return advice_requests.seek_advice(
            assessment, service=service, professional=self.county.users[professional], **given
        )

    def _answer(self, request: AdviceRequest, said: Said) -> None:
        adviser = request.professional
        if adviser is None:
            raise ValueError(f"Nobody was asked for {request.kind} advice.")
        day = self.day(70 + self.county.random.randrange(6))
        content = self._content(said, adviser, day)
        contributions.submit_advice(request, content, by=adviser, on=day, at=at(day))
        if self.child.reach is Reach.ADVICE_RETURNED:
            contributions.return_advice(
                request,
                [
                    Question("provision:1", "Who trains the teaching assistant, and how long?"),
                    Question("need:1", "When and where did you see this?"),
                ],
                **self.who(self.day(72)),
            )
        elif not self.child.flags.get("unread"):
            contributions.accept_advice(request, **self.who(self.day(77)))

    def _content(self, said: Said, adviser: User, day: date) -> AdviceContent:
        lines = said.lines or ()
        ordinary = (_ORDINARY,) if said.kind == "educational" else ()
        return AdviceContent(
            author_name=adviser.name,
            author_role=adviser.job_title or "Adviser",
            seen_on=f"{day - timedelta(days=9):%A %-d %B %Y}, in class and with the family",
            strengths=self.say(said.strengths),
            needs=tuple({"area": area, "text": self.say(text)} for area, text in said.needs),
            outcomes=tuple(self.say(text) for text in said.outcomes),
            provisions=tuple(
                {
                    "what": self.say(line.what),
                    "who": self.say(line.who),
                    "how_often": self.say(line.how_often),
                    "how_long": self.say(line.how_long),
                    "group_size": self.say(line.group_size),
                    "where": self.say(line.where),
                }
                for line in lines
            )
            or ordinary,
            nothing_needed=""
            if lines or ordinary
            else "Not known to this service, and nothing was found that needs its help.",
        )

    # --- The plan --------------------------------------------------------------------------

    def plan(self, assessment: Assessment) -> None:
        """Decide to issue, write, serve and finish, as far as the case has come."""
        if (ground := self.child.flags.get("exemption")) is not None:
            self._exempt(assessment, ground)
        assessment = assessments.agree_to_issue(
            assessment,
            reason=self.say("The advice shows that {name} needs more than a school has."),
            **self.who(self.day(84)),
        )
        version = self.write(assessment)
        if not self.reaches(Reach.SERVED):
            return
        served_on = self._served_on()
        version = plans.serve_draft(version, **self.who(served_on))
        sent(assessment.case, DocumentKind.DRAFT_PLAN, self.who(served_on))
        family = self._family(assessment)
        if self.reaches(Reach.COMMENTED):
            day = served_on + timedelta(days=6)
            comment = representations.make_representation(
                version,
                kind="change",
                row="P1",
                text=self.say("{name} does better in the morning. Can it be before lunch?"),
                by=family,
                on=day,
                at=at(day, 20),
            )
            if self.child.reach is Reach.COMMENTED:
                return
            representations.answer_representation(
                comment,
                answer="We have asked the school to place it before lunch.",
                **self.who(day + timedelta(days=2)),
            )
        if self.reaches(Reach.CONSULTED):
            self.finish(version, served_on)

    def _served_on(self) -> date:
        """A draft that is with the family now was served a few days ago."""
        ago = {Reach.SERVED: 4, Reach.COMMENTED: 9, Reach.CONSULTED: 17}.get(self.child.reach)
        if ago is not None:
            return self.working(self.county.as_of - timedelta(days=ago))
        return self.day(self.child.issued_after - 22)

    def finish(self, version: PlanVersion, served_on: date) -> None:
        """Consult the setting, name it and issue the plan."""
        day = served_on + timedelta(days=9)
        asked = placement.consult_setting(
            version, self.setting, asked_for_by_family=True, **self.who(day)
        )
        if not self.reaches(Reach.ISSUED):
            return
        placement.record_setting_response(
            asked, answer="can_meet", reasons="", **self.who(day + timedelta(days=8))
        )
        issued_on = self.day(self.child.issued_after)
        final = plans.revise(version, **self.who(issued_on))
        plans.name_setting(
            final, setting=self.setting, type=self.setting.type, **self.who(issued_on)
        )
        plans.finalise_plan(final, signed_by=self.caseworker.name, **self.who(issued_on))
        sent(final.plan.case, DocumentKind.FINAL_PLAN, self.who(issued_on))
        if (how := self.child.flags.get("review")) is not None:
            review(final.plan, how, who=self.who, as_of=self.county.as_of)
        if (how := self.child.flags.get("reassessment")) is not None:
            self._reassess(final, how)
        if (how := self.child.flags.get("transfer")) is not None:
            transfer(final.plan, how, who=self.who, as_of=self.county.as_of)

    def _reassess(self, final: PlanVersion, how: str) -> None:
        """Ask for a reassessment; where it was agreed, two have been asked and one has answered."""
        assessment = final.plan.assessment
        made = reassessment(
            final.plan,
            how,
            family=self._family(assessment),
            name=self.child.first_name,
            who=self.who,
            at=at,
            as_of=self.county.as_of,
        )
        if made.decided_on is None or made.refused_as:
            return
        asked_on = made.decided_on + timedelta(days=2)
        asked = [
            self._seek(assessment, kind, asked_on, reassessment=made)
            for kind in ("educational", "psychological")
        ]
        answer = asked[0]
        adviser = answer.professional
        if adviser is None:
            raise ValueError(f"Nobody was asked for {answer.kind} advice.")
        day = self.working(asked_on + timedelta(weeks=3))
        content = self._content(self.child.profile.said("educational"), adviser, day)
        contributions.submit_advice(answer, content, by=adviser, on=day, at=at(day))

    def _family(self, assessment: Assessment) -> User:
        return assessment.request.asked_by

    def _exempt(self, assessment: Assessment, ground: str) -> None:
        first = self.day(40)
        facts: Callable[[], dict[str, str]] = {
            "setting_closed": lambda: self._closed(),
            "early_years_closed": lambda: self._closed(),
            "absent_from_area": lambda: {
                "from": first.isoformat(),
                "to": (first + timedelta(days=33)).isoformat(),
            },
            "exceptional_personal_circumstances": lambda: {
                "from": first.isoformat(),
                "to": (first + timedelta(days=50)).isoformat(),
            },
            "missed_appointment": lambda: {
                "from": first.isoformat(),
                "advice": str(advice_of_bodies(assessment)[0].pk),
            },
        }[ground]
        assessments.record_exemption(
            assessment,
            ground=ground,
            facts=facts(),
            why_impractical=self.say(
                "Nobody could see {name} in that time, and the psychologist's advice rests on it."
            ),
            family_told_on=self.day(78),
            **self.who(self.day(78)),
        )

    def _closed(self) -> dict[str, str]:
        asked = self.day(32)
        return {
            "closed_from": (asked + timedelta(days=3)).isoformat(),
            "reopens_on": (asked + timedelta(days=38)).isoformat(),
            "advice_requested_on": asked.isoformat(),
        }

    def write(self, assessment: Assessment) -> PlanVersion:
        """The first version, with every recommendation in it."""
        day = self.day(88)
        version = plans.begin_plan(assessment, **self.who(day))
        if self.child.reach is Reach.WRITING and "vague" not in self.child.flags:
            # Begun, and not much more.
            plan_writing.write_text(version, "history", self._history(), **self.who(day))
            return version
        profile = self.child.profile
        for key, text in self._texts(profile).items():
            plan_writing.write_text(version, key, text, **self.who(day))
        for kind in _KINDS:
            self._write_rows(version, assessment, kind, day)
        return version

    def _history(self) -> str:
        return self.say(
            "{name} was born at full term and walked at sixteen months. {They} sleeps and eats "
            "well, plays with cars and bricks and has one friend in the street. {They} went to "
            "nursery from the age of three and has been at school since, where {they} dresses, "
            "eats and goes to the toilet alone."
        )

    def _texts(self, profile: Profile) -> dict[str, str]:
        has = {area for said in profile.advice for area, _text in said.needs}
        texts = {
            "history": self._history(),
            "communication": self.say(profile.communication),
            "views_child": self.say(profile.child_says),
            "views_parents": self.say(profile.hoped_for),
            "aspirations": self.say(profile.aspirations),
            "how_views_gathered": self.say(
                "By talking and drawing with {name} at school, by the special needs co-ordinator; "
                "{their} mother wrote hers."
            ),
            f"strengths_{profile.area}": self.say(profile.strengths),
            "personal_budget": "None was asked for.",
        }
        if "health" not in has:
            texts["health_none_reason"] = "None identified: the paediatrician found no need."
        if "social_care" not in has:
            texts["social_care_none_reason"] = "None identified: social care found no need."
        return texts

    def _write_rows(
        self, version: PlanVersion, assessment: Assessment, kind: str, day: date
    ) -> None:
        said = self.child.profile.said(kind)
        recommendations = list(
            Recommendation.objects.filter(
                advice__advice_request__assessment=assessment, advice__advice_request__kind=kind
            ).order_by("order")
        )
        if not said.lines:
            for row in recommendations:
                plan_writing.leave_out(
                    version,
                    row,
                    reason="Every pupil has it already, so it is not special provision.",
                    **self.who(day),
                )
            return
        keys = []
        for area, text in said.needs:
            section = {"health": "C", "social_care": "D"}.get(area, "B")
            need = plan_writing.write_row(
                version,
                Need,
                {
                    "section": section,
                    "area": area if section == "B" else "",
                    "text": self.say(text),
                },
                **self.who(day),
            )
            keys.append((need.key, section))
        outcomes = [
            plan_writing.write_row(
                version,
                Outcome,
                {
                    "text": self.say(text),
                    "by": "July 2028" if "2028" in text else "July 2027",
                    "steps": "Half of it by the end of the first year.",
                    "monitoring": "The teacher who is named in school, each term.",
                    "aspiration": self.say(self.child.profile.aspirations),
                    "adulthood_strand": "employment" if self.child.age >= 12 else "",
                },
                **self.who(day),
            ).key
            for text in said.outcomes
        ]
        section = {"C": "G", "D": "H2"}.get(keys[0][1], "F")
        for line, source in zip(said.lines, recommendations, strict=True):
            plan_writing.write_row(
                version,
                Provision,
                {
                    "section": section,
                    "what": "Access to a programme as appropriate"
                    if "vague" in self.child.flags
                    else self.say(line.what),
                    "who": self.say(line.who),
                    "how_often": "Regularly" if "vague" in self.child.flags else line.how_often,
                    "how_long": self.say(line.how_long),
                    "group_size": self.say(line.group_size),
                    "where": self.say(line.where),
                    "period": "From the date of this plan until July 2028",
                    "review": "At the annual review",
                    "commissioner_agreed": True if section == "G" else None,
                },
                needs=[key for key, _section in keys],
                outcomes=outcomes,
                sources=[source],
                **self.who(day),
            )


_PARENTS = ("Ngaire", "Sana", "Joanna", "Farida", "Petra", "Wanda")
_ORDINARY = {
    "what": "Ordinary teaching, with the adjustments that every pupil may have",
    "who": "The class teacher",
    "how_often": "In every lesson",
    "how_long": "The whole lesson",
    "group_size": "The class",
    "where": "In school",
}
"""What a school recommends that needs no plan: left out of one, with the reason."""
