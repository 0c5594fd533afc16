"""The life of a complaint to the Commissioner: states of domain.md H.1, transitions, who may make each.

Pure and printable. He never admits anyone himself: a file ends with conclusions and recommendations, or with reasons.
"""

from egide.law import roles
from egide.law.access import Role
from egide.law.effects import (
    CloseDossier,
    DraftLetter,
    EndMandates,
    RecordDecision,
    RecordFact,
    ReopenDossier,
)
from egide.law.grounds import Ground
from egide.law.lifecycles import Field, Lifecycle, State, Transition
from egide.law.recommending import Recommends
from egide.modules.admission_complaints.guards import (
    everyone_was_told,
    has_motive,
    has_recommendations,
    is_assigned,
    may_examine,
    may_refuse,
    nothing_leaving,
    nothing_left_to_follow,
    outcome_fits,
    person_was_answered,
    recommendations_left,
)
from egide.modules.admission_complaints.law import (
    BEYOND,
    CLOSED,
    CONCLUDED,
    EXAMINED,
    FINDINGS,
    NOT_OURS,
    REFUSALS,
    REFUSED,
    REJECTIONS,
    REOPENED,
)

TEAM: tuple[Role, ...] = (roles.COMMISSIONER, roles.ADMISSION_ANALYST)
WORKING = frozenset({"preliminary_review", "inquiry", "facilitation"})
MOTIVE = Field(
    "motive",
    "Motifs",
    "long_text",
    help="En langage clair\u00a0: ils sont repris dans la lettre à la personne.",
)


def _choice(label: str, grounds: tuple[Ground, ...], help_: str = "") -> Field:
    return Field("outcome", label, "choice", choices=tuple((g.code, g.label) for g in grounds), help=help_)


STATES = (
    State("received", "Reçue"),
    State("preliminary_review", "Examen sommaire"),
    State("out_of_scope", "Hors compétence", station=False),
    State("dismissed", "Rejetée", station=False),
    State("declined", "Refusée ou cessée", station=False),
    State("inquiry", "Enquête"),
    State("facilitation", "Facilitation", station=False),
    State("drafting_conclusions", "Conclusions en rédaction"),
    State("concluded", "Conclusions transmises", approved=True),
    State("recommendation_follow_up", "Suivi", approved=True, station=False),
    State("closed", "Fermée", final=True),
)

TRANSITIONS = (
    Transition(
        "start_review",
        "Commencer l’examen sommaire",
        {"received"},
        "preliminary_review",
        by=TEAM,
        requires=(is_assigned, may_examine),
        primary=True,
        help="Regardez d’abord si la plainte porte sur l’admission à une profession, et qui elle vise.",
    ),
    Transition(
        "open_inquiry",
        "Ouvrir l’enquête",
        {"preliminary_review"},
        "inquiry",
        by=TEAM,
        requires=(is_assigned, may_examine),
        effects=(RecordFact(EXAMINED),),
        primary=True,
    ),
    Transition(
        "start_facilitation",
        "Commencer une facilitation",
        {"inquiry"},
        "facilitation",
        by=TEAM,
        requires=(may_examine,),
        help="Le Commissaire aide la personne et la partie visée à trouver une solution.",
    ),
    Transition(
        "resume_inquiry",
        "Reprendre l’enquête",
        {"facilitation"},
        "inquiry",
        by=TEAM,
        requires=(may_examine,),
    ),
    Transition(
        "declare_out_of_scope",
        "Déclarer hors compétence",
        {"received", "preliminary_review"},
        "out_of_scope",
        by=TEAM,
        requires=(is_assigned, may_refuse, has_motive),
        effects=(RecordFact(NOT_OURS), RecordDecision(), DraftLetter("out_of_scope")),
        fields=(
            _choice("Pourquoi la plainte est hors compétence", BEYOND),
            MOTIVE,
            Field("destination", "Vers qui diriger la personne", "long_text", required=False),
        ),
    ),
    Transition(
        "dismiss",
        "Rejeter la plainte",
        {"preliminary_review", "inquiry"},
        "dismissed",
        by=TEAM,
        requires=(is_assigned, may_refuse, has_motive),
        effects=(RecordFact(REFUSED), RecordDecision(), DraftLetter("reasons")),
        fields=(_choice("Motif du rejet", REJECTIONS, "À valider avec le Commissaire."), MOTIVE),
        help="Les motifs sont donnés par écrit dans les 30 jours suivant la décision.",
    ),
    Transition(
        "decline",
        "Refuser d’examiner, ou cesser l’examen",
        {"received", *WORKING},
        "declined",
        by=TEAM,
        requires=(is_assigned, may_refuse, has_motive),
        effects=(RecordFact(REFUSED), RecordDecision(), DraftLetter("reasons")),
        fields=(_choice("Motif du refus ou de la cessation", REFUSALS, "À valider."), MOTIVE),
        help="Un désistement se consigne ici. Les motifs sont donnés par écrit dans les 30 jours.",
    ),
    Transition(
        "conclude",
        "Rédiger les conclusions",
        {"inquiry", "facilitation"},
        "drafting_conclusions",
        by=TEAM,
        requires=(is_assigned, may_examine, has_motive, outcome_fits),
        effects=(RecordDecision(), DraftLetter("conclusions"), DraftLetter("conclusions_party")),
        fields=(
            _choice("Conclusion", FINDINGS),
            MOTIVE,
            Field("faits_retenus", "Faits retenus", "long_text", help="Ce que l’examen a établi."),
        ),
        primary=True,
        help="Écrivez d’abord les recommandations\u00a0: elles sont reprises dans les lettres. "
        "Le Commissaire signe seul.",
    ),
    Transition(
        "revise",
        "Reprendre l’examen avant de conclure",
        {"drafting_conclusions"},
        "inquiry",
        by=TEAM,
        requires=(may_examine, nothing_leaving, has_motive),
        fields=(MOTIVE,),
    ),
    Transition(
        "record_conclusions",
        "Constater les conclusions transmises",
        {"drafting_conclusions"},
        "concluded",
        by=roles.SCHEDULER,
        requires=(everyone_was_told,),
        effects=(RecordFact(CONCLUDED),),
        # What lets the letters leave is the Commissioner's signature: the state has no other entrance.
        approval=True,
    ),
    Transition(
        "follow_recommendations",
        "Suivre les recommandations",
        {"concluded"},
        "recommendation_follow_up",
        by=TEAM,
        requires=(has_recommendations, recommendations_left),
        primary=True,
    ),
    Transition(
        "close",
        "Fermer le dossier",
        {"out_of_scope", "dismissed", "declined", "concluded", "recommendation_follow_up"},
        "closed",
        by=TEAM,
        requires=(may_examine, person_was_answered, nothing_left_to_follow),
        effects=(RecordFact(CLOSED), EndMandates(), CloseDossier()),
        primary=True,
        help="La règle de conservation et ses dates sont fixées à la fermeture.",
    ),
    Transition(
        "reopen",
        "Rouvrir le dossier",
        {"closed"},
        "preliminary_review",
        by=roles.COMMISSIONER,
        requires=(has_motive,),
        effects=(ReopenDossier(), RecordFact(REOPENED)),
        fields=(Field("motive", "Motif", "long_text"),),
    ),
)

LIFECYCLE = Lifecycle(
    "admission_complaint",
    version="2026-1",
    initial="received",
    states=STATES,
    transitions=TRANSITIONS,
    main_line=(
        "received",
        "preliminary_review",
        "inquiry",
        "drafting_conclusions",
        "concluded",
        "closed",
    ),
)
# Recommendations are written before the conclusions, which repeat them, and followed from then on.
RECOMMENDS = Recommends(
    written_in=frozenset({"inquiry", "facilitation"}),
    followed_in=frozenset({"drafting_conclusions", "concluded", "recommendation_follow_up"}),
    too_late_to_write="Les recommandations s’écrivent pendant l’enquête ou la facilitation, avant de conclure.",
    too_late_to_withdraw="Les conclusions la reprennent déjà\u00a0: reprenez d’abord l’examen.",
    too_early_to_follow="La réponse se consigne une fois les conclusions rédigées, et avant la fermeture.",
    too_early_to_send="Rédigez d’abord les conclusions.",
    hint="Écrivez-la avant de rédiger les conclusions\u00a0: les lettres la reprennent.",
)
