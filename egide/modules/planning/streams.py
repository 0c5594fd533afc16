"""What a report may cover: its streams, each with its kind of dossier, its compartment, its house and its figures.

The figures are defined once, in kernel/statistics; here is only which of them each stream prints, in order.
"""

from dataclasses import dataclass

from egide.law import roles

_FLOW = ("received", "handled", "open_at_end")
_DELAYS = (
    "acknowledged_in_time",
    "acknowledged_late",
    "median_days_to_acknowledge",
    "answered_in_time",
    "late_with_notice",
    "late_without_notice",
    "median_days_to_reply",
    "p90_days_to_reply",
)
_RULES = ("kept_by_rule", "missed_by_rule")


@dataclass(frozen=True, kw_only=True)
class Stream:
    """One stream; `totals` and `delays` are single numbers, `cuts` are tables with a row for each value.

    `home` is the compartment whose reports may cover it. `discreet`: single numbers hide too when they are small, and
    the measures of its dossiers lose their words, as whoever is outside could recognise someone.
    """

    code: str
    label: str
    short: str
    kind: str
    compartment: str
    totals: tuple[str, ...]
    delays: tuple[str, ...] = ()
    cuts: tuple[str, ...] = ()
    home: str = roles.OFFICE.code
    discreet: bool = False

    @property
    def figures(self) -> tuple[str, ...]:
        """Every figure that the stream asks for."""
        return (*self.totals, *self.delays, *self.cuts)


STREAMS: tuple[Stream, ...] = (
    Stream(
        code="interventions",
        label="Demandes d’intervention",
        short="Interventions",
        kind="intervention_request",
        compartment=roles.OFFICE.code,
        totals=(*_FLOW, "admissible", "not_admissible", "redirected", "transferred", "withdrawn", "reopened"),
        delays=_DELAYS,
        cuts=(
            "received_by_type",
            "received_by_theme",
            "received_by_order",
            "received_by_channel",
            "handled_by_outcome",
            *_RULES,
        ),
    ),
    Stream(
        code="service_complaints",
        label="Plaintes et commentaires sur nos services",
        short="Plaintes",
        kind="service_complaint",
        compartment=roles.PRESIDENCY.code,
        totals=(*_FLOW, "admissible", "not_admissible", "founded", "not_founded", "withdrawn"),
        delays=_DELAYS,
        cuts=("received_by_type", "received_by_channel", "handled_by_outcome", *_RULES),
    ),
    Stream(
        code="information_cards",
        label="Fiches de renseignement",
        short="Fiches",
        kind="information_card",
        compartment=roles.OFFICE.code,
        totals=("cards",),
        cuts=("cards_by_theme", "cards_by_order"),
    ),
    Stream(
        code="admission_complaints",
        label="Plaintes au Commissaire à l’admission",
        short="Commissaire",
        kind="admission_complaint",
        compartment=roles.COMMISSION.code,
        home=roles.COMMISSION.code,
        discreet=True,
        totals=(*_FLOW, "concluded", "not_admissible", "recommended", "measures_proposed", "measures_done"),
        delays=("kept_rate", "median_days_to_acknowledge", "median_days_to_close"),
        # Not by order: a profession and a quarter may be enough to know who complained.
        cuts=(
            "received_by_theme",
            "received_by_type",
            "concluded_by_finding",
            *_RULES,
            "recommended_by_answer",
        ),
    ),
)
BY_CODE = {stream.code: stream for stream in STREAMS}
TITLES = {
    roles.OFFICE.code: "Rapport sur les requêtes et les plaintes",
    roles.COMMISSION.code: "Rapport sur les plaintes au Commissaire à l’admission",
}


def offered(home: str) -> tuple[Stream, ...]:
    """Will return the streams that the reports of this compartment may cover."""
    return tuple(stream for stream in STREAMS if stream.home == home)


def discreet_home(home: str) -> bool:
    """Will tell whether what leaves this compartment always leaves masked."""
    return any(stream.discreet for stream in offered(home))
