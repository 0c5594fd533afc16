"""What the module's journal codes say on the screen, in French.

Rewording a sentence touches no entry: the journal keeps codes.
"""

from egide.platform.journal.wording import register

register(
    {
        "admission_work.edited": "Objet, ordres ou cible interne du travail modifiés.",
        "admission_summary.written": "Résumé public rédigé.",
        "admission_summary.checked": "Résumé public vérifié; mots du dossier laissés\u00a0: {accepted}.",
        "admission_summary.sent_back": "Résumé public retourné à la rédaction.",
        "admission_summary.published": "Résumé public approuvé et publié.",
        "admission_summary.withdrawn": "Résumé public retiré.",
        "openings.sealed": "Attestation des consultations de {month} scellée, empreinte {sha256}.",
        "openings.read": "Attestation des consultations de {month} ouverte.",
    }
)
