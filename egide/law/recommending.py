"""How the dossiers of a module carry recommendations: at which steps they are written, then followed.

Pure data; the recommendations themselves are the kernel's (kernel/recommendations).
"""

from dataclasses import dataclass

from egide.law.counting import Attribute, RelatedRows

ANSWERS = (
    ("pending", "Réponse attendue"),
    ("accepted", "Acceptée"),
    ("partly", "Acceptée en partie"),
    ("refused", "Refusée"),
)

# The figure of whatever recommends: those of the period that were not taken back, cut by what was answered.
COUNTED_ROWS = RelatedRows(
    "recommended",
    model="recommendations.Recommendation",
    at="made_at",
    withdrawn="withdrawn_at",
    attribute=Attribute("answer", path="answer", labels=ANSWERS),
)


@dataclass(frozen=True, kw_only=True)
class Recommends:
    """Steps of the lifecycle, and what is said to whoever comes at another step (whole French sentences)."""

    written_in: frozenset[str]
    followed_in: frozenset[str]
    too_late_to_write: str
    too_late_to_withdraw: str
    too_early_to_follow: str
    too_early_to_send: str
    # Where one is to be written, for the page that has none yet.
    hint: str
    # The module's letter to the addressee.
    letter: str = "recommendation"
