"""Organisations: area teams, services that are asked for advice, and settings."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from ehc.models._history import History


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
