"""What the module's journal codes say on the screen, in French.

Rewording a sentence touches no entry: the journal keeps codes.
"""

from egide.platform.journal.wording import register

register(
    {
        "ombudsman.date_asked": "Date de réponse fixée au {on:date}.",
        "ombudsman.recommendation_added": "Recommandation n°\u00a0{rank} consignée.",
        "ombudsman.recommendation_answered": "Recommandation n°\u00a0{rank}\u00a0: réponse consignée.",
        "ombudsman.recommendation_done": "Recommandation n°\u00a0{rank} réalisée le {on:date}.",
        "ombudsman.submitted": "Échange soumis à la présidence.",
        "ombudsman.submission_withdrawn": "Soumission à la présidence retirée.",
        "ombudsman.submission_read": "Échange lu par la présidence, à qui il est soumis.",
        "ombudsman.oriented": "Orientation de la présidence consignée.",
        "ombudsman.respondent_named": "Réseau\u00a0: personne répondante n°\u00a0{number} nommée.",
        "ombudsman.respondent_ended": "Réseau\u00a0: personne répondante n°\u00a0{number}, fin le {on:date}.",
        "ombudsman.meeting_entered": "Réseau\u00a0: rencontre n°\u00a0{number} consignée, tenue le {on:date}.",
    }
)
