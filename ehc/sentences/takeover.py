"""What a young person and their family are told before the rights are the young person's."""

from __future__ import annotations

from django.utils.translation import gettext_noop

_ = gettext_noop

TO_THE_YOUNG_PERSON = _(
    "Until the end of {day} your parents speak for you about your special educational needs. From "
    "the day after it is you: our letters come to you, and you decide about your plan.\n\n"
    "Nobody of your family sees your case from then on unless you agree. You say who may on the "
    "page Who sees your case. You can ask somebody to help you, and you can change your mind at "
    "any time. If something here is hard to understand, write to us or ring us."
)
TO_THE_FAMILY = _(
    "Until the end of {day}, the end of compulsory school age, the rights about special "
    "educational needs are the parents’. From the day after they are the young person’s (Children "
    "and Families Act 2014, section 83).\n\n"
    "From then on our letters go to the young person, and you see the case only if they agree to "
    "it. They say so on their own page, or to us. If you think that they cannot decide something "
    "themselves, ring us before that day: it is looked at for each decision by itself (Mental "
    "Capacity Act 2005)."
)
