"""screens"""
from tests.interfaces.public.chromium import chromium
from tests.interfaces.public.test_in_a_browser import fill
OUT="/tmp/public_site"
def test_shots(office, live_site):
    for name,w,scheme in (("dark",1100,"dark"),("phone",360,"light")):
        with chromium(f"{live_site}/demande/", width=w, color_scheme=scheme) as page:
            n=[0]
            def shot(p):
                n[0]+=1; p.screenshot(path=f"{OUT}/{name}-{n[0]}.png",full_page=True)
            fill(page, shot)
            page.goto(live_site+"/nous-joindre/"); page.screenshot(path=f"{OUT}/{name}-contact.png",full_page=True)
            page.goto(live_site+"/absente/"); page.screenshot(path=f"{OUT}/{name}-404.png",full_page=True)
            page.goto(live_site+"/demande/")
            page.context.clear_cookies()
            page.evaluate("document.querySelector('input[name=summary]').value='Mon récit, écrit avec soin.\\nDeux lignes.'")
            page.get_by_role("button", name="Continuer").click()
            page.wait_for_timeout(800)
            page.screenshot(path=f"{OUT}/{name}-csrf.png",full_page=True)
