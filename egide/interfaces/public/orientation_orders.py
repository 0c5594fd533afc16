"""Where « À qui m’adresser? » ends, in what else an order does: accounts, its conduct, its roll, illegal practice.

Each end names one body, its time, what to prepare, what it can and cannot do (domain.md, H.5 and A).
"""

from egide.interfaces.public import orientation_delays as delays
from egide.interfaces.public.orientation_ends import FORM, PROOFS, TELL
from egide.law.orientation import Choice, Destination, Door

ACCOUNTS = Destination(
    code="accounts",
    slug="compte-d-honoraires",
    title="Demandez la conciliation du compte",
    body="La personne chargée de la conciliation des comptes de l’ordre, souvent le syndic",
    how="La conciliation vient d’abord. Si elle échoue, un conseil d’arbitrage de l’ordre décide.",
    source=delays.ACCOUNTS,
    delays=(delays.ASK_CONCILIATION, delays.ASK_ARBITRATION),
    prepare=(
        "Le compte et la date à laquelle vous l’avez reçu.",
        "Le contrat ou l’entente sur les honoraires, s’il y en a.",
        "Les paiements déjà faits, et la somme que vous contestez.",
        "Pourquoi le compte vous paraît trop élevé.",
    ),
    can=("Vous aider à vous entendre avec le professionnel.", "En arbitrage\u00a0: fixer la somme à payer."),
    cannot=(
        "Juger la qualité du travail\u00a0: c’est l’affaire du syndic.",
        "Trancher un compte reçu depuis trop longtemps.",
    ),
    finds_order=True,
)
ORDER_CONDUCT = Destination(
    code="order_conduct",
    slug="conduite-dans-un-ordre",
    title="Écrivez à la direction de l’ordre",
    body="L’ordre professionnel\u00a0: son secrétaire ou son conseil d’administration",
    how="La conduite d’un syndic ou du personnel d’un ordre relève de l’ordre lui-même.",
    source=delays.BOARD,
    delays=delays.no_delay(
        delays.BOARD, "Nous ne connaissons pas de délai; demandez à l’ordre quand il vous répondra."
    ),
    prepare=("Le nom ou la fonction de la personne.", TELL, "La date de chaque échange.", PROOFS),
    can=(
        "Examiner la conduite de son personnel.",
        "Vous présenter des explications ou corriger ses façons de faire.",
    ),
    cannot=("Dire à un syndic quelle décision prendre\u00a0: il est indépendant.",),
    finds_order=True,
    then=(Choice("sans-reponse", "L’ordre ne m’a pas répondu", "office_recourse"),),
)
OFFICE_RECOURSE = Destination(
    code="office_recourse",
    slug="office-ordre-muet",
    title="Demandez l’intervention de l’Office",
    body="L’Office des professions du Québec",
    how="L’Office veille à ce que les ordres répondent et informent bien le public.",
    source=delays.STATEMENT,
    delays=delays.OFFICE,
    prepare=(
        "Le nom de l’ordre.",
        "Ce que vous lui avez demandé, et quand.",
        "Ce qu’il vous a répondu.",
        PROOFS,
    ),
    can=(
        "Communiquer avec l’ordre pour qu’il vous réponde.",
        "Vous expliquer le recours et ses délais.",
        "Faire des suggestions à l’ordre et, au besoin, exiger des mesures correctrices.",
    ),
    cannot=("Prendre la décision à la place de l’ordre.", "Dire qui a raison."),
    finds_order=True,
    door=Door(FORM, "Demander l’intervention de l’Office", situation="other"),
)
ROLL = Destination(
    code="roll",
    slug="tableau-de-l-ordre",
    title="Vérifiez si la personne est inscrite au tableau de l’ordre",
    body="L’ordre professionnel, qui tient le tableau de ses membres",
    how="Chaque ordre publie un répertoire de ses membres, ou vous répond au téléphone. Cherchez le nom de la "
    "personne dans celui de l’ordre de sa profession.",
    source=delays.ROLL,
    delays=delays.no_delay(delays.ROLL, "La vérification se fait sur-le-champ."),
    prepare=(
        "Le nom complet de la personne.",
        "Sa profession ou le titre qu’elle utilise.",
        "Sa ville ou son bureau.",
    ),
    can=("Vous dire si la personne est membre, et si son droit d’exercice est limité.",),
    cannot=("Vous renseigner sur une personne qui n’en a jamais été membre.",),
    finds_order=True,
    then=(
        Choice("membre", "Elle est membre, et sa conduite me préoccupe", "inquiry"),
        Choice("membre-compte", "Elle est membre, et son compte me paraît trop élevé", "accounts"),
        Choice("non-membre", "Elle n’est pas membre", "not_member"),
    ),
)
ILLEGAL_PRACTICE = Destination(
    code="illegal_practice",
    slug="exercice-illegal",
    title="Signalez l’exercice illégal à l’ordre de la profession",
    body="L’ordre professionnel\u00a0: exercice illégal et usurpation de titre",
    how="L’ordre dont la profession ou le titre est utilisé sans droit peut enquêter et poursuivre.",
    source=delays.ILLEGAL,
    delays=delays.no_delay(delays.ILLEGAL),
    prepare=(
        "Le nom de la personne et l’endroit où elle offre ses services.",
        "Le titre qu’elle utilise ou les actes qu’elle pose.",
        "Publicités, cartes, factures, captures d’écran, avec leurs dates.",
    ),
    can=("Enquêter et intenter une poursuite pénale.", "Exiger que la personne cesse."),
    cannot=("Vous rembourser.", "Sanctionner quelqu’un comme s’il était membre."),
    finds_order=True,
)
ENDS: tuple[Destination, ...] = (ACCOUNTS, ORDER_CONDUCT, OFFICE_RECOURSE, ROLL, ILLEGAL_PRACTICE)
