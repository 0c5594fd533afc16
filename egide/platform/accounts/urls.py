"""The addresses of sign-in and of one's account, in French, under the names that the library expects.

The library's own table is not included: what is not listed (sign-up, phone, e-mail change) does not exist.
"""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as keys
from allauth.socialaccount import views as social
from allauth.socialaccount.providers.openid_connect import views as oidc
from allauth.usersessions import views as sessions
from django.urls import include, path, re_path, register_converter

from egide.platform.accounts import views
from egide.platform.accounts.opaque import OpaqueConverter

register_converter(OpaqueConverter, "opaque")

sign_in = [
    path("", account.login, name="account_login"),
    path("second-facteur/", mfa.authenticate, name="mfa_authenticate"),
    path("cle/", keys.login_webauthn, name="mfa_login_webauthn"),
    path("compte-desactive/", account.account_inactive, name="account_inactive"),
    path("mot-de-passe/", account.password_reset, name="account_reset_password"),
    path("mot-de-passe/envoye/", account.password_reset_done, name="account_reset_password_done"),
    path(
        "mot-de-passe/change/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^mot-de-passe/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[^/]+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("fournisseur/annulee/", social.login_cancelled, name="socialaccount_login_cancelled"),
    path("fournisseur/erreur/", social.login_error, name="socialaccount_login_error"),
    path("fournisseur/<slug:provider_id>/", views.single_sign_on, name="openid_connect_login"),
    path("fournisseur/<slug:provider_id>/retour/", oidc.callback, name="openid_connect_callback"),
]

confirm = [
    path("", account.reauthenticate, name="account_reauthenticate"),
    path("code/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("cle/", keys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
]

second_factor = [
    path("", mfa.index, name="mfa_index"),
    path("application/", totp.activate_totp, name="mfa_activate_totp"),
    path("application/retirer/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("cles/", keys.list_webauthn, name="mfa_list_webauthn"),
    path("cles/ajouter/", keys.add_webauthn, name="mfa_add_webauthn"),
    path("cles/<opaque:pk>/retirer/", views.remove_key, name="mfa_remove_webauthn"),
    path("cles/<opaque:pk>/nom/", keys.edit_webauthn, name="mfa_edit_webauthn"),
    path("codes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("codes/nouveaux/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("codes/fichier/", codes.download_recovery_codes, name="mfa_download_recovery_codes"),
]

own_account = [
    path("", views.home, name="account_home"),
    path("confirmation/", include(confirm)),
    path("mot-de-passe/", account.password_change, name="account_change_password"),
    path("mot-de-passe/nouveau/", account.password_set, name="account_set_password"),
    path("second-facteur/", include(second_factor)),
    path("seances/", sessions.list_usersessions, name="usersessions_list"),
    path("administration/", views.elevation, name="account_elevation"),
    path("administration/fin/", views.elevation_end, name="account_elevation_end"),
]

urlpatterns = [
    path("connexion/", include(sign_in)),
    path("deconnexion/", account.logout, name="account_logout"),
    path("compte/", include(own_account)),
]
