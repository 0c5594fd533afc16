"""The sentences of sign-in errors, in the French of Québec.

Serves the adapters; the words of pages and letters stand in the templates.
"""

_WRONG = "Le courriel ou le mot de passe est inexact."
_TOO_MANY = "Trop d’essais en peu de temps. Attendez quelques minutes, puis réessayez."
_CODE = "Ce code est inexact ou déjà expiré."

SIGN_IN_ERRORS = {
    "account_inactive": "Ce compte est désactivé.",
    "email_password_mismatch": _WRONG,
    "username_password_mismatch": _WRONG,
    "enter_current_password": "Inscrivez votre mot de passe actuel.",
    "incorrect_code": _CODE,
    "incorrect_password": "Ce mot de passe est inexact.",
    "invalid_login": _WRONG,
    "invalid_password_reset": "Ce lien n’est plus valide. Demandez-en un nouveau.",
    "too_many_login_attempts": _TOO_MANY,
    "rate_limited": _TOO_MANY,
}

SECOND_FACTOR_ERRORS = {
    "incorrect_code": _CODE,
    "cannot_delete_authenticator": (
        "C’est votre seul second facteur\u00a0: ajoutez-en un autre avant de retirer celui-ci."
    ),
    "cannot_generate_recovery_codes": "Ajoutez d’abord une application ou une clé de sécurité.",
    "unverified_email": "Le courriel de ce compte n’est pas encore vérifié.",
}

SINGLE_SIGN_ON_ERRORS = {
    "invalid_token": "La réponse du fournisseur d’identité n’est pas valide.",
}
