"""Addresses of the examination of an access request: inventory, documents, pages, third persons, fees, publication.

Everything is addressed by its rank in the dossier; what is published, by its public name.
"""

from django.urls import URLPattern, path

from egide.interfaces.staff import views_examination, views_examination_people, views_publishing

D = "dossiers/<str:number>/examen/"
F = D + "<int:rank>/"

urlpatterns: list[URLPattern] = [
    path(D, views_examination.examination, name="dossier_examination"),
    path(D + "inscrire/", views_examination.take_in, name="found_take_in"),
    path(D + "ajouter/", views_examination.found_add, name="found_add"),
    path(D + "frais/", views_examination_people.fees_estimate, name="fees_estimate"),
    path(D + "tiers/nouveau/", views_examination_people.third_add, name="third_add"),
    path(D + "tiers/<int:rank>/<slug:step>/", views_examination_people.third_step, name="third_step"),
    path(F, views_examination.found, name="found"),
    path(F + "decision/", views_examination.found_decide, name="found_decide"),
    path(F + "caviarder/", views_examination.found_redact, name="found_redact"),
    path(F + "reprendre/", views_examination.found_again, name="found_again"),
    path(F + "retirer/", views_examination.found_take_out, name="found_take_out"),
    path(F + "diffuser/", views_publishing.release_propose, name="release_propose"),
    path("dossiers/<str:number>/diffusion/<int:rank>/", views_publishing.release, name="release"),
    path(
        "dossiers/<str:number>/diffusion/<int:rank>/<slug:step>/",
        views_publishing.release_step,
        name="release_step",
    ),
    path("travail/acces/diffusion/", views_publishing.released_register, name="released_register"),
    path(
        "travail/acces/diffusion/<uuid:public_id>/retirer/",
        views_publishing.released_withdraw,
        name="released_withdraw",
    ),
    path(F + "pages/<int:page>/", views_examination.sheet, name="found_page"),
    path(F + "pages/<int:page>/decision/", views_examination.sheet_decide, name="found_page_decide"),
]
