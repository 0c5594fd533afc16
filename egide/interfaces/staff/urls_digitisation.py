"""Addresses of digitisation lots: the list, one lot, each step, the declaration, the procedure, the register.

The rest of the records office is in urls_records.py.
"""

from django.urls import URLPattern, path

from egide.interfaces.staff import views_digitisation as views
from egide.interfaces.staff import views_digitisation_items as items

N = "archives/numerisation/"
L = N + "lots/<slug:lot>/"

urlpatterns: list[URLPattern] = [
    path(N, views.lots, name="digitisation"),
    path(N + "nouveau/", views.lot_new, name="digitisation_new"),
    path(N + "procedure/", views.procedure, name="digitisation_procedure"),
    path(N + "registre/", views.register, name="digitisation_register"),
    path(L, views.lot, name="digitisation_lot"),
    path(L + "etapes/<slug:step>/", views.lot_step, name="digitisation_step"),
    path(L + "declaration/", views.declaration, name="digitisation_declaration"),
    path(L + "pieces/<int:place>/image/", items.attach_picture, name="digitisation_attach"),
    path(L + "pieces/<int:place>/controle/", items.judge_picture, name="digitisation_judge"),
]
