"""The form of a box of e-mails: where it is, which account, the unit that it feeds, the name of its password.

There is no field for the password itself.
"""

from typing import Any

from django import forms

from egide.interfaces.administration.forms import Choices, choice, said, text


class MailboxForm(forms.Form):
    """One box."""

    code = forms.SlugField(
        label="Code",
        max_length=40,
        help_text="En lettres minuscules, sans espace. Il ne change plus.",
        error_messages=said("Code")
        | {"invalid": "Le code n’a que des lettres sans accent, des chiffres et des traits d’union."},
    )
    name = text("Nom", 120)
    address = forms.EmailField(
        label="Adresse de la boîte",
        max_length=254,
        error_messages=said("Adresse de la boîte")
        | {"invalid": "Cette adresse n’est pas complète. Exemple\u00a0: accueil@exemple.ca"},
    )
    unit = choice(
        "Unité que la boîte alimente",
        help_text="Son courrier entre au registre de cette unité, et de nulle autre.",
    )
    host = text("Serveur IMAP", 200, help_text="Exemple\u00a0: imap.exemple.ca")
    port = forms.IntegerField(
        label="Port", min_value=1, max_value=65_535, initial=993,
        error_messages=said("Port")
        | {"min_value": "Le port va de 1 à 65535.", "max_value": "Le port va de 1 à 65535."},
    )  # fmt: skip
    encrypted = forms.BooleanField(
        label="Connexion chiffrée (TLS)", required=False, initial=True,
        help_text="Sans chiffrement, seulement pour un serveur de la même machine.",
    )  # fmt: skip
    account = text("Compte", 200)
    folder = text("Dossier", 200, initial="INBOX")
    authority = text(
        "Serveur qui vérifie les expéditeurs",
        200,
        required=False,
        help_text="Le nom que votre serveur de courriel écrit au début de l’en-tête Authentication-Results. Lui seul "
        "est cru; sans nom, aucun expéditeur n’est dit vérifié.",
    )
    secret = text(
        "Nom du mot de passe",
        60,
        help_text="Le mot de passe est dans la configuration du serveur, sous EGIDE_MAILBOX_ suivi de ce nom; "
        "il n’est jamais dans la base de données.",
    )

    def __init__(self, units: Choices, *, data: Any = None, initial: Any = None, known: bool = False) -> None:
        super().__init__(data, initial=initial)
        field = self.fields["unit"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(units)
        if known:
            del self.fields["code"]
