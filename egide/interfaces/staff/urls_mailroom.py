"""The addresses of the mail room, of sealed pieces, and of conflicts of interest.

The box, where requests of the public form wait, is in urls.py.
"""

from django.urls import URLPattern, path

from egide.interfaces.staff import views_interests, views_mailroom, views_sealed

P = "travail/courrier/pieces/<slug:piece>/"

urlpatterns: list[URLPattern] = [
    path("travail/courrier/", views_mailroom.mail_room, name="mailroom"),
    path("travail/courrier/deposer/", views_mailroom.drop, name="mail_drop"),
    path("travail/courrier/bordereau/", views_mailroom.slip, name="mail_slip"),
    path(P, views_mailroom.one_piece, name="mail_piece"),
    path(P + "fichiers/<int:rank>/", views_mailroom.one_file, name="mail_file"),
    path("travail/courrier/plis/", views_sealed.register, name="sealed"),
    path("travail/plis/", views_sealed.mine, name="sealed_mine"),
    path("travail/plis/<slug:sealed>/recu/", views_sealed.acknowledge, name="sealed_acknowledge"),
    path("travail/mon-profil/interets/", views_interests.interests, name="interests"),
    path("dossiers/<str:number>/relecture/", views_mailroom.read_back, name="read_back"),
    path("dossiers/<str:number>/conflits/", views_interests.flags, name="conflict_flags"),
]
