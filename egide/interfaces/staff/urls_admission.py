"""Addresses of the Commissioner's complaints: the desk, the notices due, the follow-up, the delegations.

The dossiers have their ordinary pages; the rest of his house is in urls_admission_work.py.
"""

from django.urls import URLPattern, path

from egide.interfaces.staff import views_admission, views_admission_desk, views_admission_recommending

C = "commissaire/"
D = "dossiers/<str:number>/recommandations/"

urlpatterns: list[URLPattern] = [
    path(C + "accueil/", views_admission_desk.desk, name="admission_arrivals"),
    path(C + "accueil/nouvelle/", views_admission_desk.register, name="admission_new"),
    path(C + "accueil/<str:number>/", views_admission_desk.arrival, name="admission_arrival"),
    path(C + "lundi/", views_admission.monday, name="admission_monday"),
    path(C + "suivi/", views_admission.followed, name="admission_followed"),
    path(C + "delegations/", views_admission.delegations, name="admission_delegations"),
    path(C + "delegations/nouvelle/", views_admission.delegation_new, name="admission_delegate"),
    path(
        C + "delegations/<int:rank>/retirer/",
        views_admission.delegation_withdraw,
        name="admission_delegation_withdraw",
    ),
    path(C + "personnel/nouvelle/", views_admission.staff_complaint_new, name="admission_staff_new"),
    path("dossiers/<str:number>/avis-de-progression/", views_admission.notice_again, name="notice_again"),
    path(D, views_admission_recommending.dossier_recommendations, name="dossier_recommendations"),
    path(D + "nouvelle/", views_admission_recommending.recommendation_new, name="recommendation_new"),
    path(D + "lettres/", views_admission_recommending.recommendation_letters, name="recommendation_letters"),
    path(D + "parties/", views_admission_recommending.target_new, name="target_new"),
    path(
        D + "<int:rank>/<slug:step>/",
        views_admission_recommending.recommendation_step,
        name="recommendation_step",
    ),
]
