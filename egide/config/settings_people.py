"""How people sign in: accounts, passwords, the second factor, the organisation’s own accounts (OIDC).

A part of `settings.py`, which takes all of it; what each form says is in egide/platform/accounts.
"""

from typing import Any

from egide.config import environment as env
from egide.config.installation import SECURE

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["egide.platform.accounts.backends.AccountBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS: list[dict[str, Any]] = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "full_name")},
    },
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 14},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
PASSWORD_RESET_TIMEOUT = 60 * 60
LOGIN_URL = "/connexion/"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "egide.platform.accounts.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # the administration that opens an account vouches for its address
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGOUT_REDIRECT_URL = LOGIN_URL
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 5 * 60
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if SECURE else "http"
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/5m/key",
    "reset_password": "10/m/ip,3/5m/key",
}
ACCOUNT_FORMS = {
    "login": "egide.platform.accounts.forms.SignInForm",
    "reset_password": "egide.platform.accounts.forms.ResetForm",
    "reset_password_from_key": "egide.platform.accounts.forms.ResetKeyForm",
    "change_password": "egide.platform.accounts.forms.ChangePasswordForm",
    "set_password": "egide.platform.accounts.forms.SetPasswordForm",
    "reauthenticate": "egide.platform.accounts.forms.ConfirmForm",
}
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if env.boolean("EGIDE_BEHIND_PROXY") else 0
MFA_ADAPTER = "egide.platform.accounts.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Égide"
MFA_TOTP_TOLERANCE = 1
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SECURE
MFA_FORMS = {
    "authenticate": "egide.platform.accounts.forms.CodeForm",
    "reauthenticate": "egide.platform.accounts.forms.ConfirmCodeForm",
    "activate_totp": "egide.platform.accounts.forms.AddApplicationForm",
    "add_webauthn": "egide.platform.accounts.forms.AddKeyForm",
    "edit_webauthn": "egide.platform.accounts.forms.RenameKeyForm",
}
SOCIALACCOUNT_ADAPTER = "egide.platform.accounts.single_sign_on.SingleSignOnAdapter"
SOCIALACCOUNT_PROVIDERS: dict[str, Any] = {}
OIDC_ISSUER = env.text("EGIDE_OIDC_ISSUER")
if OIDC_ISSUER:
    SOCIALACCOUNT_PROVIDERS["openid_connect"] = {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "office",
                "name": env.text("EGIDE_OIDC_NAME", "Compte de l’organisation"),
                "client_id": env.text("EGIDE_OIDC_CLIENT_ID"),
                "secret": env.secret("EGIDE_OIDC_CLIENT_SECRET"),
                "settings": {"server_url": OIDC_ISSUER},
            }
        ],
    }
