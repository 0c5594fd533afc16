"""The addresses of the follow-up (/suivi/) and of an order's answer (/reponse/); a secret stands in them once only.

The fixed words come first: a secret never looks like one of them.
"""

from django.urls import URLPattern, path

from egide.interfaces.public import answer_door, answer_views, followup_views

urlpatterns: list[URLPattern] = [
    path("suivi/", followup_views.door, name="follow_up"),
    path("suivi/lien-perdu/", followup_views.lost, name="follow_up_lost"),
    path("suivi/quitter/", followup_views.leave, name="follow_up_leave"),
    path("suivi/dossier/", followup_views.dossier, name="follow_up_dossier"),
    path("suivi/dossier/retirer/", followup_views.withdraw, name="follow_up_withdraw"),
    path("suivi/dossier/coordonnees/", followup_views.contact, name="follow_up_contact"),
    path("suivi/dossier/documents/<int:rank>/", followup_views.file, name="follow_up_file"),
    path("suivi/lettre/", followup_views.letter, name="follow_up_letter"),
    path("suivi/lettre/pdf/", followup_views.letter_file, name="follow_up_letter_file"),
    path("suivi/<str:secret>/", followup_views.open_link, name="follow_up_open"),
    path("reponse/", answer_door.door, name="answer_door"),
    path("reponse/lettre/", answer_views.answer, name="answer"),
    path("reponse/lettre/pdf/", answer_views.letter_file, name="answer_file"),
    path("reponse/transmise/", answer_views.done, name="answer_done"),
    path("reponse/fin/", answer_views.closed, name="answer_closed"),
    path("reponse/<str:secret>/", answer_views.open_link, name="answer_open"),
]
