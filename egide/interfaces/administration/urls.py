"""The administration’s addresses, and those of absences, which everybody of the staff has.

What they do is in egide/platform/accounts and egide/kernel/deadlines; nothing here opens a dossier.
"""

from django.urls import URLPattern, path

from egide.interfaces.administration import (
    views_absences,
    views_accounts,
    views_bodies,
    views_calendars,
    views_deadline_rules,
    views_delegations,
    views_handover,
    views_mailboxes,
    views_person,
    views_texts,
    views_texts_pasted,
    views_units,
    views_wordings,
)

app_name = "administration"
A = "administration/"
P = A + "comptes/<uuid:person>/"
C = A + "calendriers/<slug:calendar>/"
X = A + "textes/"
W = A + "lettres/<slug:compartment>/<slug:module>/<slug:template>/"

urlpatterns: list[URLPattern] = [
    path(A, views_accounts.accounts, name="accounts"),
    path(A + "comptes/nouveau/", views_accounts.new, name="new_account"),
    path(P, views_person.person_page, name="person"),
    path(P + "nom/", views_person.rename, name="rename"),
    path(P + "fonction/", views_person.give, name="give_role"),
    path(P + "fonction/fin/", views_person.end, name="end_role"),
    path(P + "deplacement/", views_person.move, name="move"),
    path(P + "acces/", views_person.access, name="access"),
    path(P + "depart/", views_handover.leave, name="leave"),
    path(A + "unites/", views_units.units, name="units"),
    path(A + "unites/<slug:unit>/", views_units.unit_page, name="unit"),
    path(A + "delegations/", views_delegations.delegations, name="delegations"),
    path(A + "delegations/nouvelle/", views_delegations.new, name="delegation_new"),
    path(A + "delegations/<uuid:delegation>/revoquer/", views_delegations.revoke, name="delegation_revoke"),
    path(A + "organismes/", views_bodies.bodies, name="bodies"),
    path(A + "organismes/<slug:body>/", views_bodies.body_page_view, name="body"),
    path(A + "organismes/<slug:body>/verifier/", views_bodies.body_check, name="body_check"),
    path(A + "organismes/<slug:body>/retirer/", views_bodies.body_retire, name="body_retire"),
    path(A + "boites/", views_mailboxes.mailboxes, name="mailboxes"),
    path(A + "boites/<slug:box>/", views_mailboxes.mailbox, name="mailbox"),
    path(A + "boites/<slug:box>/relire/", views_mailboxes.mailbox_read, name="mailbox_read"),
    path(A + "boites/<slug:box>/suspendre/", views_mailboxes.mailbox_pause, name="mailbox_pause"),
    path(A + "calendriers/", views_calendars.calendars, name="calendars"),
    path(C, views_calendars.calendar_page, name="calendar"),
    path(C + "proposition/", views_calendars.proposal, name="proposal"),
    path(C + "attente/", views_calendars.waiting, name="waiting"),
    path(X, views_texts.texts, name="texts"),
    path(X + "nouveau/", views_texts.text_new, name="text_new"),
    path(X + "coller/", views_texts_pasted.text_paste, name="text_paste"),
    path(X + "<str:act>/<str:section>/", views_texts.text, name="text"),
    path(X + "<str:act>/<str:section>/version/", views_texts.text_version, name="text_version"),
    path(X + "<str:act>/<str:section>/valider/", views_texts.text_validate, name="text_validate"),
    path(X + "<str:act>/<str:section>/retirer/", views_texts.text_withdraw, name="text_withdraw"),
    path(A + "lettres/", views_wordings.letters, name="letters"),
    path(W, views_wordings.letter_words, name="letter_words"),
    path(W + "ecrire/", views_wordings.letter_words_write, name="letter_words_write"),
    path(W + "apercu/", views_wordings.letter_words_preview, name="letter_words_preview"),
    path(W + "etape/", views_wordings.letter_words_step, name="letter_words_step"),
    path(A + "delais/", views_deadline_rules.deadline_rules, name="deadline_rules"),
    path("travail/absences/", views_absences.absences, name="absences"),
    path("travail/absences/fin/", views_absences.back, name="absence_end"),
]
