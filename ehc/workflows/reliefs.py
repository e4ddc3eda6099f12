"""The paragraphs that lift a limit: closed lists of grounds, one row a paragraph.

Which limits each reaches is on the rows of :data:`ehc.workflows.duties.DUTIES`. Not on any list,
and so no exemption: too few educational psychologists, a waiting list of the NHS, school
holidays shorter than four weeks, a family's wish for longer to comment, a late school.

API: :data:`RELIEFS` and each of its rows by name.
"""

from __future__ import annotations

from ehc.workflows.counting import weeks
from ehc.workflows.exemptions import Ground, Relief

_REGULATION = "https://www.legislation.gov.uk/uksi/2014/1530/regulation/"
_CLOSED_OR_PERSONAL = frozenset(
    {
        Ground.SETTING_CLOSED,
        Ground.EARLY_YEARS_CLOSED,
        Ground.EXCEPTIONAL_PERSONAL_CIRCUMSTANCES,
        Ground.ABSENT_FROM_AREA,
    }
)

REG_5_4 = Relief(
    id="reg_5_4",
    citation="SEND Regulations 2014, regulation 5(4)",
    url=f"{_REGULATION}5",
    grounds=_CLOSED_OR_PERSONAL,
    least_absence=weeks(4),
)
"""Of the decision whether to assess; not of a refusal under regulation 4(1)."""

REG_8_2 = Relief(
    id="reg_8_2",
    citation="SEND Regulations 2014, regulation 8(2)",
    url=f"{_REGULATION}8",
    grounds=frozenset(
        {
            Ground.EXCEPTIONAL_PERSONAL_CIRCUMSTANCES,
            Ground.ABSENT_FROM_AREA,
            Ground.MISSED_APPOINTMENT,
        }
    ),
    least_absence=weeks(4),
)
"""Of the bodies of section 31: an appointment missed counts, a closed school does not.

Paragraph (a) says "exceptional circumstances", without "personal"; it is recorded by the same word.
"""

REG_10_4 = Relief(
    id="reg_10_4",
    citation="SEND Regulations 2014, regulation 10(4)",
    url=f"{_REGULATION}10",
    grounds=_CLOSED_OR_PERSONAL,
    least_absence=weeks(4),
)

REG_13_3 = Relief(
    id="reg_13_3",
    citation="SEND Regulations 2014, regulation 13(3), by regulation 10(4)(a)-(d)",
    url=f"{_REGULATION}13",
    grounds=_CLOSED_OR_PERSONAL,
    least_absence=weeks(4),
)

REG_27_3 = Relief(
    id="reg_27_3",
    citation="SEND Regulations 2014, regulation 27(3)",
    url=f"{_REGULATION}27",
    grounds=_CLOSED_OR_PERSONAL,
    least_absence=weeks(4),
)

REG_44_3 = Relief(
    id="reg_44_3",
    citation="SEND Regulations 2014, regulation 44(3)",
    url=f"{_REGULATION}44",
    grounds=_CLOSED_OR_PERSONAL,
    least_absence=weeks(2),
)
"""Of orders to assess or reassess, 44(2)(b), and to make and maintain a plan, 44(2)(c), alone.

An absence of two weeks is enough here; paragraph (c) adds every circumstance of regulation 13(3).
"""

REG_45_7 = Relief(
    id="reg_45_7",
    citation="SEND Regulations 2014, regulation 45(7)",
    url=f"{_REGULATION}45",
    grounds=_CLOSED_OR_PERSONAL,
    least_absence=weeks(2),
)
"""Of paragraphs (3) and (6) alone: on its words not of (3A), (4), (5) or (6A)."""

RELIEFS = (REG_5_4, REG_8_2, REG_10_4, REG_13_3, REG_27_3, REG_44_3, REG_45_7)
"""Every paragraph that lifts a limit, in the order of the regulations."""
