"""Addresses of the section « Échanges » of a dossier: messages, alerts, secret links.

The other sections are in urls.py.
"""

from django.urls import URLPattern, path

from egide.interfaces.staff import views_messages

D = "dossiers/<str:number>/echanges/"
M = D + "<int:rank>/"

urlpatterns: list[URLPattern] = [
    path(D, views_messages.exchanges, name="dossier_exchanges"),
    path(D + "ecrire/", views_messages.write, name="message"),
    path(M + "transmettre/", views_messages.release_answer, name="message_release"),
    path(M + "alerte/", views_messages.take_charge, name="message_handle"),
    path(M + "desistement/", views_messages.confirm_withdraw, name="message_withdrawal"),
    path(D + "liens/envoyer/", views_messages.send_link, name="pass_send"),
    path(D + "liens/<int:rank>/revoquer/", views_messages.revoke, name="pass_revoke"),
]
