"""The forms of sign-in and of one's own account: the library's checks under our French labels.

Serves settings.ACCOUNT_FORMS and MFA_FORMS, and the administration period's own page.
"""

from typing import Any
from uuid import UUID, uuid4

from allauth.account import forms as account_forms
from allauth.mfa.base import forms as mfa_forms
from allauth.mfa.totp import forms as totp_forms
from allauth.mfa.webauthn import forms as webauthn_forms
from django import forms
from django.db import transaction
from django.http import HttpRequest

EMAIL, PASSWORD = "Courriel", "Mot de passe"
NEW_RULE = "Au moins 14 caractères. Une courte phrase est plus facile à retenir."
CODE_RULE = "Six chiffres donnés par votre application, ou l’un de vos codes de secours."


class _Worded(forms.Form):
    """Replaces labels and hints, and takes away placeholders, which vanish while one types."""

    words: dict[str, tuple[str, str]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            if name in self.words:
                field.label, field.help_text = self.words[name]


class SignInForm(_Worded, account_forms.LoginForm):  # type: ignore[misc]
    words = {"login": (EMAIL, ""), "password": (PASSWORD, "")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].widget.attrs["autocomplete"] = "username"


class ResetForm(_Worded, account_forms.ResetPasswordForm):  # type: ignore[misc]
    words = {"email": (EMAIL, "L’adresse qui sert à vous connecter.")}

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        """Will ask for the letter by a job, for an unknown address too: the answer takes the same time."""
        from egide.platform.accounts import tasks

        person: UUID = self.users[0].public_id if self.users else uuid4()
        with transaction.atomic():
            tasks.ask(person=person, letter=tasks.RESET)
        return str(self.cleaned_data["email"])


class ResetKeyForm(_Worded, account_forms.ResetPasswordKeyForm):  # type: ignore[misc]
    words = {
        "password1": ("Nouveau mot de passe", NEW_RULE),
        "password2": ("Nouveau mot de passe, une seconde fois", ""),
    }


class ChangePasswordForm(_Worded, account_forms.ChangePasswordForm):  # type: ignore[misc]
    words = {"oldpassword": ("Mot de passe actuel", "")} | ResetKeyForm.words


class SetPasswordForm(_Worded, account_forms.SetPasswordForm):  # type: ignore[misc]
    words = ResetKeyForm.words


class ConfirmForm(_Worded, account_forms.ReauthenticateForm):  # type: ignore[misc]
    words = {"password": (PASSWORD, "")}


class CodeForm(_Worded, mfa_forms.AuthenticateForm):  # type: ignore[misc]
    words = {"code": ("Code", CODE_RULE)}


class ConfirmCodeForm(_Worded, mfa_forms.ReauthenticateForm):  # type: ignore[misc]
    words = {"code": ("Code", CODE_RULE)}


class AddApplicationForm(_Worded, totp_forms.ActivateTOTPForm):  # type: ignore[misc]
    words = {"code": ("Code affiché par l’application", "Six chiffres.")}


class AddKeyForm(_Worded, webauthn_forms.AddWebAuthnForm):  # type: ignore[misc]
    words = {
        "name": ("Nom de la clé", "Pour la reconnaître dans la liste."),
        "passwordless": (
            "Permettre la connexion avec cette clé seule",
            "La clé demandera votre empreinte ou son NIP à la place du mot de passe.",
        ),
    }


class RenameKeyForm(_Worded, webauthn_forms.EditWebAuthnForm):  # type: ignore[misc]
    words = {"name": ("Nom de la clé", "")}


class ElevationForm(forms.Form):
    """Why, and for how long."""

    reason = forms.CharField(
        label="Motif",
        max_length=300,
        help_text="Conservé au journal avec l’heure de début et de fin.",
        error_messages={"required": "Indiquez le motif."},
    )
    minutes = forms.TypedChoiceField(
        label="Durée",
        coerce=int,
        choices=[(10, "10 minutes"), (20, "20 minutes"), (30, "30 minutes")],
        initial=10,
    )
    # The page that was asked for, to go back to it.
    next = forms.CharField(required=False, max_length=2_000, widget=forms.HiddenInput)
