"""People: the child or young person, and their family."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from ehc.models._history import History
from ehc.models.accounts import User
from ehc.models.organisations import Setting
from ehc.workflows.matching import name_key


class Sex(models.TextChoices):
    """As the statutory return counts it (SEN2 item 1.4)."""

    FEMALE = "F", _("Female")
    MALE = "M", _("Male")


_LONGEST_KEY = 400
"""An index takes no longer name; whoever has one is still found by the date of birth."""


class Person(models.Model):
    """The child or young person.

    ``parent_in_armed_forces``, the two impairments and ``years_out_of_year`` (by how many years
    somebody is taught out of the year of their age; above nought: with older ones) say whose advice
    regulation 6 asks for besides.
    """

    first_name = models.CharField(_("first name"), max_length=200)
    last_name = models.CharField(_("last name"), max_length=200)
    preferred_name = models.CharField(_("preferred name"), max_length=200, blank=True)
    pronouns = models.CharField(_("pronouns"), max_length=40, blank=True)
    date_of_birth = models.DateField(_("date of birth"))
    sex = models.CharField(_("sex"), max_length=1, choices=Sex, blank=True)
    ethnicity = models.CharField(_("ethnicity"), max_length=4, blank=True)
    first_language = models.CharField(_("first language"), max_length=60, blank=True)
    communication = models.TextField(_("how to communicate with them"), blank=True)
    address = models.TextField(_("address"), blank=True)
    postcode = models.CharField(_("postcode"), max_length=8, blank=True)
    address_is_protected = models.BooleanField(_("address is protected"), default=False)
    upn = models.CharField(_("unique pupil number"), max_length=13, blank=True)
    nhs_number = models.CharField(_("NHS number"), max_length=10, blank=True)
    died_on = models.DateField(_("died on"), null=True, blank=True)
    looked_after = models.BooleanField(_("looked after"), default=False)
    parent_in_armed_forces = models.BooleanField(
        _("a parent serves in the armed forces"), default=False
    )
    hearing_impairment = models.BooleanField(_("appears to be hearing impaired"), default=False)
    visual_impairment = models.BooleanField(_("appears to be visually impaired"), default=False)
    years_out_of_year = models.SmallIntegerField(_("years out of the year of their age"), default=0)
    setting = models.ForeignKey(
        Setting, on_delete=models.PROTECT, null=True, blank=True, related_name="people"
    )
    setting_name_given = models.CharField(_("setting, as given"), max_length=200, blank=True)
    user = models.OneToOneField(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="person"
    )
    name_key = models.CharField(max_length=400, editable=False, default="")
    history = History()

    class Meta:
        indexes = [
            models.Index(fields=["last_name", "first_name", "date_of_birth"]),
            # What may be the same child is looked for by either.
            models.Index(fields=["date_of_birth"]),
            models.Index(fields=["name_key"]),
        ]

    def __str__(self) -> str:
        return self.full_name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the name as it is looked up beside the name as it is written."""
        self.name_key = name_key(self.first_name, self.last_name)[:_LONGEST_KEY]
        super().save(*args, **kwargs)

    @property
    def full_name(self) -> str:
        """First and last name."""
        return f"{self.first_name} {self.last_name}"

    @property
    def known_as(self) -> str:
        """What to call them: the preferred name, or the first name."""
        return self.preferred_name or self.first_name

    @property
    def setting_name(self) -> str:
        """The setting attended, as recorded or as the request gave it."""
        return self.setting.name if self.setting else self.setting_name_given

    @property
    def attends(self) -> str:
        """The name and type of the setting attended, as far as they are known."""
        return f"{self.setting_name} {self.setting.type if self.setting else ''}".strip()


class ContactBy(models.TextChoices):
    """How somebody asks to be reached."""

    EMAIL = "email", _("Email")
    TEXT = "text", _("Text message")
    PHONE = "phone", _("Telephone")
    POST = "post", _("Post")


THEMSELVES = "themselves"
"""The relationship of a young person's own row among their family."""


class StandsAs(models.TextChoices):
    """As whom somebody is of a family (section 83(7); Education Act 1996, section 576).

    All but a representative are a parent in the sense of the Act.
    """

    PARENT = "parent", _("A parent")
    RESPONSIBLE = "responsible", _("Somebody else with parental responsibility")
    CARER = (
        "carer",
        _("Somebody who has care of the child, such as a foster carer or a grandparent"),
    )
    CORPORATE = "corporate", _("A local authority that looks after the child")
    REPRESENTATIVE = (
        "representative",
        _("A deputy or attorney of a parent or of the young person"),
    )


class FamilyMember(models.Model):
    """A parent or carer, with their own contact details, never shown to another adult.

    ``since`` is the day from which they are who they are, where it is later than the case, and
    ``kept_out_by`` a court order, in words, that keeps them from the case: they hold none of the
    rights, see nothing and are sent nothing.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="family")
    user = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="family_places"
    )
    name = models.CharField(_("name"), max_length=450)
    relationship = models.CharField(_("relationship"), max_length=80)
    has_parental_responsibility = models.BooleanField(
        _("has parental responsibility"), default=False
    )
    is_main_contact = models.BooleanField(_("main contact"), default=False)
    email = models.EmailField(_("email address"), blank=True)
    phone = models.CharField(_("telephone"), max_length=30, blank=True)
    address = models.TextField(_("address"), blank=True)
    postcode = models.CharField(_("postcode"), max_length=8, blank=True)
    contact_by = models.CharField(
        _("how to reach them"), max_length=8, choices=ContactBy, default=ContactBy.EMAIL
    )
    mobile = models.CharField(_("mobile number"), max_length=16, blank=True)
    daily_digest = models.BooleanField(_("one email a day"), default=False)
    adjustments = models.TextField(_("adjustments"), blank=True)
    interpreter_language = models.CharField(_("interpreter"), max_length=60, blank=True)
    large_print = models.BooleanField(_("letters in large print"), default=False)
    stands_as = models.CharField(
        _("stands as"), max_length=14, choices=StandsAs, default=StandsAs.PARENT
    )
    since = models.DateField(_("since"), null=True, blank=True)
    kept_out_by = models.TextField(_("kept out by"), blank=True)
    history = History()

    class Meta:
        ordering = ("-is_main_contact", "pk")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(stands_as__in=StandsAs.values),
                name="family_member_stands_as_is_known",
            ),
            models.UniqueConstraint(
                fields=["person", "user"],
                condition=models.Q(user__isnull=False),
                name="family_member_once_per_user",
            ),
            models.CheckConstraint(
                condition=~models.Q(contact_by="text") | ~models.Q(mobile=""),
                name="family_member_text_has_a_number",
            ),
            models.CheckConstraint(
                condition=models.Q(daily_digest=False) | models.Q(contact_by="email"),
                name="family_member_digest_is_an_email",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.relationship})"
