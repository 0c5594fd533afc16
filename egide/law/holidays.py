"""The holidays of each regime of the law, year by year, with their French names, and ready calendars.
Not the Office's own table: staff start from these lists and add closures to a new version."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta

from egide.law.calendars import SATURDAY, SUNDAY, Calendar, Closure
from egide.law.sources import Source

PUBLIC_SERVICE_SOURCE = Source("c. J-3, r. 3", "3", "Jours fériés de la fonction publique", to_validate=True)
DISCIPLINARY_SOURCE = Source("c. C-26, r. 1.2", "2-4", "Conseils de discipline", to_validate=True)
INTERPRETATION_SOURCE = Source("c. I-16", "61 (23)", "Loi d’interprétation")
# Read in a 2019 copy; to be confirmed in the version in force.
CIVIL_PROCEDURE_SOURCE = Source("c. C-25.01", "82-83", "Code de procédure civile", to_validate=True)


def easter(year: int) -> date:
    """Will give Easter Sunday in the Gregorian calendar (the anonymous algorithm of Meeus)."""
    a, (b, c) = year % 19, divmod(year, 100)
    (d, e), f = divmod(b, 4), (b + 8) // 25
    g = (b - f + 1) // 3
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    l = (32 + 2 * e + 2 * i - h - k) % 7  # noqa: E741  the letters are those of the published algorithm
    m = (a + 11 * h + 22 * l) // 451
    month, day = divmod(h + l - 7 * m + 114, 31)
    return date(year, month, day + 1)


def _monday(first: date, nth: int) -> date:
    """The nth Monday on or after the first day."""
    return first + timedelta(days=-first.weekday() % 7 + 7 * (nth - 1))


def _common_days(year: int) -> list[Closure]:
    """The days on which all three regimes agree (1 July apart, which one of them moves)."""
    sunday = easter(year)
    return [
        Closure(date(year, 1, 1), "jour de l’An"),
        Closure(sunday - timedelta(days=2), "Vendredi saint"),
        Closure(sunday + timedelta(days=1), "lundi de Pâques"),
        # The Monday before 25 May: a 25 May that is a Monday is not « before » itself.
        Closure(_monday(date(year, 5, 18), 1), "Journée nationale des patriotes"),
        Closure(date(year, 6, 24), "fête nationale"),
        Closure(_monday(date(year, 9, 1), 1), "fête du Travail"),
        Closure(_monday(date(year, 10, 1), 2), "Action de grâces"),
        Closure(date(year, 12, 25), "Noël"),
    ]


def thirteen_days(year: int) -> tuple[Closure, ...]:
    """Will list the thirteen holidays of the public service and of c. C-26, r. 1.2, without substitutes.

    A holiday that falls on a weekend is observed on a day fixed by the employer (à valider): staff
    enter that day as a closure.
    """
    own = [
        Closure(date(year, 1, 2), "lendemain du jour de l’An"),
        Closure(date(year, 7, 1), "fête du Canada"),
        Closure(date(year, 12, 24), "veille de Noël"),
        Closure(date(year, 12, 26), "lendemain de Noël"),
        Closure(date(year, 12, 31), "veille du jour de l’An"),
    ]
    return _in_order([*_common_days(year), *own])


def interpretation_act_days(year: int) -> tuple[Closure, ...]:
    """Will list the holidays of the Interpretation Act, s. 61 (23); Sundays are closed weekdays instead."""
    first = date(year, 7, 1)
    canada_day = first + timedelta(days=1) if first.weekday() == SUNDAY else first
    return _in_order([*_common_days(year), Closure(canada_day, "fête du Canada")])


def civil_procedure_days(year: int) -> tuple[Closure, ...]:
    """Will list the holidays of art. 82 of the Code of Civil Procedure (à valider)."""
    own = [
        Closure(date(year, 1, 2), "lendemain du jour de l’An"),
        Closure(date(year, 12, 26), "lendemain de Noël"),
    ]
    return _in_order([*interpretation_act_days(year), *own])


def public_service(years: Iterable[int], version: str, extra: Iterable[Closure] = ()) -> Calendar:
    """Will build the public-service calendar: the thirteen days, weekends, and the Office's own closures."""
    name = "Fonction publique"
    return _build("public_service", name, version, {SATURDAY, SUNDAY}, years, thirteen_days, extra)


def disciplinary(years: Iterable[int], version: str, extra: Iterable[Closure] = ()) -> Calendar:
    """Will build the calendar of the disciplinary councils: the same days, by their own law (r. 1.2)."""
    name = "Conseils de discipline"
    return _build("disciplinary", name, version, {SATURDAY, SUNDAY}, years, thirteen_days, extra)


def interpretation_act(years: Iterable[int], version: str, extra: Iterable[Closure] = ()) -> Calendar:
    """Will build the calendar of the Interpretation Act: Sundays and its list; Saturdays are open."""
    name = "Loi d’interprétation"
    return _build("interpretation_act", name, version, {SUNDAY}, years, interpretation_act_days, extra)


def civil_procedure(years: Iterable[int], version: str, extra: Iterable[Closure] = ()) -> Calendar:
    """Will build the calendar of the Code of Civil Procedure, art. 82 and 83 (list à valider)."""
    name = "Code de procédure civile (liste à valider)"
    return _build("civil_procedure", name, version, {SATURDAY, SUNDAY}, years, civil_procedure_days, extra)


def _build(
    code: str,
    name: str,
    version: str,
    closed_weekdays: set[int],
    years: Iterable[int],
    days_of: Callable[[int], tuple[Closure, ...]],
    extra: Iterable[Closure],
) -> Calendar:
    covered = sorted(set(years))
    if covered != list(range(covered[0], covered[-1] + 1) if covered else []):
        raise ValueError("Les années d’un calendrier doivent se suivre.")
    closures = [closure for year in covered for closure in days_of(year)]
    return Calendar(
        code=code,
        name=name,
        version=version,
        closed_weekdays=frozenset(closed_weekdays),
        closures=_in_order([*closures, *extra]),
        first_year=covered[0] if covered else None,
        last_year=covered[-1] if covered else None,
    )


# The calendars by code, as deadlines name them.
BUILDERS: dict[str, Callable[..., Calendar]] = {
    "public_service": public_service,
    "disciplinary": disciplinary,
    "interpretation_act": interpretation_act,
    "civil_procedure": civil_procedure,
}


def _in_order(closures: Iterable[Closure]) -> tuple[Closure, ...]:
    return tuple(sorted(closures, key=lambda closure: (closure.day, closure.site or "")))
