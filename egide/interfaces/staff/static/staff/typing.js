// A letter is saved as it is typed: beside the letter, every few seconds after a change. Without this script,
// the button saves. While the server cannot be reached (or the sign-in has expired), the text waits in this tab
// only (sessionStorage): it comes back after signing in, and disappears with the tab.

const PAUSE = 3000;
const form = document.querySelector("form[data-typed]");

function prepare() {
  const state = form.querySelector("[data-typed-state]");
  const key = `lettre:${form.elements.number.value}/${form.elements.rank.value}`;
  const names = (form.dataset.typedNames ?? "subject salutation body closing enclosures").split(" ");
  let timer = 0, running = null, again = false, sent = false;

  const text = () => Object.fromEntries(names.map((name) => [name, form.elements[name].value]));
  const stash = () => sessionStorage.setItem(key, JSON.stringify({ seen: form.elements.seen.value, text: text() }));
  const say = (words) => { if (state.textContent !== words) state.textContent = words; };

  async function save() {
    if (sent) return;
    if (running) { again = true; return; }
    running = new AbortController();
    try {
      const answer = await fetch(form.dataset.typed, { method: "POST", body: new FormData(form), redirect: "error", signal: running.signal });
      if (!answer.ok) throw new Error(String(answer.status));
      const said = await answer.json();
      sessionStorage.removeItem(key);
      delete form.dataset.dirty;
      say([said.words, said.warning].filter(Boolean).join(" "));
    } catch {
      if (sent) return;
      stash();
      say("Pas encore enregistré : votre texte est gardé dans cet onglet. Ne le fermez pas; reconnectez-vous ou réessayez.");
    } finally {
      running = null;
      if (again) { again = false; save(); }
    }
  }

  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(save, PAUSE);
  });
  // The button sends the whole text: nothing may be saved beside the letter after it.
  form.addEventListener("submit", () => { sent = true; clearTimeout(timer); running?.abort(); stash(); });
  addEventListener("pageshow", (event) => { if (event.persisted) sent = false; });

  // After a new sign-in: what had not reached the server is put back, unless it is already there.
  const kept = JSON.parse(sessionStorage.getItem(key) ?? "null");
  if (!kept) return;
  const changed = names.some((name) => kept.text[name] !== form.elements[name].value);
  sessionStorage.removeItem(key);
  if (!changed || kept.seen !== form.elements.seen.value) return;
  for (const name of names) form.elements[name].value = kept.text[name];
  say("Votre texte, gardé dans cet onglet, est revenu. Il s’enregistre…");
  save();
}

if (form) prepare();
