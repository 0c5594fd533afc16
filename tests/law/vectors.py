"""The legal cases, one story each with its arithmetic in words: around a week-end, a holiday, the change of year.

Their rules are in rules.py; what must hold of each, in test_vectors.py.
"""

from dataclasses import dataclass
from datetime import date

from egide.law.terms import Deadline
from tests.law.rules import (
    ART_123_4,
    ART_123_4_OPINION,
    ART_139,
    ART_164,
    R8,
    S1,
    S2,
    S3,
    S4,
    S5,
    S8,
    S9,
    S9_I16,
    S10,
    S11,
    S12,
    S13,
    S14,
    S15,
    S49_DECISION,
    S49_NOTICE,
    S49_OBSERVATIONS,
    S49_RELEASE,
)


@dataclass(frozen=True)
class Case:
    """One row: the story with its arithmetic, the rule, the start, then what must come out."""

    story: str
    rule: Deadline
    start: date
    raw: date
    due: date
    target: date | None = None
    extended: bool = False


CASES = (
    Case(
        "S1: Friday 18 December 2026. Count Mon 21, Tue 22, Wed 23 (three); 24, 25, 26 are "
        "holidays, 27 a Sunday; "
        "Mon 28, Tue 29 (five).",
        S1,
        date(2026, 12, 18),
        raw=date(2026, 12, 29),
        due=date(2026, 12, 29),
        target=date(2026, 12, 29),
    ),
    Case(
        "S1: Thursday 2 April 2026. Fri 3 is Good Friday, Mon 6 Easter Monday; Tue 7 to Fri 10 are "
        "four; Mon 13.",
        S1,
        date(2026, 4, 2),
        raw=date(2026, 4, 13),
        due=date(2026, 4, 13),
    ),
    Case(
        "S1: Wednesday 23 June 2027. Thu 24 is a holiday; Fri 25, Mon 28, Tue 29, Wed 30 are four; "
        "Thu 1 July is a "
        "holiday; Fri 2.",
        S1,
        date(2027, 6, 23),
        raw=date(2027, 7, 2),
        due=date(2027, 7, 2),
    ),
    Case(
        "S1 received on a closed day, Saturday 19 December 2026: the real day is day 0, so Mon 21 "
        "is still the first; "
        "same end as from Friday.",
        S1,
        date(2026, 12, 19),
        raw=date(2026, 12, 29),
        due=date(2026, 12, 29),
    ),
    Case(
        "S1: form sent Friday 10 April 2026 at 22 h. Friday is day 0; Mon 13 to Fri 17 are five.",
        S1,
        date(2026, 4, 10),
        raw=date(2026, 4, 17),
        due=date(2026, 4, 17),
    ),
    Case(
        "S2: 2 April 2026 + 90: April leaves 28, May 31 (59), June 30 (89), so 1 July, a holiday; "
        "shown Thu 2 July; "
        "the target is Tue 30 June.",
        S2,
        date(2026, 4, 2),
        raw=date(2026, 7, 1),
        due=date(2026, 7, 2),
        target=date(2026, 6, 30),
    ),
    Case(
        "S15: Friday 18 December 2026. 21, 22, 23, 28, 29, 30 are six; 31, 1, 2 holidays, 3 a "
        "Sunday; 4 to 7 January "
        "make ten.",
        S15,
        date(2026, 12, 18),
        raw=date(2027, 1, 7),
        due=date(2027, 1, 7),
    ),
    Case(
        "S4: Monday 16 March 2026 + 5 = Sat 21; next working day Mon 23; target Fri 20. The unit is "
        "not stated: "
        "calendar days.",
        S4,
        date(2026, 3, 16),
        raw=date(2026, 3, 21),
        due=date(2026, 3, 23),
        target=date(2026, 3, 20),
    ),
    Case(
        "S5: decision of 16 March 2026 + 30: March leaves 15, so 15 April, a Wednesday.",
        S5,
        date(2026, 3, 16),
        raw=date(2026, 4, 15),
        due=date(2026, 4, 15),
    ),
    Case(
        "S8: a target of 30 days from receipt: Thursday 19 March 2026 + 30 = Sat 18 April, never "
        "moved; internal Fri 17.",
        S8,
        date(2026, 3, 19),
        raw=date(2026, 4, 18),
        due=date(2026, 4, 18),
        target=date(2026, 4, 17),
    ),
    Case(
        "S9: Friday 13 December 2019 + 20: December leaves 18, so 2 January 2020, a holiday of the "
        "public service; "
        "Fri 3; going back 2, 1, 31 are closed: target Mon 30 December.",
        S9,
        date(2019, 12, 13),
        raw=date(2020, 1, 2),
        due=date(2020, 1, 3),
        target=date(2019, 12, 30),
    ),
    Case(
        "S9 by the Interpretation Act: 2 January is not in its list, the limit stays there.",
        S9_I16,
        date(2019, 12, 13),
        raw=date(2020, 1, 2),
        due=date(2020, 1, 2),
        target=date(2020, 1, 2),
    ),
    Case(
        "S9: 2 March 2026 + 20 = Sun 22 March, moved to Mon 23.",
        S9,
        date(2026, 3, 2),
        raw=date(2026, 3, 22),
        due=date(2026, 3, 23),
        target=date(2026, 3, 20),
    ),
    Case(
        "S9 extended: from the raw date, Sun 22 March + 10 = Wed 1 April; from Monday it would "
        "wrongly be 2 April.",
        S9,
        date(2026, 3, 2),
        raw=date(2026, 4, 1),
        due=date(2026, 4, 1),
        extended=True,
    ),
    Case(
        "S10: 19 December 2019 + 30: December leaves 12, so 18 January 2020, a Saturday, counted as "
        "closed; Mon 20.",
        S10,
        date(2019, 12, 19),
        raw=date(2020, 1, 18),
        due=date(2020, 1, 20),
    ),
    Case(
        "S11: decision received 1 June 2026 + 30 = 1 July, a holiday; Thu 2 July.",
        S11,
        date(2026, 6, 1),
        raw=date(2026, 7, 1),
        due=date(2026, 7, 2),
    ),
    Case(
        "S12: notice filed Wednesday 8 April 2026 + 10 = Sat 18; Mon 20.",
        S12,
        date(2026, 4, 8),
        raw=date(2026, 4, 18),
        due=date(2026, 4, 20),
    ),
    Case(
        "S13: 16 December 2026 + 10 = Sat 26, a holiday too; Sun 27; Mon 28.",
        S13,
        date(2026, 12, 16),
        raw=date(2026, 12, 26),
        due=date(2026, 12, 28),
    ),
    Case(
        "S14: the ombudsman's ten working days from Monday 16 March 2026: five to Mon 23, five more "
        "to Mon 30.",
        S14,
        date(2026, 3, 16),
        raw=date(2026, 3, 30),
        due=date(2026, 3, 30),
    ),
    Case(
        "123.4: Friday 27 March 2026 + 30: March leaves 4, so Sun 26 April; Mon 27.",
        ART_123_4,
        date(2026, 3, 27),
        raw=date(2026, 4, 26),
        due=date(2026, 4, 27),
    ),
    Case(
        "123.4, opinion: request received Monday 16 March 2026 + 90: March leaves 15, April 30 (45), May 31 "
        "(76), so Sun 14 June, not moved.",
        ART_123_4_OPINION,
        date(2026, 3, 16),
        raw=date(2026, 6, 14),
        due=date(2026, 6, 14),
    ),
    Case(
        "S3: notice sent Friday 15 May 2026 + 30: May leaves 16, so Sun 14 June; Mon 15 is shown.",
        S3,
        date(2026, 5, 15),
        raw=date(2026, 6, 14),
        due=date(2026, 6, 15),
    ),
    Case(
        "S3: notice sent 1 December 2026 + 30: December has 31, so Thu 31 December, a holiday; Mon 4 January "
        "is shown, 1 and 2 January being holidays and 3 a Sunday.",
        S3,
        date(2026, 12, 1),
        raw=date(2026, 12, 31),
        due=date(2027, 1, 4),
    ),
    Case(
        "139: 10 February 2026 + 120: February leaves 18, March 31 (49), April 30 (79), May 31 "
        "(110), so 10 June.",
        ART_139,
        date(2026, 2, 10),
        raw=date(2026, 6, 10),
        due=date(2026, 6, 10),
    ),
    Case(
        "164: 27 November 2026 + 30: November leaves 3, so Sun 27 December; Mon 28.",
        ART_164,
        date(2026, 11, 27),
        raw=date(2026, 12, 27),
        due=date(2026, 12, 28),
    ),
    Case(
        "r. 8: general meeting of 18 September 2026 + 45: September leaves 12, October 31 (43), so "
        "Mon 2 November.",
        R8,
        date(2026, 9, 18),
        raw=date(2026, 11, 2),
        due=date(2026, 11, 2),
    ),
    Case(
        "s. 49: received 2 March 2026, notice to the third person within 20 days: Sun 22 March (raw).",
        S49_NOTICE,
        date(2026, 3, 2),
        raw=date(2026, 3, 22),
        due=date(2026, 3, 23),
    ),
    Case(
        "s. 49: informed 20 March 2026, observations within 20 days: March leaves 11, so Thu 9 April.",
        S49_OBSERVATIONS,
        date(2026, 3, 20),
        raw=date(2026, 4, 9),
        due=date(2026, 4, 9),
    ),
    Case(
        "s. 49: observations expired 9 April 2026, decision within 15 days: Fri 24 April.",
        S49_DECISION,
        date(2026, 4, 9),
        raw=date(2026, 4, 24),
        due=date(2026, 4, 24),
    ),
    Case(
        "s. 49: mailed 24 April 2026, release only after 15 days: April leaves 6, so after Sat 9 May (raw).",
        S49_RELEASE,
        date(2026, 4, 24),
        raw=date(2026, 5, 9),
        due=date(2026, 5, 11),
    ),
)
