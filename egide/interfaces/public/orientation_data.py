"""The questions of « À qui m’adresser? », in order, and the whole guide put together.

Source: domain.md, H.5 and the recourse chain of A. Its ends: orientation_ends.py,
orientation_orders.py, orientation_elsewhere.py.
"""

from dataclasses import replace

from egide.interfaces.public import orientation_elsewhere, orientation_ends, orientation_orders
from egide.law.orientation import Choice, Orientation, Question

MEMBER = "Cette personne est-elle membre d’un ordre professionnel?"
MEMBERS = "Par exemple, dentiste, infirmière, avocat, ingénieure, psychologue, notaire, travailleur social."
OTHERWISE = (
    Choice("non", "Non", "not_member"),
    Choice("je-ne-sais-pas", "Je ne sais pas", "roll", "Nous vous disons où le vérifier."),
)
STAGES = (
    Choice("sans-nouvelles", "Oui, et je n’ai pas de nouvelles, ou elles tardent", "office_no_news"),
    Choice("pas-de-plainte", "Oui, et le syndic a décidé de ne pas porter plainte", "review"),
    Choice("discipline", "Oui, et il y a une plainte au conseil de discipline", "council"),
)
QUESTIONS = (
    Question(
        "start",
        "Qu’est-ce qui vous amène?",
        (
            Choice("conduite", "La conduite ou le travail d’une personne", "member_conduct",
                   "Un professionnel, ou quelqu’un qui se présente comme tel."),
            Choice("compte", "Le compte d’honoraires d’une personne", "member_account",
                   "La somme demandée vous paraît trop élevée."),
            Choice("ordre", "Un ordre professionnel, ou un recours déjà commencé", "order",
                   "Syndic, comité de révision, conseil de discipline, réponse qui tarde."),
            Choice("admission", "L’admission à une profession", "admission",
                   "Permis, équivalence, formation ou stage exigés."),
            Choice("office", "Les services ou les documents de l’Office", "office"),
            Choice("autre", "Autre chose, ou je ne sais pas", "else"),
        ),
        help="Choisissez ce qui ressemble le plus à votre situation. Rien n’est enregistré.",
    ),
    Question("member_conduct", MEMBER, (Choice("oui", "Oui", "inquiry"), *OTHERWISE), help=MEMBERS),
    Question("member_account", MEMBER, (Choice("oui", "Oui", "accounts"), *OTHERWISE), help=MEMBERS),
    Question(
        "not_member",
        "Que fait cette personne?",
        (
            Choice("titre", "Elle exerce une profession réservée, ou en utilise le titre", "illegal_practice",
                   "Par exemple, elle se dit psychologue ou pose des actes réservés aux dentistes."),
            Choice("autre-metier", "Elle fait un métier qui ne relève pas d’un ordre", "other_bodies",
                   "Commerçant, courtier, entrepreneur, garagiste."),
        ),
    ),
    Question(
        "inquiry",
        "Avez-vous déjà demandé une enquête au syndic de son ordre?",
        (
            Choice("non", "Non, pas encore", "syndic"),
            *STAGES,
        ),
        help="Le syndic est la personne qui, dans chaque ordre, enquête sur la conduite des membres.",
    ),
    Question(
        "stage",
        "Où en est votre demande d’enquête?",
        tuple(replace(choice, label=choice.label.removeprefix("Oui, et ").capitalize()) for choice in STAGES),
    ),
    Question(
        "review",
        "Avez-vous demandé l’avis du comité de révision?",
        (
            Choice("non", "Non, et je ne suis pas d’accord avec la décision", "review_committee"),
            Choice("comprendre", "Non, et je veux d’abord comprendre la décision", "office_no_complaint"),
            Choice("attente", "Oui, et j’attends l’avis", "office_awaiting_review"),
            Choice("recu", "Oui, et j’ai reçu l’avis", "review_received"),
        ),
        help="Ce comité donne son avis quand un syndic décide de ne pas porter plainte.",
    ),
    Question(
        "council",
        "Que se passe-t-il au conseil de discipline?",
        (
            Choice("partie", "Je ne suis pas d’accord avec sa décision, et j’étais partie à la plainte", "tribunal",
                   "Vous aviez porté la plainte, ou elle vous visait."),
            Choice("pas-partie", "Je ne suis pas d’accord avec sa décision, mais je n’étais pas partie", "not_a_party"),
            Choice("attente", "La cause tarde, ou on ne m’informe pas", "council_slow"),
        ),
    ),
    Question(
        "order",
        "De quoi s’agit-il?",
        (
            Choice("enquete", "J’ai demandé une enquête au syndic", "stage"),
            Choice("revision", "Une décision du syndic, ou le comité de révision", "review"),
            Choice("discipline", "Le conseil de discipline", "council"),
            Choice("conduite", "La conduite d’un syndic ou du personnel de l’ordre", "order_conduct"),
            Choice("silence", "L’ordre tarde, ne répond pas ou n’explique pas un recours", "office_recourse"),
            Choice("interets", "Je suis membre et je veux défendre mes intérêts", "association"),
        ),
    ),
    Question(
        "admission",
        "De quoi voulez-vous parler?",
        (
            Choice("demarche", "De ma demande d’admission, ou de ce qu’on exige de moi", "commissioner",
                   "Refus, délai, coûts, équivalence, formation, stage, examen."),
            Choice("personnel", "Du travail du personnel du Commissaire à l’admission", "commissioner_staff"),
            Choice("titulaire", "Du Commissaire lui-même ou de la Commissaire elle-même", "commissioner_himself"),
        ),
    ),
    Question(
        "office",
        "Que souhaitez-vous?",
        (
            Choice("services", "Me plaindre de ses services, ou faire un commentaire", "services"),
            Choice("documents", "Obtenir un document, ou mes renseignements personnels", "access"),
            Choice("divulguer", "Divulguer un acte répréhensible", "wrongdoing"),
        ),
    ),
    Question(
        "else",
        "Laquelle de ces situations est la vôtre?",
        (
            Choice("interets", "Je suis professionnel et je veux défendre mes intérêts", "association"),
            Choice("divulguer", "J’ai vu un acte répréhensible, ou je subis des représailles, dans un organisme public",
                   "wrongdoing"),
            Choice("metier", "J’ai un problème avec un commerçant ou un métier sans ordre", "other_bodies"),
            Choice("je-ne-sais-pas", "Aucune, ou je ne sais pas", "unsure"),
        ),
    ),
)  # fmt: skip

GUIDE = Orientation(
    start="start",
    questions=QUESTIONS,
    destinations=(*orientation_ends.ENDS, *orientation_orders.ENDS, *orientation_elsewhere.ENDS),
)
