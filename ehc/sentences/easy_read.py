"""What happens when somebody asks for an assessment: one idea at a time, each with its picture.

The easy-read page draws each idea beside its picture, and the recording in British Sign Language
signs the same ideas in the same order. A sentence has one idea and no word that it does not
explain.
"""

from __future__ import annotations

from django.utils.translation import gettext_noop

_ = gettext_noop

ASKING: tuple[tuple[str, str], ...] = (
    ("people", _("Some children and young people need extra help to learn.")),
    ("talking", _("You can ask the council what help they must have.")),
    ("question", _("This is called asking for an EHC needs assessment.")),
    ("care", _("EHC means education, health and care.")),
    ("phone", _("You can ask on this website. You can also ring us.")),
    ("reading", _("We read what you tell us.")),
    ("yes-no", _("We say yes or no. You know our answer within 6 weeks.")),
    ("letter", _("If we say no, we write to you and tell you why.")),
    ("disagree", _("If you do not agree with us, you can say so. Our letter tells you how.")),
    (
        "group",
        _("If we say yes, we ask people for advice. They are people like teachers and doctors."),
    ),
    ("calendar", _("They have 6 weeks to answer us.")),
    ("yes-no", _("Then we decide if there must be a plan.")),
    ("plan", _("A plan is a paper. It says what help a person must have.")),
    ("draft", _("First we write a draft. A draft is not finished.")),
    ("talking", _("You tell us what you think of the draft. You have 15 days or more.")),
    ("plan", _("Then we finish the plan. You have it within 20 weeks of the day you asked.")),
    ("looking", _("You can look on this website at any time. You see what happens next.")),
)
"""Each idea with the name of its picture in ``static/ehc/pictures``, in order."""
