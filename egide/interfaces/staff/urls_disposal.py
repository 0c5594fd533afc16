"""Addresses of holds, of disposition lists and of transfers, under /archives/.

The scheme and the schedule are in urls_records.py.
"""

from django.urls import URLPattern, path

from egide.interfaces.staff import views_disposal, views_holds, views_transfers

L = "archives/elimination/<str:listed>/"
T = "archives/versements/<str:listed>/"

urlpatterns: list[URLPattern] = [
    path("archives/gels/", views_holds.holds, name="holds"),
    path("archives/gels/poser/", views_holds.hold_place, name="hold_place"),
    path("archives/gels/<str:held>/<int:rank>/lever/", views_holds.hold_lift, name="hold_lift"),
    path("archives/elimination/", views_disposal.disposals, name="disposals"),
    path("archives/elimination/nouvelle/", views_disposal.disposal_new, name="disposal_new"),
    path("archives/elimination/delai/", views_disposal.disposal_window, name="disposal_window"),
    path(L, views_disposal.disposal, name="disposal"),
    path(L + "certificat.json", views_disposal.disposal_json, name="disposal_json"),
    path(L + "certificat.pdf", views_disposal.disposal_pdf, name="disposal_pdf"),
    path(L + "dossiers/<int:place>/", views_disposal.disposal_item, name="disposal_item"),
    path(L + "<slug:step>/", views_disposal.disposal_step, name="disposal_step"),
    path("archives/versements/", views_transfers.transfers, name="transfers"),
    path(T, views_transfers.transfer, name="transfer"),
    path(T + "bordereau/", views_transfers.transfer_slip, name="transfer_slip"),
    path(T + "reconnaissance/", views_transfers.transfer_ack, name="transfer_ack"),
    path(T + "bordereau.pdf", views_transfers.transfer_pdf, name="transfer_pdf"),
    path(T + "etiquettes.pdf", views_transfers.transfer_labels, name="transfer_labels"),
    path(T + "dossiers/<int:place>/paquet/", views_transfers.transfer_package, name="transfer_package"),
]
