"""Accounts: those who sign in, and the roles that they hold."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from ehc.models._history import History
from ehc.models.organisations import Service, Setting, Team
from ehc.workflows.roles import Role


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
