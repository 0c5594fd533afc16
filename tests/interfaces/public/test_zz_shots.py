"""screens"""
from playwright.sync_api import sync_playwright
import pytest, os
from tests.interfaces.public.conftest import *
OUT="/tmp/shots"
os.makedirs(OUT,exist_ok=True)
def test_shots(office, live_site):
    with sync_playwright() as p:
        b=p.chromium.launch(executable_path="/usr/bin/chromium",args=["--no-sandbox","--disable-gpu"])
        for name,w,scheme in (("light",1100,"light"),("dark",1100,"dark"),("phone",360,"light")):
            c=b.new_context(viewport={"width":w,"height":900},color_scheme=scheme,locale="fr-CA")
            pg=c.new_page()
            pg.on("console",lambda m: print("CONSOLE",m.text))
            def shot(n): pg.screenshot(path=f"{OUT}/{name}-{n}.png",full_page=True)
            for path,n in (("","home"),("a-propos/","about"),("nous-joindre/","contact"),("renseignements-personnels/","privacy"),("accessibilite/","acc"),("plan-du-site/","map"),("xx/","404")):
                pg.goto(f"{live_site}/{path}"); shot(n)
            pg.goto(f"{live_site}/demande/"); shot("s1")
            pg.get_by_role("button",name="Continuer").click(); shot("s1err")
            pg.get_by_text("Oui, et il a décidé").click()
            pg.get_by_role("button",name="Continuer").click(); shot("s2")
            pg.get_by_label("Ordre professionnel").fill("OAQ")
            pg.get_by_label("Date de votre demande").fill("3 mars 2027")
            pg.get_by_role("button",name="Continuer").click(); shot("s2err")
            pg.get_by_text("Ordre des agronomes").last.click()
            pg.get_by_text("Syndic : demande").click() if pg.get_by_text("Syndic : demande").count() else pg.locator("input[value=syndic]").check()
            pg.get_by_label("Date de votre demande").fill("3 mars 2026")
            pg.get_by_label("Date à laquelle").fill("2026-05-20")
            pg.get_by_role("button",name="Continuer").click(); shot("s3")
            pg.get_by_label("Que s’est-il passé").fill("J’ai demandé une enquête au syndic de l’ordre le 3 mars 2026. Il a décidé de ne pas porter plainte, en trois lignes, sans m’expliquer pourquoi.\n\nJ’ai écrit deux fois depuis, sans réponse.")
            pg.get_by_label("Que souhaitez-vous").fill("Comprendre la décision.")
            pg.get_by_role("button",name="Continuer").click(); shot("s4")
            pg.get_by_label("Votre nom").fill("Élise Tremblay")
            pg.get_by_text("Par courriel").click()
            pg.get_by_role("button",name="Continuer").click(); shot("s4err")
            pg.get_by_label("Courriel", exact=False).last.fill("elise.tremblay@exemple.ca")
            pg.get_by_role("button",name="Continuer").click(); shot("s5")
            pg.get_by_role("button",name="Envoyer").click(); shot("s5err")
            pg.get_by_label("J’accepte").check()
            pg.get_by_role("button",name="Envoyer").click(); shot("s6")
            pg.emulate_media(media="print"); shot("s6print")
            c.close()
        b.close()
