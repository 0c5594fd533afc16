"""The words under which a complaint to the Commissioner is described, counted and looked up.

Codes are kept, labels are read; the lists are the Commissioner's to validate.
"""

PERMITS = (
    ("regular", "Permis régulier"),
    ("temporary", "Permis temporaire"),
    ("restricted", "Permis restrictif temporaire"),
    ("special", "Permis spécial"),
    ("authorization", "Autorisation spéciale"),
    ("student", "Immatriculation ou inscription pendant les études"),
    ("unknown", "Autre, ou je ne sais pas"),
)
ROUTES = (
    ("quebec_diploma", "Diplôme obtenu au Québec"),
    ("equivalence", "Équivalence d’un diplôme ou d’une formation"),
    ("mutual_recognition", "Arrangement de reconnaissance mutuelle"),
    ("other_province", "Permis d’une autre province ou d’un territoire du Canada"),
    ("other", "Autre, ou je ne sais pas"),
)
STAGES = (
    ("before", "Avant le dépôt de la demande"),
    ("filed", "Demande déposée, sans décision"),
    ("decided", "Décision rendue"),
    ("bridging", "Formation d’appoint"),
    ("internship", "Stage"),
    ("examination", "Examen"),
    ("review", "Révision de la décision"),
    ("issue", "Délivrance du permis"),
    ("other", "Autre, ou je ne sais pas"),
)
MOTIVES = (
    ("delay", "Délais"),
    ("cost", "Coûts"),
    ("documents", "Documents exigés"),
    ("information", "Renseignements donnés"),
    ("recognition", "Reconnaissance des compétences"),
    ("bridging", "Accès à une formation d’appoint"),
    ("internship", "Accès à un stage"),
    ("examination", "Examen professionnel"),
    ("language", "Connaissance du français"),
    ("reasons", "Motifs de la décision"),
    ("treatment", "Traitement ou attitude"),
    ("other", "Autre motif"),
)
POWERS = (
    ("examine", "Mener l’examen sommaire, l’enquête et la facilitation"),
    ("progress", "Signer les avis de progression"),
    ("refuse", "Décider et signer un hors compétence, un rejet, un refus ou une cessation"),
)
MAIN_MOTIVE = "other"
