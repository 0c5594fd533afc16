"""The formats of `egide.ui.formats` as template filters; None is drawn as nothing.
The clock is always an argument: `{{ due|ui_days:page.today }}`."""

from datetime import date, datetime, time
from decimal import Decimal

from egide.ui import formats
from egide.ui.components.library import register

Number = int | float | Decimal


@register.filter
def ui_number(value: Number | None, decimals: int | None = None) -> str:
    """1234.5 → « 1 234,5 »; the argument fixes the decimals."""
    return "" if value is None else formats.number(value, decimals)


@register.filter
def ui_money(value: Number | None) -> str:
    """1234.5 → « 1 234,50 $ »."""
    return "" if value is None else formats.money(value)


@register.filter
def ui_percent(value: Number | None, decimals: int | None = None) -> str:
    """96 → « 96 % »."""
    return "" if value is None else formats.percent(value, decimals)


@register.filter
def ui_date(value: date | None) -> str:
    """A day → « 1er septembre 2026 »."""
    return "" if value is None else formats.day(value)


@register.filter
def ui_weekday(value: date | None) -> str:
    """A day → « mardi 1er septembre 2026 »."""
    return "" if value is None else formats.day(value, weekday=True)


@register.filter
def ui_short_date(value: date | None, today: date | None = None) -> str:
    """A day → « 1er sept. », with the year when it is not that of `today`."""
    return "" if value is None else formats.short_day(value, today=today)


@register.filter
def ui_time(value: time | None) -> str:
    """An hour → « 8 h 30 »."""
    return "" if value is None else formats.clock(value)


@register.filter
def ui_moment(value: datetime | None, today: date | None = None) -> str:
    """An instant → « 4 nov., 10 h 42 » on the Office's clock."""
    return "" if value is None else formats.moment(value, today=today)


@register.filter
def ui_days(value: date | None, today: date) -> str:
    """A due date → « dans 9 jours », « demain », « hier », « 2 jours de retard »."""
    return "" if value is None else formats.days_away(value, today)


@register.filter
def ui_ago(value: datetime | None, now: datetime) -> str:
    """A past instant → « il y a 3 jours »."""
    return "" if value is None else formats.ago(value, now)


@register.filter
def ui_size(value: int | None) -> str:
    """Octets → « 1,2 Mo »."""
    return "" if value is None else formats.size(value)


@register.filter
def ui_plural(value: int | None, words: str) -> str:
    """3|ui_plural:"dossier,dossiers" → « 3 dossiers »."""
    singular, _, plural = words.partition(",")
    return "" if value is None else formats.count(value, singular, plural)


@register.filter
def ui_phone(value: str | None) -> str:
    """4186436912 → « 418 643-6912 »."""
    return "" if value is None else formats.phone(value)


@register.filter
def ui_typography(value: str | None) -> str:
    """A plain text → the same with French apostrophes and non-breaking spaces."""
    return "" if value is None else formats.typography(value)
