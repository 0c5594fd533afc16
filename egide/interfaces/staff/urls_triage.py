"""Addresses of the typing: what a request turns out to be, hand-overs, slips, receipts, information cards.

The box itself and opening a dossier are in urls.py.
"""

from django.urls import URLPattern, path

from egide.interfaces.staff import views_cards, views_concerned, views_handing_over, views_triage

R = "boite/<slug:reference>/"
C = "travail/renseignements/"

urlpatterns: list[URLPattern] = [
    path(R + "nature/<slug:nature>/", views_triage.typed, name="triage"),
    path(R + "bordereau/", views_triage.slip, name="slip"),
    path(R + "reprendre/", views_triage.put_back, name="put_back"),
    path("remises/", views_triage.receipts, name="receipts"),
    path("remises/nouvelle/<slug:nature>/", views_triage.piece, name="piece"),
    path("dossiers/<str:number>/personnes-visees/", views_concerned.concerned, name="concerned"),
    path("dossiers/<str:number>/remettre/", views_handing_over.hand_over_choice, name="hand_over_choice"),
    path("dossiers/<str:number>/remettre/<slug:nature>/", views_handing_over.hand_over, name="hand_over"),
    path(C, views_cards.cards, name="cards"),
    path(C + "<slug:day>/<int:rank>/retirer/", views_cards.withdraw, name="card_withdraw"),
    path(C + "<slug:day>/<int:rank>/dossier/", views_cards.to_dossier, name="card_dossier"),
]
