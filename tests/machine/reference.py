"""What the law says of one request, told again by somebody who has not read the product.

Standard library only, and nothing of the product: no status, step, letter or length is looked up
anywhere. Every sentence is from the Children and Families Act 2014, the SEND Regulations 2014 or
the decisions that the project took (its specification of the law). A request is followed from its
receipt; for each thing that somebody may try, the book says which reasons stand against it, and,
where none does, what then is so and what is owed.

Its pages, one for each stage of a case, are in :mod:`tests.machine.book`.
"""

from __future__ import annotations

from tests.machine.book.carrying_out import CarryingOut
from tests.machine.book.contact import Contact
from tests.machine.book.conversations import Conversations
from tests.machine.book.disclosures import Disclosures
from tests.machine.book.leaving import Leaving
from tests.machine.book.reliance import Reliance
from tests.machine.book.rights import Rights


class Book(CarryingOut, Leaving, Reliance, Disclosures, Rights, Conversations, Contact):
    """Everything that can be tried: the reasons against it (none: it is done), and its doing."""
