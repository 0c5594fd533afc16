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
        "ombudsman.delegate_entered": "Réseau\u00a0: personne déléguée n°\u00a0{number} inscrite.",
        "ombudsman.delegate_invited": "Réseau\u00a0: personne déléguée n°\u00a0{number} invitée à un compte.",
        "ombudsman.delegate_closed": "Réseau\u00a0: compte de la personne déléguée n°\u00a0{number} fermé.",
        "ombudsman.delegate_reopened": "Réseau\u00a0: compte de la personne déléguée n°\u00a0{number} rouvert.",
        "ombudsman.delegate_factor_reset": "Réseau\u00a0: personne déléguée n°\u00a0{number}, second facteur retiré.",
        "ombudsman.delegate_given": "Échange ouvert au compte de la personne déléguée n°\u00a0{number}.",
        "ombudsman.delegate_taken": "Échange retiré du compte de la personne déléguée n°\u00a0{number}.",
        "ombudsman.delegate_read": "Échange lu par la personne déléguée n°\u00a0{number}, avec son compte.",
        "ombudsman.delegate_read_file": "Document lu par la personne déléguée n°\u00a0{number}, avec son compte.",
        "ombudsman.delegate_wrote": "Message de la personne déléguée n°\u00a0{number}, envoyé avec son compte.",
        "ombudsman.subject_added": "Réseau\u00a0: un sujet est ajouté, à compter du {on:date}.",
        "ombudsman.subject_renamed": "Réseau\u00a0: un sujet change de nom, à compter du {on:date}.",
        "ombudsman.subject_ended": "Réseau\u00a0: un sujet n’est plus proposé à compter du {on:date}.",
        "ombudsman.meeting_document": "Réseau\u00a0: document n°\u00a0{rank} joint à la rencontre n°\u00a0{number}.",
        "ombudsman.meeting_entered": "Réseau\u00a0: rencontre n°\u00a0{number} consignée, tenue le {on:date}.",
    }
)
