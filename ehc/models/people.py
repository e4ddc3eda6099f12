"""People: those who sign in, the child or young person, their family, and organisations."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from ehc.models._history import History
from ehc.workflows.matching import name_key
from ehc.workflows.roles import Role


class Team(models.Model):
    """A SEND Area Team."""

    name = models.CharField(_("name"), max_length=80, unique=True)
    history = History()

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class AdviceKind(models.TextChoices):
    """What advice is about (SEND Regulations 2014, regulation 6(1)(a)-(h))."""

    PARENT = "parent", _("the parent or young person")
    EDUCATIONAL = "educational", _("education")
    MEDICAL = "medical", _("health")
    PSYCHOLOGICAL = "psychological", _("educational psychology")
    SOCIAL_CARE = "social_care", _("social care")
    ADULTHOOD = "adulthood", _("preparation for adulthood")
    DEFENCE = "defence", _("Ministry of Defence")
    REQUESTED = "requested", _("someone the family asked for")
    OTHER = "other", _("another person")


class Service(models.Model):
    """A service that is asked for advice: educational psychology, paediatrics, social care.

    ``is_s31_body`` says whether section 31 of the Act, and so the six weeks of regulation 8,
    binds the legal body behind it. ``email`` is set where requests go to an inbox outside, by a
    link that opens one request; where it is empty, its people sign in.
    """

    name = models.CharField(_("name"), max_length=120, unique=True)
    advice_kind = models.CharField(_("kind of advice"), max_length=20, choices=AdviceKind)
    is_s31_body = models.BooleanField(_("a section 31 body"), default=False)
    email = models.EmailField(_("where its requests are sent"), blank=True)
    history = History()

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class Setting(models.Model):
    """A school, college or early-years provider; ``closed_on`` is the last day on which it is open.

    Nothing that was written of it before changes when it closes.
    """

    name = models.CharField(_("name"), max_length=200)
    type = models.CharField(_("type"), max_length=120)
    urn = models.CharField(_("unique reference number"), max_length=6, blank=True)
    email = models.EmailField(_("email address"), blank=True)
    address = models.TextField(_("address"), blank=True)
    postcode = models.CharField(_("postcode"), max_length=8, blank=True)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    history = History()

    class Meta:
        ordering = ("name",)
        indexes = [models.Index(fields=["name"])]
        constraints = [
            models.UniqueConstraint(
                fields=["urn"], condition=~models.Q(urn=""), name="setting_urn_is_unique"
            )
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save it, with the words by which it is found."""
        super().save(*args, **kwargs)
        self.index()

    def index(self) -> None:
        """Keep the words by which it is found, and no others."""
        wanted = set(search_words(f"{self.name} {self.address} {self.postcode}"))
        # A postcode is typed with its space and without.
        wanted |= set(search_words(self.postcode.replace(" ", "")))
        kept = set(self.words.values_list("word", flat=True))
        if gone := kept - wanted:
            self.words.filter(word__in=gone).delete()
        for word in sorted(wanted - kept):
            self.words.create(word=word)

    def is_closed(self, on: date) -> bool:
        """Whether it has closed by a day: on its last day it is still open."""
        return self.closed_on is not None and on > self.closed_on


LONGEST_WORD = 40
_WORD = re.compile(r"[^\W_]+")


def search_words(text: str) -> list[str]:
    """The words of a text as settings are found by them: without case, accents or apostrophes.

    Each once, in the order in which they stand, and no longer than :data:`LONGEST_WORD`.
    """
    plain = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(
        letter for letter in plain if letter not in "'’" and not unicodedata.combining(letter)
    )
    return list(dict.fromkeys(word[:LONGEST_WORD] for word in _WORD.findall(bare)))


class SettingWord(models.Model):
    """A word of a setting's name, address or postcode, by which it is found.

    Derived from the setting whenever that is saved.
    """

    setting = models.ForeignKey(Setting, on_delete=models.CASCADE, related_name="words")
    # PostgreSQL has a second index of it, for what a word begins with.
    word = models.CharField(max_length=LONGEST_WORD, db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["setting", "word"], name="setting_word_once")
        ]


class UserKind(models.TextChoices):
    """How somebody stands to the authority, which decides how they sign in."""

    FAMILY = "family", _("family")
    CONTRIBUTOR = "contributor", _("outside contributor")
    STAFF = "staff", _("member of staff")
    SYSTEM = "system", _("unattended work")


class UserManager(BaseUserManager["User"]):
    """Makes users; addresses are kept in lower case."""

    def create_user(
        self,
        email: str,
        password: str | None = None,
        *,
        name: str = "",
        kind: str = UserKind.FAMILY,
    ) -> User:
        """Make a user.

        Args:
            email: any case; kept in lower case.
            password: None for those who sign in by emailed code.
            name: as they wish to be called.
            kind: a :class:`UserKind`.

        Raises:
            ValueError: without an address.
        """
        if not email:
            raise ValueError("A user needs an email address.")
        user = self.model(email=email.strip().lower(), name=name, kind=kind)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        """Make the first administrator, who then creates everybody else on the pages."""
        user = self.create_user(email, password, name=fields.get("name", ""), kind=UserKind.STAFF)
        RoleGrant.objects.create(user=user, role=Role.ADMINISTRATOR)
        return user

    def get_by_natural_key(self, username: str | None) -> User:
        """Find by address, whatever its case."""
        return self.get(email=(username or "").strip().lower())


class User(AbstractBaseUser):
    """Somebody who acts. Users are deactivated, never deleted: events name them."""

    email = models.EmailField(_("email address"), unique=True)
    name = models.CharField(_("name"), max_length=450)
    kind = models.CharField(_("kind"), max_length=12, choices=UserKind, default=UserKind.FAMILY)
    phone = models.CharField(_("telephone"), max_length=30, blank=True)
    job_title = models.CharField(_("job title"), max_length=120, blank=True)
    is_active = models.BooleanField(_("active"), default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    history = History(excluded_fields=["password", "last_login"])
    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        ordering = ("name", "pk")
        constraints = [
            models.UniqueConstraint(Lower("email"), name="user_email_unique_in_any_case"),
            models.CheckConstraint(
                condition=models.Q(kind__in=UserKind.values), name="user_kind_is_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.email

    def get_full_name(self) -> str:
        """The name, or the address where none was given."""
        return str(self)

    def get_short_name(self) -> str:
        """The same as the full name: we do not guess which part is the first."""
        return str(self)

    @property
    def is_staff_member(self) -> bool:
        """Whether they sign in by password and are never sent a code."""
        return self.kind == UserKind.STAFF


class RoleGrant(models.Model):
    """A role that a user holds, within a team, a service or a setting where that applies."""

    ROLE_CHOICES = tuple((role.value, role.value.replace("_", " ")) for role in Role)

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="grants")
    role = models.CharField(_("role"), max_length=40, choices=ROLE_CHOICES)
    team = models.ForeignKey(
        Team, on_delete=models.PROTECT, null=True, blank=True, related_name="grants"
    )
    service = models.ForeignKey(
        Service, on_delete=models.PROTECT, null=True, blank=True, related_name="grants"
    )
    setting = models.ForeignKey(
        Setting, on_delete=models.PROTECT, null=True, blank=True, related_name="grants"
    )
    ended_at = models.DateTimeField(null=True, blank=True)
    history = History()

    class Meta:
        indexes = [
            models.Index(
                fields=["role", "team"],
                condition=models.Q(ended_at=None),
                name="grant_live_by_role",
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(role__in=[role.value for role in Role]),
                name="grant_role_is_known",
            ),
            models.UniqueConstraint(
                fields=["user", "role", "team", "service", "setting"],
                condition=models.Q(ended_at=None),
                name="grant_once_while_live",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} as {self.get_role_display()}"


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
