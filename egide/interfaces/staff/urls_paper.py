"""Addresses of what exists on paper: boxes, shelves, checks, loans, and the parts of a dossier.

The rest of the records office is in urls_records.py.
"""

from django.urls import URLPattern, path

from egide.interfaces.staff import views_paper, views_paper_check, views_paper_loans, views_paper_parts

P = "archives/papier/"
B = P + "boites/<slug:box>/"
S = P + "tablettes/<slug:shelf>/"
C = P + "verifications/<int:check>/"
D = "dossiers/<str:number>/papier/"

urlpatterns: list[URLPattern] = [
    path(P, views_paper.paper, name="paper"),
    path(P + "boites/nouvelle/", views_paper.box_new, name="paper_box_new"),
    path(B, views_paper.box, name="paper_box"),
    path(B + "tablette/", views_paper.box_shelve, name="paper_box_shelve"),
    path(B + "sceller/", views_paper.box_seal, name="paper_box_seal"),
    path(B + "rouvrir/", views_paper.box_unseal, name="paper_box_unseal"),
    path(B + "etiquettes/", views_paper.box_labels, name="paper_box_labels"),
    path(P + "tablettes/nouvelle/", views_paper.shelf_new, name="paper_shelf_new"),
    path(S, views_paper.shelf, name="paper_shelf"),
    path(S + "etiquettes/", views_paper.shelf_labels, name="paper_shelf_labels"),
    path(S + "verifier/", views_paper_check.check_start, name="paper_check_start"),
    path(C, views_paper_check.check, name="paper_check"),
    path(C + "corriger/", views_paper_check.check_correct, name="paper_check_correct"),
    path(C + "terminer/", views_paper_check.check_end, name="paper_check_end"),
    path(P + "prets/nouveau/", views_paper_loans.lend_part, name="paper_lend"),
    path(P + "prets/retour/", views_paper_loans.return_part, name="paper_return"),
    path(P + "prets/<str:of>/<int:rank>/", views_paper_loans.prolong_loan, name="paper_prolong"),
    path(D, views_paper_parts.parts, name="dossier_paper"),
    path(D + "nouvelle/", views_paper_parts.part_new, name="part_new"),
    path(D + "etiquettes/", views_paper_parts.part_labels, name="part_labels"),
]
