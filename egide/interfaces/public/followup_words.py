"""What the follow-up says of a request that has no dossier: it waits, it was set aside, or another unit has it.

Words only; the sentences of a dossier are its module's.
"""

# What a request without a dossier says: it waits, it was set aside, or another unit has it (its answers are gone).
REQUEST_WORDS = {
    "waiting": (
        "Nous avons reçu votre demande.",
        "Nous ouvrons votre dossier, puis nous vous écrivons avec son numéro et le nom de la personne à joindre.",
    ),
    "anonymous": (
        "Nous avons reçu votre demande.",
        "Nous la lisons. Sans votre nom ni vos coordonnées, nous ne pouvons pas vous écrire\u00a0: revenez ici voir "
        "notre réponse.",
    ),
    "aside": (
        "Votre demande a été classée sans ouvrir de dossier.",
        "Si vous ne savez pas pourquoi, écrivez-nous ou téléphonez-nous en mentionnant ce numéro.",
    ),
    "handed": (
        "Votre demande a été remise à l’unité qui doit la traiter.",
        "C’est elle qui vous répond, si vous avez laissé de quoi vous joindre. Mentionnez ce numéro si vous nous "
        "écrivez.",
    ),
}
