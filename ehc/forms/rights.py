"""Who is of a family, and who acts for a young person or for a parent."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ehc.forms.base import GovukForm
from ehc.forms.fields import DateField, UploadField
from ehc.forms.questions import line, radios, words
from ehc.models import ContraryAbout, FamilyMember, StandsAs
from ehc.workflows.rights import Act, Basis

BASES = (
    (Basis.CONSENT.value, _("The young person has agreed to it, and acts as well")),
    (
        Basis.LACKS_CAPACITY.value,
        _("The young person lacks capacity for it, and they are a parent"),
    ),
    (
        Basis.REPRESENTATIVE.value,
        _("The young person lacks capacity for it, and they are the deputy or attorney"),
    ),
    (Basis.ENDED.value, _("They no longer act for the young person in this")),
)
"""What can be recorded of who acts for a young person."""

WORDS_OF_BASES = {
    **dict(BASES),
    Basis.PARENTS_REPRESENTATIVE.value: _("As the deputy or attorney of a parent"),
    Basis.REPRESENTATIVE_OF_PARENT.value: _(
        "As the deputy or attorney of a parent, the young person lacking capacity too"
    ),
}
ACTS = (
    (Act.READ.value, _("Seeing the case, and nothing more")),
    (Act.NOTICES.value, _("Official letters")),
    (Act.DRAFT.value, _("Commenting on a draft plan, or agreeing with it")),
    (Act.DISPUTE.value, _("Disagreeing with a decision, and mediation")),
    (Act.WITHDRAWAL.value, _("Withdrawing the request")),
    (Act.REASSESSMENT.value, _("Asking for a reassessment")),
)


def _who(members: Iterable[FamilyMember]) -> list[tuple[str, str]]:
    return [(str(one.pk), str(one)) for one in members]


def _for_what() -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=_("For what?"),
        choices=ACTS,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose what it is for")},
        help_text=_(
            "Capacity is judged for each decision by itself, at the time of it (Mental Capacity "
            "Act 2005): choose only what was judged, or agreed to."
        ),
    )


def _how_known(hint: Any) -> forms.CharField:
    return words(_("How do we know?"), _("Say who found so, how and when"), rows=4, help_text=hint)


class WhoActsForm(GovukForm):
    """Somebody acts for the young person in some things, or no longer does.

    Args:
        members: who can be chosen: the family without the young person.
    """

    member = radios(_("Who?"), _("Choose who acts for the young person"), ())
    basis = radios(_("On what?"), _("Say on what they act"), BASES)
    acts = _for_what()
    how_known = _how_known(
        _("Who asked the young person or judged capacity, when, and how they were helped")
    )

    def __init__(self, *args: Any, members: Iterable[FamilyMember], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["member"].choices = _who(members)  # type: ignore[attr-defined]


class RepresentedForm(GovukForm):
    """A deputy or attorney acts for a parent who lacks capacity, or no longer does.

    Args:
        parents: whom one can represent.
        members: who can.
    """

    instead_of = radios(
        _("Which parent lacks capacity?"), _("Choose the parent who lacks capacity"), ()
    )
    member = radios(_("Who is their deputy or attorney?"), _("Choose who acts"), ())
    goes_on = radios(
        _("Do they act for this parent?"),
        _("Say whether they act for this parent"),
        (
            ("yes", _("Yes, in the parent’s place")),
            ("no", _("No longer")),
        ),
    )
    acts = _for_what()
    how_known = _how_known(
        _("The order or the registered power of attorney that we have seen, and when")
    )

    def __init__(
        self,
        *args: Any,
        parents: Iterable[FamilyMember],
        members: Iterable[FamilyMember],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["instead_of"].choices = _who(parents)  # type: ignore[attr-defined]
        self.fields["member"].choices = _who(members)  # type: ignore[attr-defined]


class NewcomerForm(GovukForm):
    """Somebody who is to be put on file with a family."""

    name = line(_("Full name"), _("Enter their name"), max_length=150)
    relationship = line(
        _("Who are they to the child or young person?"),
        _("Say who they are to the child or young person"),
        max_length=80,
        help_text=_("Such as “father”, “grandmother” or “social worker of Kent County Council”."),
    )
    stands_as = radios(
        _("As whom are they on file?"), _("Choose as whom they are on file"), StandsAs.choices
    )
    since = DateField(
        label=_("Since when?"),
        what=_("the day from which they are that"),
    )
    has_parental_responsibility = forms.BooleanField(
        label=_("They have parental responsibility"), required=False
    )
    kept_out_by = words(
        _("Does a court order keep them from the case?"),
        rows=3,
        help_text=_(
            "Which order, of which day, and what it says. They then see nothing, are sent nothing "
            "and hold none of the rights. Left empty, no order does."
        ),
    )
    order_seen = words(
        _("If an order does, what was seen of it?"),
        rows=2,
        help_text=_("Who saw it, when, and where it is kept."),
    )
    email = forms.EmailField(
        label=_("Email address"), required=False, help_text=_("With it they can sign in.")
    )
    phone = line(_("Telephone"), max_length=30)
    address = words(_("Address"), rows=3)
    postcode = line(_("Postcode"), max_length=8)


class SignInForm(GovukForm):
    """With which address somebody who is on file signs in."""

    email = forms.EmailField(
        label=_("Their email address"),
        error_messages={"required": _("Enter their email address")},
        help_text=_(
            "As they told you themselves. Each time they sign in we send a code to it, and nobody "
            "needs a password."
        ),
    )


class CourtOrderForm(GovukForm):
    """A court order keeps somebody from the case, or no longer does.

    Args:
        ends: whether it is recorded that none does any longer.
    """

    field_order = ("words", "since", "paper", "seen")

    since = DateField(label=_("From which day does it hold?"), what=_("the day of the order"))
    paper = UploadField(
        label=_("The order itself, if we have it"),
        required=False,
        help_text=_("PDF, Word (.docx) or a picture, up to 20 MB. Only the area team reads it."),
    )
    seen = words(
        _("If not, what was seen?"),
        rows=3,
        max_length=2000,
        help_text=_("Who saw the order, when, and where it is kept."),
    )
    # The last: its name is that of what makes the others.
    words = words(
        _("Which order is it, and what does it say?"),
        _("Say which order, of which day, and what it says"),
        rows=4,
        help_text=_("Which court, which kind of order, its day, and what it forbids."),
    )

    def __init__(self, *args: Any, ends: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if ends:
            self.fields["words"].label = _("What ended the order?")
            self.fields["words"].help_text = _(
                "Such as a later order, its day and what it says, or the day on which it ran out."
            )
            self.fields["since"].label = _("Since which day does it hold no longer?")
            self.fields["paper"].label = _("What shows it, if we have it")


class AddressForm(GovukForm):
    """Whether the address is kept from everybody, as the area team records it."""

    protected = radios(
        _("Is their address kept from everybody?"),
        _("Say whether the address is kept from everybody"),
        (
            ("yes", _("Yes: show it to nobody, and print it in no plan")),
            ("no", _("No: show it again, which a team manager decides")),
        ),
    )
    how_known = words(
        _("How do we know?"),
        _("Say how you know, and where what shows it is kept"),
        rows=4,
        help_text=_("Who said so or which paper shows it, when, and where it is kept."),
    )


class OwnAddressForm(GovukForm):
    """A young person asks that their address be kept from everybody; nothing is filled in."""


class TakeoverForm(GovukForm):
    """Both are told whose the rights will be: there is nothing to fill in."""


class BetweenAdultsForm(GovukForm):
    """What a team manager decided where adults of a family ask for contrary things."""

    about = radios(_("What is it about?"), _("Say what it is about"), ContraryAbout.choices)
    asked = words(
        _("What does each of them ask for?"),
        _("Say what each of them asks for"),
        rows=5,
        help_text=_("Who asks for what, when and how they said so."),
    )
    decision = words(_("What is decided?"), _("Say what was decided"), rows=3)
    reasons = words(_("Why?"), _("Say why"), rows=4)
