"""The rules of the legal cases, with the calendars they count in: the lengths of the acts, repeated here on purpose.

Not the Office's declarations, which stand in the modules.
"""

from egide.law.facts import Fact, LetterSent
from egide.law.holidays import interpretation_act, public_service
from egide.law.sources import Source
from egide.law.terms import Deadline, Extension, Nature, Recurrence, Roll, Term, Unit

DAYS, BUSINESS = Unit.CALENDAR_DAYS, Unit.BUSINESS_DAYS
YEARS = range(2019, 2030)
CALENDARS = {
    "public_service": public_service(YEARS, "1"),
    "interpretation_act": interpretation_act(YEARS, "1"),
}

RECEIVED = Fact("received", "réception")
SERVICES = Source("Déclaration de services aux citoyens", "")
ACCESS = Source("c. A-2.1", "47")
CODE = Source("c. C-26", "123.1", to_validate=True)


def _rule(
    code: str,
    length: int,
    unit: Unit,
    *,
    roll: Roll = Roll.FORWARD,
    calendar: str = "public_service",
    every: int | None = None,
    more: int | None = None,
    against: str | None = None,
    nature: Nature = Nature.LEGAL,
) -> Deadline:
    return Deadline(
        code,
        code,
        starts_on=RECEIVED,
        met_by=LetterSent("reply"),
        terms=(Term(length, unit, SERVICES),),
        calendar=calendar,
        roll=roll,
        recurs=Recurrence(every, DAYS, CODE) if every else None,
        extension=Extension(more, DAYS, ACCESS) if more else None,
        runs_against=against,
        nature=nature,
    )


S1 = _rule("S1", 5, BUSINESS, roll=Roll.SHOWN, nature=Nature.COMMITMENT)
S2 = _rule("S2", 90, DAYS, roll=Roll.SHOWN, nature=Nature.COMMITMENT)
S4 = _rule("S4", 5, DAYS)
S5 = _rule("S5", 30, DAYS)
S6 = _rule("S6", 90, DAYS, every=30)
S8 = _rule("S8", 30, DAYS, roll=Roll.NONE, nature=Nature.TARGET)
S9 = _rule("S9", 20, DAYS, more=10)
S9_I16 = _rule("S9 (I-16)", 20, DAYS, calendar="interpretation_act")
S10 = _rule("S10", 30, DAYS, against="applicant")
S11 = _rule("S11", 30, DAYS, against="party")
S12 = _rule("S12", 10, DAYS, against="party")
S13 = _rule("S13", 10, DAYS, against="party")
S14 = _rule("S14", 10, BUSINESS, roll=Roll.NONE, nature=Nature.TARGET)
S15 = _rule("S15", 10, BUSINESS)
ART_123_1 = _rule("123.1", 90, DAYS, every=60, against="syndic")
ART_123_4 = _rule("123.4", 30, DAYS, against="applicant")
ART_123_4_OPINION = _rule("123.4 (avis)", 90, DAYS, roll=Roll.NONE, calendar="interpretation_act")
S3 = _rule("S3", 30, DAYS, roll=Roll.SHOWN, nature=Nature.TARGET)
ART_139 = _rule("139", 120, DAYS)
ART_164 = _rule("164", 30, DAYS, against="party")
R8 = _rule("r. 8", 45, DAYS, against="order")
S49_NOTICE = _rule("s. 49 notice", 20, DAYS)
S49_OBSERVATIONS = _rule("s. 49 observations", 20, DAYS, against="third_person")
S49_DECISION = _rule("s. 49 decision", 15, DAYS)
S49_RELEASE = _rule("s. 49 release", 15, DAYS, against="third_person")
