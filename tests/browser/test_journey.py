"""One child's case by hand, from the parent's request to the quality score and the report."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from django.db import connection
from django.utils import timezone

from ehc.demonstration.people import PERSONAS
from ehc.demonstration.seed import PASSWORD
from ehc.models import Case, DemonstrationCounty, Document
from ehc.tasks import work_once
from tests.browser.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.long, pytest.mark.django_db(transaction=True)]


def _work() -> None:
    """What the worker does, until nothing is left."""
    while work_once(timezone.now()):
        pass


def _newest_message(visitor: Visitor, to: str) -> str:
    visitor.go(f"/demonstration/mailbox/?to={to}")
    return visitor.page.locator("article").first.inner_text()


def _sign_in_by_code(visitor: Visitor, email: str) -> None:
    visitor.go("/sign-in/")
    visitor.go("/account/login/code/")
    visitor.fill(email=email)
    visitor.click(visitor.page.locator("main button[type=submit]"))
    visitor.look()
    asked = visitor.page.url
    _work()
    words = _newest_message(visitor, email)
    found = re.findall(r"\b[A-Z0-9]{3,}-?[A-Z0-9]{3,}\b", words)
    assert found, words
    visitor.go(asked)
    visitor.fill(code=found[-1])
    visitor.click(visitor.page.locator("main button[type=submit]"))
    visitor.look()


def _sign_in_by_password(visitor: Visitor, name: str) -> None:
    email = next(person.email for person in PERSONAS if person.name == name)
    visitor.go("/account/login/")
    visitor.fill(login=email, password=PASSWORD)
    visitor.press("Sign in")


def _ask(parent: Visitor) -> str:
    """Ask for an assessment on a phone; the reference."""
    parent.go("/")
    parent.press("Start now")
    parent.press("Continue")
    assert "Say who is asking" in parent.text
    parent.choose(asker="parent")
    parent.press("Continue")
    parent.fill(name="Ngozi Okafor", relationship="mother", email="ngozi.okafor@family.example")
    parent.choose(parental_responsibility="yes")
    parent.press("Continue")
    parent.fill(first_name="Chidi", last_name="Okafor")
    parent.fill(date_of_birth_day="31", date_of_birth_month="2", date_of_birth_year="2018")
    parent.press("Continue")
    assert "must be a real date" in parent.text
    parent.fill(date_of_birth_day="9")
    parent.press("Continue")
    parent.fill(address="1 Example Street\nMaidstone", postcode="ME99 1AA")
    parent.press("Continue")
    parent.choose(protected="no")
    parent.press("Continue")
    parent.fill(setting_name="Oakfield Primary School")
    parent.press("Continue")
    parent.press("Continue")
    parent.choose(detained="no")
    parent.press("Continue")
    parent.fill(story="Chidi loves drawing and is kind to everybody. ")
    parent.press("Continue")
    parent.fill(communication="Following talk is hard.")
    parent.press("Continue")
    parent.fill(in_place="A teaching assistant in the mornings.")
    parent.press("Continue")
    parent.fill(hoped_for="That Chidi can say what he needs.")
    parent.press("Continue")
    parent.fill(involved="Speech and language therapy")
    parent.press("Continue")
    parent.press("Continue")
    parent.press("Continue")
    parent.choose(share="yes")
    parent.press("Continue")
    parent.choose(contact_by="email", electronic_service="yes")
    parent.press("Continue")
    parent.press("Continue")
    parent.press("Send your request")
    assert "We have your request" in parent.heading
    found = re.search(r"EHC-\d{4}-\d{6}", parent.text)
    assert found is not None
    return found[0]


def _take_and_agree(caseworker: Visitor, reference: str) -> None:
    _sign_in_by_password(caseworker, "Priya Nair")
    caseworker.go("/cases/new/")
    caseworker.press("Take Chidi Okafor")
    assert "Decide whether to assess" in caseworker.text
    caseworker.follow("Decide whether to assess")
    caseworker.choose(decision="agree_to_assess")
    caseworker.press("Decide and send the letter")
    assert "Write the reasons" in caseworker.text
    caseworker.fill(reasons="What you and the school say shows that Chidi may need a plan.")
    caseworker.press("Show the letter first")
    assert "We will carry out an assessment" in caseworker.text
    caseworker.press("Decide and send the letter")
    assert "Ask for advice" in caseworker.text


def _seek(caseworker: Visitor, reference: str) -> None:
    for kind, service, who in (
        ("educational psychology", "Kent Educational Psychology Service", "Dr Samira Khan"),
        ("health", "Kent Community Paediatrics", "Dr Owen Price"),
    ):
        caseworker.go(f"/cases/{reference}/advice/ask/")
        caseworker.pick(kind=kind)
        caseworker.choose(asked_of="service")
        caseworker.pick(service=service, professional=who)
        caseworker.press("Ask for advice")
    caseworker.go(f"/cases/{reference}/advice/ask/")
    caseworker.pick(kind="someone the family asked for")
    caseworker.choose(asked_of="outside")
    caseworker.press("Ask for advice")
    assert "Enter the name of the professional" in caseworker.text
    caseworker.fill(outside_name="Nadia Brook", outside_email="nadia.brook@therapy.example")
    caseworker.press("Ask for advice")
    # Whoever else the law names is asked too, and may answer late.
    for kind in ("education", "social care"):
        caseworker.go(f"/cases/{reference}/advice/ask/")
        caseworker.pick(kind=kind)
        caseworker.choose(asked_of="service")
        caseworker.pick(service="Kent Children’s Social Care")
        caseworker.press("Ask for advice")


def _advise(adviser: Visitor, *, role: str, report: Path | None = None) -> None:
    adviser.fill(author_role=role, seen_on="Tuesday, in class")
    if not adviser.page.locator("[name=author_name]").input_value():
        adviser.fill(author_name="Nadia Brook")
    adviser.fill(strengths="Chidi remembers stories in detail.")
    adviser.page.locator("[name='needs-0-area']").select_option("communication_and_interaction")
    adviser.fill(**{"needs-0-text": "Chidi follows one instruction at a time."})
    adviser.press("Save and add another need")
    adviser.page.locator("[name='needs-1-area']").select_option("cognition_and_learning")
    adviser.fill(**{"needs-1-text": "Chidi reads single words two years below his age."})
    adviser.fill(**{"outcomes-0-text": "By July 2028 Chidi follows three instructions in a row."})
    adviser.press("Send advice")
    assert "Say what should be provided" in adviser.text
    adviser.fill(
        **{
            "provisions-0-what": "A language programme written by a speech and language therapist",
            "provisions-0-who": "A teaching assistant trained by the therapist",
            "provisions-0-how_often": "Three times a week in term time",
            "provisions-0-how_long": "30 minutes",
            "provisions-0-group_size": "1:1",
            "provisions-0-where": "A quiet room at school",
        }
    )
    if report is not None:
        false = report.with_name("program.pdf")
        false.write_bytes(b"MZ" + b"\0" * 4000)
        adviser.page.set_input_files("[name=report]", false)
        adviser.press("Send advice")
        assert "must be a PDF, a Word document" in adviser.text
        adviser.page.set_input_files("[name=report]", report)
    adviser.press("Send advice")


def _write_plan(caseworker: Visitor, reference: str) -> None:
    caseworker.go(f"/cases/{reference}/plan/")
    caseworker.press("Begin the plan")
    caseworker.go(f"/cases/{reference}/plan/serve/")
    caseworker.press("Send the draft")
    assert "There is a problem" in caseworker.text
    plan = f"/cases/{reference}/plan/"
    caseworker.go(f"{plan}words/views/")
    caseworker.fill(
        history="Chidi lives with his mother and goes to Oakfield Primary School.",
        communication="Speak to Chidi one sentence at a time.",
        views_child="I like drawing.",
        views_parents="I hope that Chidi can say what he needs.",
        aspirations="Chidi would like to be an illustrator.",
        how_views_gathered="Talking and drawing with Chidi at school, by his teacher.",
    )
    caseworker.press("Save")
    caseworker.go(f"{plan}words/strengths/")
    caseworker.fill(strengths_communication_and_interaction="Chidi remembers stories.")
    caseworker.press("Save")
    caseworker.go(f"{plan}words/health-and-care/")
    caseworker.fill(
        health_none_reason="None identified: the paediatrician found no health need.",
        social_care_none_reason="None identified: the family is not known to social care.",
    )
    caseworker.press("Save")
    caseworker.go(f"{plan}words/budget/")
    caseworker.fill(personal_budget="None was asked for.")
    caseworker.press("Save")
    caseworker.follow("Add a row to section B")
    caseworker.choose(section="B")
    caseworker.page.locator("[name=area]").select_option("communication_and_interaction")
    caseworker.fill(text="Chidi follows one instruction at a time.")
    caseworker.press("Save")
    caseworker.follow("Add a row to section E")
    caseworker.fill(
        text="By July 2028 Chidi follows three instructions in a row in class.",
        by="July 2028",
        steps="By July 2027 he follows two.",
        monitoring="His teacher, each term.",
        aspiration="Chidi would like to be an illustrator.",
    )
    caseworker.press("Save")
    caseworker.click(caseworker.page.get_by_role("link", name=re.compile(r"^Use R\d+$")))
    caseworker.look()
    caseworker.fill(period="From the date of this plan until July 2028", review="Each term")
    caseworker.tick("needs", "N1")
    caseworker.tick("outcomes", "O1")
    for box in caseworker.page.locator("input[name=sources]").all():
        box.check()
    caseworker.press("Save")
    assert "Nothing is missing" in caseworker.text
    caseworker.follow("Send the draft to the family")
    caseworker.press("Send the draft")


def _comment_and_agree(parent: Visitor, reference: str) -> None:
    parent.go(f"/your-requests/{reference}/draft/")
    parent.follow("Agree, disagree or ask about Provision P1")
    parent.choose(kind="change")
    parent.press("Send")
    assert "Write what you would like to say" in parent.text
    parent.fill(text="Chidi is tired after lunch. Can it be in the morning?")
    parent.press("Send")
    parent.follow("I agree with everything and need no more time")
    parent.press("Yes, I agree with the whole draft")
    assert "you agree and need no more time" in parent.text


def _answer_and_finalise(caseworker: Visitor, reference: str) -> None:
    caseworker.go(f"/cases/{reference}/comments/")
    caseworker.follow("Answer I disagree, or would like a change Provision P1")
    caseworker.fill(answer="Yes: we have written that it is in the morning.")
    caseworker.press("Send the answer")
    caseworker.go(f"/cases/{reference}/settings/")
    caseworker.pick(setting="Oakfield Primary School")
    caseworker.press("Consult this setting")
    caseworker.follow("Record the answer of Oakfield Primary School")
    caseworker.choose(answer="can_meet")
    caseworker.press("Record the answer")
    caseworker.go(f"/cases/{reference}/settings/name/")
    caseworker.choose(how="named")
    caseworker.pick(setting="Oakfield Primary School")
    caseworker.press("Write Section I")
    caseworker.go(f"/cases/{reference}/plan/provision/P1/")
    caseworker.fill(how_often="Three mornings a week in term time")
    caseworker.press("Save")
    caseworker.go(f"/cases/{reference}/plan/finalise/")
    caseworker.press("Finalise and send")
    assert "Plan issued" in caseworker.text


def _review(reviewer: Visitor, reference: str) -> None:
    _sign_in_by_password(reviewer, "Grace Adeyemi")
    reviewer.click(reviewer.page.get_by_role("button", name=re.compile(f"^Review {reference}$")))
    reviewer.look()
    reviewer.click(reviewer.page.get_by_role("link", name=re.compile(reference)))
    reviewer.look()
    reviewer.press("Submit the review")
    assert "Answer A1" in reviewer.text
    review = reviewer.page.url
    reviewer.follow("Next unanswered")
    while "/reviews/" in reviewer.page.url and reviewer.page.url != review:
        reviewer.choose(choice="met")
        reviewer.fill(evidence="Chidi follows three instructions in a row in class.")
        # The page is the same for every criterion: looked at once, it is only used after that.
        reviewer.click(
            reviewer.page.get_by_role("button", name="Save and go to the next unanswered")
        )
    reviewer.look()
    reviewer.press("Submit the review")
    assert "Outstanding" in reviewer.heading
    assert "The sum" in reviewer.text


@pytest.mark.parametrize(
    "scripts",
    [
        pytest.param(
            True,
            marks=pytest.mark.skipif(
                connection.vendor != "sqlite", reason="scripts ask nothing of the database"
            ),
        ),
        False,
    ],
    ids=["with scripts", "without scripts"],
)
def test_one_case_from_request_to_report(
    county: DemonstrationCounty, visit: Callable[..., Visitor], tmp_path: Path, *, scripts: bool
) -> None:
    parent = visit(scripts=scripts, width=360)
    caseworker, psychologist, doctor, therapist, reviewer, manager = (
        visit(scripts=scripts) for _ in range(6)
    )
    reference = _ask(parent)
    _work()
    _take_and_agree(caseworker, reference)
    _seek(caseworker, reference)
    _work()

    report = tmp_path / "report.pdf"
    blank = pikepdf.new()
    blank.add_blank_page()
    written = io.BytesIO()
    blank.save(written)
    report.write_bytes(written.getvalue())
    _sign_in_by_password(psychologist, "Dr Samira Khan")
    psychologist.follow("Chidi Okafor")
    _advise(psychologist, role="Educational psychologist", report=report)
    _sign_in_by_password(doctor, "Dr Owen Price")
    doctor.follow("Chidi Okafor")
    _advise(doctor, role="Community paediatrician")
    link = re.search(
        r"http\S+/advice/link/\S+", _newest_message(therapist, "nadia.brook@therapy.example")
    )
    assert link is not None
    therapist.go(link[0])
    therapist.press("Open the request")
    _advise(therapist, role="Occupational therapist")
    assert "Advice sent" in therapist.heading

    for number in range(3):
        caseworker.go(f"/cases/{reference}/")
        caseworker.click(caseworker.page.locator("#advice ~ .ehc-scroll a").nth(number))
        caseworker.look()
        caseworker.press("Accept the advice")
    caseworker.go(f"/cases/{reference}/decide-to-issue/")
    caseworker.choose(decision="agree_to_issue")
    caseworker.fill(reasons="The advice shows that Chidi needs a plan.")
    caseworker.press("Decide and send the letter")
    _write_plan(caseworker, reference)
    _work()

    _sign_in_by_code(parent, "ngozi.okafor@family.example")
    _comment_and_agree(parent, reference)
    _answer_and_finalise(caseworker, reference)
    _work()
    parent.go(f"/your-requests/{reference}/")
    parent.follow("Read the final plan")
    assert "Oakfield Primary School" in parent.text

    _review(reviewer, reference)
    _sign_in_by_password(manager, "Martin Cole")
    assert "1 of 1 plans (100.0%)" in manager.text

    case = Case.objects.get(reference=reference)
    assert case.projection.stage == "review"
    assert not Document.objects.filter(case=case, rendered_at=None).exists()
    assert parent.seen + caseworker.seen + reviewer.seen > 60
