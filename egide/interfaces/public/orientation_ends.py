"""Where « À qui m’adresser? » ends, in the recourse chain: syndic, review committee, discipline, tribunal.

Each end names one body, its time, what to prepare, what it can and cannot do (domain.md, H.5 and A).
"""

from egide.interfaces.public import orientation_delays as delays
from egide.law.orientation import Choice, Destination, Door

FORM = "request"
TELL = "Un résumé des faits\u00a0: qui, quoi, quand, où, dans vos mots."
PROOFS = "Une copie des documents utiles\u00a0: lettres, courriels, factures, photos. Gardez les originaux."
_NAME = "Le nom du professionnel, sa profession et, si vous l’avez, son numéro de permis."

SYNDIC = Destination(
    code="syndic",
    slug="syndic",
    title="Demandez une enquête au syndic de l’ordre",
    body="Le syndic de l’ordre professionnel",
    how="Écrivez au bureau du syndic de l’ordre dont la personne est membre. C’est gratuit, et aucun avocat "
    "n’est nécessaire.",
    source=delays.CONDUCT,
    delays=(delays.SYNDIC_WRITES,),
    prepare=(_NAME, TELL, PROOFS, "Ce que vous avez déjà fait pour régler la situation, avec les dates."),
    can=(
        "Enquêter sur la conduite ou la compétence d’un membre de l’ordre.",
        "Proposer une conciliation, si vous et le professionnel y consentez et que le public n’est pas en danger.",
        "Porter plainte devant le conseil de discipline.",
    ),
    cannot=("Vous accorder une somme d’argent.", "Annuler une décision d’un tribunal."),
    finds_order=True,
    then=(
        Choice("sans-nouvelles", "J’ai demandé une enquête et je n’ai pas de nouvelles", "office_no_news"),
        Choice("decision", "Le syndic m’a fait connaître sa décision", "review"),
    ),
)
OFFICE_NO_NEWS = Destination(
    code="office_no_news",
    slug="office-sans-nouvelles",
    title="Demandez l’intervention de l’Office",
    body="L’Office des professions du Québec",
    how="Remplissez la demande d’intervention\u00a0: elle est gratuite et prend environ dix minutes.",
    source=delays.STATEMENT,
    delays=(delays.SYNDIC_WRITES, *delays.OFFICE),
    prepare=(
        "La date de votre demande d’enquête, même approximative.",
        "Les dates des dernières nouvelles reçues du syndic.",
        PROOFS,
    ),
    can=(
        "Rappeler à l’ordre les délais que la loi lui impose.",
        "Vous expliquer où vous en êtes et quels sont vos recours.",
        "Faire des suggestions à l’ordre et, au besoin, exiger des mesures correctrices.",
    ),
    cannot=("Enquêter à la place du syndic ou juger le professionnel.", "Réviser une décision."),
    finds_order=True,
    door=Door(FORM, "Demander l’intervention de l’Office", situation="no_news", mechanism="syndic"),
)
REVIEW_COMMITTEE = Destination(
    code="review_committee",
    slug="comite-de-revision",
    title="Demandez l’avis du comité de révision",
    body="Le comité de révision de l’ordre",
    how="Écrivez au secrétaire du comité de révision de l’ordre, sans attendre de réponse d’ailleurs. Vous "
    "pouvez aussi porter plainte vous-même devant le conseil de discipline (plainte privée).",
    source=delays.REVIEW,
    delays=(delays.ASK_REVIEW, delays.OPINION_GIVEN),
    prepare=(
        "La décision du syndic et la date à laquelle vous l’avez reçue.",
        "Ce qui, selon vous, n’a pas été examiné. Vous pouvez ajouter des observations en tout temps.",
        "Les documents que vous aviez remis au syndic.",
    ),
    can=(
        "Conclure qu’il n’y a pas lieu de porter plainte.",
        "Suggérer au syndic de compléter son enquête.",
        "Conclure qu’il y a lieu de porter plainte et suggérer un syndic ad hoc.",
    ),
    cannot=("Porter plainte lui-même.", "Sanctionner le professionnel ou vous indemniser."),
    finds_order=True,
    then=(
        Choice(
            "explications",
            "Je ne comprends pas la décision ou l’ordre ne m’explique rien",
            "office_no_complaint",
        ),
        Choice("attente", "J’ai demandé l’avis et je l’attends", "office_awaiting_review"),
    ),
)
OFFICE_NO_COMPLAINT = Destination(
    code="office_no_complaint",
    slug="office-decision-du-syndic",
    title="Demandez à l’Office de vous aider à comprendre",
    body="L’Office des professions du Québec",
    how="Votre demande ne suspend aucun délai\u00a0: si vous voulez l’avis du comité de révision, demandez-le d’abord.",
    source=delays.STATEMENT,
    delays=(delays.ASK_REVIEW, *delays.OFFICE),
    prepare=(
        "La décision du syndic et la date à laquelle vous l’avez reçue.",
        "Ce que vous ne comprenez pas.",
        PROOFS,
    ),
    can=(
        "Vous expliquer la décision et les recours qui restent.",
        "Demander à l’ordre de mieux vous informer.",
    ),
    cannot=("Réviser la décision du syndic.", "Prolonger vos délais."),
    finds_order=True,
    door=Door(FORM, "Demander l’intervention de l’Office", situation="no_complaint", mechanism="syndic"),
)
OFFICE_AWAITING_REVIEW = Destination(
    code="office_awaiting_review",
    slug="office-avis-attendu",
    title="Attendez l’avis; s’il tarde, l’Office peut le rappeler à l’ordre",
    body="Le comité de révision de l’ordre, puis l’Office des professions du Québec",
    source=delays.STATEMENT,
    delays=(delays.OPINION_GIVEN, *delays.OFFICE),
    prepare=(
        "La date de votre demande d’avis, même approximative.",
        "L’accusé de réception du comité, s’il y en a un.",
    ),
    can=("Rappeler à l’ordre le délai dans lequel le comité doit vous répondre.", "Vous expliquer la suite."),
    cannot=("Donner l’avis à la place du comité.", "Dire si le comité a raison."),
    finds_order=True,
    door=Door(FORM, "Demander l’intervention de l’Office", situation="awaiting_review", mechanism="review"),
)
REVIEW_RECEIVED = Destination(
    code="review_received",
    slug="avis-recu",
    title="Lisez la conclusion de l’avis\u00a0: elle dit la suite",
    body="Le syndic, ou le conseil de discipline de l’ordre si vous portez plainte vous-même",
    how="Si le comité suggère de compléter l’enquête ou de nommer un syndic ad hoc, le syndic ou l’ordre vous "
    "écrira. S’il conclut qu’il n’y a pas lieu de porter plainte, il vous reste la plainte privée devant le "
    "conseil de discipline\u00a0: demandez un avis juridique avant, car vous devrez faire la preuve vous-même.",
    source=delays.PRIVATE_COMPLAINT,
    delays=delays.no_delay(
        delays.PRIVATE_COMPLAINT,
        "Nous n’avons pas confirmé de délai pour porter une plainte privée\u00a0: informez-vous auprès du secrétaire "
        "du conseil de discipline.",
    ),
    prepare=(
        "L’avis du comité de révision.",
        "La décision du syndic.",
        "Les preuves et les noms des témoins.",
        _NAME,
    ),
    can=("Le conseil de discipline entend la plainte et peut imposer une sanction.",),
    cannot=("Vous accorder une somme d’argent.", "Enquêter à votre place."),
    finds_order=True,
)
TRIBUNAL = Destination(
    code="tribunal",
    slug="tribunal-des-professions",
    title="Faites appel au Tribunal des professions",
    body="Le Tribunal des professions",
    how="L’appel se dépose au greffe de la Cour du Québec et se signifie aux autres parties et au secrétaire du "
    "conseil de discipline. Un avocat peut vous aider; ne tardez pas.",
    source=delays.APPEAL,
    delays=(delays.APPEAL_FILED,),
    prepare=(
        "La décision du conseil de discipline et la date de sa signification.",
        "Les raisons pour lesquelles la décision vous paraît mal fondée.",
        "Le numéro de la plainte.",
    ),
    can=("Confirmer, modifier ou annuler la décision du conseil. Sa décision est définitive.",),
    cannot=("Entendre quelqu’un qui n’était pas partie à la plainte.", "Enquêter de nouveau."),
)
NOT_A_PARTY = Destination(
    code="not_a_party",
    slug="decision-du-conseil-sans-etre-partie",
    title="Seules les parties peuvent aller en appel\u00a0: parlez au syndic",
    body="Le syndic de l’ordre",
    how="La partie plaignante est d’ordinaire le syndic. Dites-lui rapidement pourquoi la décision vous "
    "préoccupe\u00a0: le délai d’appel court aussi pour lui.",
    source=delays.APPEAL,
    delays=(delays.APPEAL_FILED,),
    prepare=("La décision du conseil, qui est publique.", "Ce qui vous préoccupe, en quelques lignes."),
    can=("Vous expliquer la décision.", "Décider d’aller en appel."),
    cannot=("Vous donner un droit d’appel.",),
    finds_order=True,
)
COUNCIL_SLOW = Destination(
    code="council_slow",
    slug="office-conseil-de-discipline",
    title="Demandez d’abord au secrétaire du conseil; puis à l’Office",
    body="Le secrétaire du conseil de discipline de l’ordre, puis l’Office des professions du Québec",
    how="Le secrétaire du conseil vous dira où en est la cause. Si l’ordre ne vous répond pas, demandez "
    "l’intervention de l’Office.",
    source=delays.STATEMENT,
    delays=(delays.HEARING_BEGINS, *delays.OFFICE),
    prepare=(
        "Le numéro de la plainte, si vous l’avez.",
        "Les dates que vous connaissez.",
        "Ce qu’on vous a répondu.",
    ),
    can=("Vous expliquer la marche d’une cause.", "Demander à l’ordre de vous informer."),
    cannot=("Hâter une décision du conseil, qui est indépendant.", "La commenter."),
    finds_order=True,
    door=Door(FORM, "Demander l’intervention de l’Office", situation="other", mechanism="discipline"),
)
ENDS: tuple[Destination, ...] = (
    SYNDIC, OFFICE_NO_NEWS, REVIEW_COMMITTEE, OFFICE_NO_COMPLAINT, OFFICE_AWAITING_REVIEW, REVIEW_RECEIVED,
    TRIBUNAL, NOT_A_PARTY, COUNCIL_SLOW,
)  # fmt: skip
