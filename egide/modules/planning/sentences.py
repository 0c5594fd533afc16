"""What the module's journal codes and notices say on the screen, in French.

Rewording a sentence touches no entry: the journal keeps codes.
"""

from egide.kernel.notices import wording
from egide.platform.journal.wording import register

register(
    {
        "report.opened": "Rapport ouvert\u00a0: période du {since:date} au {last_day:date}.",
        "report.section_edited": "Texte modifié\u00a0: {label}.",
        "report.masking_chosen": "Petits nombres à la publication\u00a0: {choice}.",
        "report.comments_asked": "Commentaires demandés à l’unité {unit}, au plus tard le {due_on:date}.",
        "report.commented": "Commentaires reçus de l’unité {unit}.",
        "report.silence_noted": "Silence noté\u00a0: l’unité {unit} n’a pas commenté.",
        "report.comment_treated": "Commentaires de l’unité {unit}\u00a0: {treatment}.",
        "report.recommended": "Recommandation {rank} écrite.",
        "report.recommendation_withdrawn": "Recommandation {rank} retirée.",
        "report.measure_opened": "La recommandation {rank} devient la mesure correctrice {measure}.",
        "report.released": "Chiffres versés au rapport\u00a0: {label} (empreinte {sha256}).",
        "report.frozen": "Chiffres figés, version {edition} (empreinte {figures}), PDF {pdf}.",
        "report.approved": "Version {edition} approuvée, PDF {pdf}.",
        "report.published": "Version {version} publiée à l’intranet.",
        "report.unpublished": "Version {version} retirée de l’intranet.",
    }
)
wording.register(
    {
        "report.comments_asked": "Vos commentaires sont demandés sur un rapport.",
        "report.commented": "Une unité a commenté le rapport.",
    }
)
