"""The addresses of the register of mail: its lines, one piece and its work, a new line, the daily list.

Entering what arrives by hand is the mail room's: urls_mailroom.py.
"""

from django.urls import URLPattern, path

from egide.interfaces.staff import views_daily, views_register, views_register_new

R = "courrier/registre/"

urlpatterns: list[URLPattern] = [
    path(R, views_register.register, name="register"),
    path(R + "inscrire/", views_register_new.enter, name="register_new"),
    path(R + "<slug:piece>/", views_register.piece_view, name="register_piece"),
    path(R + "<slug:piece>/fichiers/<int:rank>/", views_register.piece_file, name="register_file"),
    path(R + "<slug:piece>/<slug:step>/", views_register.step, name="register_step"),
    path("courrier/jour/", views_daily.daily, name="daily_today"),
    path("courrier/jour/<str:day>/", views_daily.daily, name="daily"),
    path("courrier/jour/<str:day>/pdf/", views_daily.daily_pdf, name="daily_pdf"),
]
