"""The words that describe a request for intervention (domain.md D.1): codes kept, French read.

Pure: the lifecycle's forms and the tables' columns take the same lists. Never a word about who is right.
"""

Choices = tuple[tuple[str, str], ...]

THEMES: Choices = (
    ("syndic_delay", "Délai du syndic"),
    ("no_complaint", "Décision de ne pas porter plainte"),
    ("poor_information", "Information insuffisante"),
    ("review_opinion", "Avis du comité de révision"),
    ("attitude", "Attitude"),
    ("fees", "Frais"),
    ("other", "Autre"),
)
URGENCIES: Choices = (
    ("normal", "Aucune urgence signalée"),
    ("recourse", "Un délai de recours expire bientôt"),
    ("vulnerable", "Personne en situation de vulnérabilité"),
    ("safety", "Risque pour la santé ou la sécurité"),
)
INTERVENTION_TYPES: Choices = (
    ("delay_reminder", "Rappel de délai"),
    ("awareness", "Sensibilisation"),
    ("information_request", "Demande d’information"),
    ("comment", "Commentaire"),
    ("suggestion", "Suggestion"),
    ("corrective_measure", "Mesure correctrice"),
)
# Section 0 of domain.md: what a file ends with. The Office says nothing of the merits.
OUTCOMES: Choices = (
    ("informed", "Personne informée"),
    ("redirected", "Personne réorientée"),
    ("transferred", "Demande transférée"),
    ("order_intervention", "Intervention auprès de l’ordre"),
    ("suggestion_to_order", "Commentaires ou suggestion à l’ordre"),
    ("corrective_measure", "Mesure correctrice exigée de l’ordre"),
    ("not_admissible", "Demande non recevable"),
    ("withdrawn", "Désistement"),
    ("joined", "Demande jointe à un autre dossier"),
)
CAUSES: Choices = (
    ("none", "Aucune difficulté constatée"),
    ("late_notice", "Avis de progression tardif ou absent"),
    ("late_decision", "Décision tardive"),
    ("unclear", "Décision ou information peu claire"),
    ("unreachable", "Ordre difficile à joindre"),
    ("procedure", "Étape de la procédure omise"),
    ("other", "Autre cause"),
)
# Where a person is directed, or a request sent (domain.md H.5); coordinates are typed beside it.
DESTINATIONS: Choices = (
    ("syndic", "Syndic de l’ordre"),
    ("review_committee", "Comité de révision de l’ordre"),
    ("discipline_council", "Conseil de discipline de l’ordre"),
    ("professions_tribunal", "Tribunal des professions"),
    ("conciliation", "Conciliation et arbitrage de comptes de l’ordre"),
    ("order", "Ordre professionnel"),
    ("commissioner", "Commissaire à l’admission aux professions"),
    ("presidency", "Bureau de la présidence de l’Office"),
    ("ombudsman", "Protecteur du citoyen"),
    ("access_officer", "Responsable de l’accès aux documents de l’Office"),
    ("association", "Association professionnelle"),
    ("other_body", "Autre organisme"),
)
SATISFACTIONS: Choices = (
    ("settled", "La difficulté est réglée"),
    ("partly", "La difficulté est réglée en partie"),
    ("persists", "La difficulté persiste"),
)
RECOURSES: Choices = (
    ("inquiry_requested", "Demande d’enquête reçue par le syndic"),
    ("progress_notice", "Avis de progression reçu du syndic"),
    ("syndic_decided", "Décision du syndic reçue"),
    ("review_requested", "Demande d’avis reçue par le comité de révision"),
    ("review_opinion", "Avis du comité de révision reçu"),
    ("private_complaint", "Plainte privée au conseil de discipline"),
    ("conciliation", "Demande de conciliation de compte"),
    ("other", "Autre démarche"),
)


def label(choices: Choices, code: str) -> str:
    """Will return the French words of a code; a code that is no longer offered reads as itself."""
    return dict(choices).get(code, code)
