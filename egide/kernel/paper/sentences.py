"""What the journal's codes of paper, and their notices, say on the screen, in French.

Rewording a sentence touches no entry: the journal keeps codes.
"""

from egide.kernel.notices import wording
from egide.platform.journal.wording import register

register(
    {
        "paper.part_added": "Partie sur papier n°\u00a0{rank} inscrite.",
        "paper.part_boxed": "Partie sur papier n°\u00a0{rank} mise dans la boîte {box}.",
        "paper.part_shelved": "Partie sur papier n°\u00a0{rank} mise sur la tablette {place}.",
        "paper.part_taken_out": "Partie sur papier n°\u00a0{rank} sortie de sa place.",
        "paper.part_ended": "Partie sur papier n°\u00a0{rank} détruite ou versée le {on:date}.",
        "paper.lent": "Partie sur papier n°\u00a0{rank} prêtée jusqu’au {due:date}.",
        "paper.prolonged": "Prêt de la partie sur papier n°\u00a0{rank} prolongé jusqu’au {due:date}.",
        "paper.returned": "Partie sur papier n°\u00a0{rank} revenue de prêt.",
        "paper.box_opened": "Boîte {box} ouverte.",
        "paper.box_moved": "Boîte {box} mise sur la tablette {place}.",
        "paper.box_sealed": "Boîte {box} scellée.",
        "paper.box_unsealed": "Boîte {box} rouverte.",
    }
)
wording.register(
    {
        "paper.late": "Une partie du dossier sur papier, que vous avez empruntée, est à rapporter.",
        "paper.recall": "Une partie du dossier sur papier est prêtée à quelqu’un qui ne peut plus le lire : "
        "faites-la revenir.",
    }
)
