// Comforts on top of pages that work without them: keyboard, menus, confirmations, counters, guards.
// Every behaviour hangs on a data attribute; nothing here decides or computes what the server says.

const typing = (target) => target.closest?.("input, textarea, select, [contenteditable]") !== null;
const say = (words) => {
  const place = document.getElementById("annonces");
  if (!place) return;
  place.textContent = words;
  clearTimeout(say.timer);
  say.timer = setTimeout(() => { place.textContent = ""; }, 6000);
};

/* Keyboard: / searches, ? helps, j and k walk through the rows of a list, Escape closes. */
function walk(step) {
  const links = [...document.querySelectorAll("[data-rows] .row-link")];
  if (!links.length) return;
  const here = links.indexOf(document.activeElement);
  const next = here < 0 ? (step > 0 ? 0 : links.length - 1) : Math.min(Math.max(here + step, 0), links.length - 1);
  links[next].focus();
}
function help() {
  const dialog = document.getElementById("raccourcis");
  if (dialog && !dialog.open) dialog.showModal();
}
function closeOpened() {
  if (location.hash === "#menu") {
    location.hash = "#contenu";
    document.querySelector("[data-menu]")?.focus();
  }
  for (const popup of document.querySelectorAll("details[data-popup][open]")) {
    popup.open = false;
    popup.querySelector("summary").focus();
  }
}
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape") return closeOpened();
  if (typing(event.target) || document.querySelector("dialog[open]")) return;
  const search = document.querySelector("[data-search]");
  const keys = { "/": search && (() => { search.focus(); search.select(); }), "?": help, j: () => walk(1), k: () => walk(-1) };
  if (!keys[event.key]) return;
  event.preventDefault();
  keys[event.key]();
});

/* Clicks: help, copy, refused buttons, popups closed from outside. */
document.addEventListener("click", async (event) => {
  const target = event.target;
  for (const popup of document.querySelectorAll("details[data-popup][open]")) {
    if (!popup.contains(target)) popup.open = false;
  }
  if (target.closest("[data-help]")) help();
  if (target.closest('[aria-disabled="true"]')) event.preventDefault();
  const copy = target.closest("[data-copy]");
  if (copy) {
    try {
      await navigator.clipboard.writeText(copy.dataset.copy);
      say(`Copié : ${copy.dataset.copy}`);
    } catch {
      say("La copie n’est pas permise par le navigateur.");
    }
  }
});

/* The menu of narrow screens is an anchor; give it the focus it needs. */
addEventListener("hashchange", () => {
  if (location.hash === "#menu") document.querySelector("#menu a")?.focus();
});

/* Confirmation before a form that asks for it; without JavaScript the server's own page confirms. */
function confirmed(form, submitter) {
  const dialog = document.createElement("dialog");
  dialog.className = "dialog";
  dialog.setAttribute("aria-labelledby", "confirmation");
  const question = Object.assign(document.createElement("h2"), { id: "confirmation", textContent: form.dataset.confirm });
  const row = Object.assign(document.createElement("form"), { method: "dialog", className: "row" });
  const no = Object.assign(document.createElement("button"), { className: "btn", textContent: "Revenir", value: "" });
  const yes = Object.assign(document.createElement("button"), { className: "btn go", value: "yes" });
  yes.textContent = submitter?.textContent.trim() || "Confirmer";
  row.append(no, yes);
  dialog.append(question, row);
  dialog.addEventListener("close", () => {
    dialog.remove();
    if (dialog.returnValue !== "yes") return submitter?.focus();
    form.dataset.confirmed = "yes";
    form.requestSubmit(submitter?.form === form ? submitter : undefined);
  });
  document.body.append(dialog);
  dialog.showModal();
}

/* Submission: confirm, then send once. */
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method === "dialog") return;
  if (form.dataset.confirm && !form.dataset.confirmed) {
    event.preventDefault();
    event.stopImmediatePropagation();
    return confirmed(form, event.submitter);
  }
  if (form.getAttribute("aria-busy") === "true") {
    event.preventDefault();
    event.stopImmediatePropagation();
    return;
  }
  // What is downloaded leaves the page where it is: such a form may be sent again.
  if (form.method === "post" && !("download" in form.dataset)) form.setAttribute("aria-busy", "true");
  delete form.dataset.confirmed;
  delete form.dataset.dirty;
}, true);
const release = (forms) => forms.forEach((form) => form?.removeAttribute("aria-busy"));
// Gone back to: a page that has only finished loading may have sent something already.
addEventListener("pageshow", (event) => { if (event.persisted) release(document.querySelectorAll("form[aria-busy]")); });

/* Unsaved changes: a form marked data-guard asks before it is left. */
document.addEventListener("input", (event) => {
  const form = event.target.form;
  if (form?.matches("[data-guard]")) form.dataset.dirty = "yes";
  if (event.target.matches?.("[data-counter]")) count(event.target);
});
addEventListener("beforeunload", (event) => {
  if (document.querySelector("form[data-guard][data-dirty]")) event.preventDefault();
});

/* After a sign-in that expired: what was typed waits in this tab, half an hour, and returns to its own form. */
const WAITING = "egide.frappe", ACCOUNT = "egide.compte", HALF_AN_HOUR = 30 * 60 * 1000;
/* Only for whoever typed it: when another account signs in on this tab, what waits in it goes. */
function keepToAccount() {
  const account = document.body.dataset.account;
  if (!account || sessionStorage.getItem(ACCOUNT) === account) return;
  sessionStorage.clear();
  sessionStorage.setItem(ACCOUNT, account);
}
function keepTyped() {
  const page = document.querySelector("[data-typed-for]");
  if (!page) return;
  const fields = [...page.querySelectorAll("[data-name]")].map((field) => [field.dataset.name, field.value]);
  sessionStorage.setItem(WAITING, JSON.stringify({ address: page.dataset.typedFor, at: Date.now(), fields }));
}
function giveBackTyped() {
  const kept = JSON.parse(sessionStorage.getItem(WAITING) || "null");
  if (!kept || document.querySelector("[data-typed-for]")) return;
  const old = Date.now() - kept.at > HALF_AN_HOUR;
  const whole = (form) => { const to = new URL(form.getAttribute("action") || location.href, location.href); return to.pathname + to.search; };
  const form = [...document.querySelectorAll('form[method="post"]')].find((one) => whole(one) === kept.address);
  if (!old && !form) return;
  sessionStorage.removeItem(WAITING);
  if (old) return;
  let given = 0;
  for (const [name, value] of kept.fields) {
    const field = form.elements.namedItem(name);
    if (!field || field.type === "hidden" || field.type === "file") continue;
    field.value = value;
    given += 1;
  }
  if (!given) return;
  form.dataset.dirty = "yes";
  say("Ce que vous aviez écrit est revenu dans le formulaire. Vérifiez-le, puis envoyez-le.");
}
keepToAccount();
keepTyped();
giveBackTyped();

/* Counter of a long answer: announced only near the end, so as not to interrupt. */
function count(area) {
  const place = document.getElementById(`${area.id}_compteur`);
  if (!place) return;
  const left = Number(area.dataset.counter) - [...area.value].length;
  const amount = Math.abs(left).toLocaleString("fr-CA");
  const plural = Math.abs(left) < 2 ? "" : "s";
  place.textContent = left < 0 ? `${amount} caractère${plural} en trop.` : `Il reste ${amount} caractère${plural}.`;
  place.classList.toggle("over", left < 0);
  if (left < 50) place.setAttribute("aria-live", "polite"); else place.removeAttribute("aria-live");
}

/* Opened or closed details are remembered on this device: only the key, never the content. */
document.addEventListener("toggle", (event) => {
  const key = event.target.dataset?.remember;
  if (key) localStorage.setItem(`details:${key}`, event.target.open ? "1" : "0");
}, true);

/* What must be done once for each new piece of page. */
function prepare(root) {
  root.querySelectorAll("[data-help]").forEach((button) => { button.hidden = false; });
  if (navigator.clipboard) root.querySelectorAll("[data-copy]").forEach((button) => { button.hidden = false; });
  root.querySelectorAll("textarea[data-counter]").forEach(count);
  root.querySelectorAll("details[data-remember]").forEach((details) => {
    const kept = localStorage.getItem(`details:${details.dataset.remember}`);
    if (kept !== null) details.open = kept === "1";
  });
  root.querySelector("[data-autofocus]")?.focus();
}
prepare(document);

/* HTMX: prepare what arrives; say in words when nothing could. */
document.addEventListener("htmx:load", (event) => { if (event.target !== document.body) prepare(event.target); });
// The form that was answered, and no other: a page that looks again by itself would let another be sent twice.
document.addEventListener("htmx:afterRequest", (event) => release([event.detail.elt.closest("form")]));
document.addEventListener("htmx:responseError", (event) => {
  const status = event.detail.xhr.status;
  const words = {
    403: "Cette action ne vous est pas permise.",
    409: "Quelqu’un a modifié ce dossier entre-temps. Rechargez la page pour voir la dernière version.",
    429: "Trop de demandes en peu de temps. Réessayez dans une minute.",
  };
  say(words[status] ?? "L’action n’a pas pu être faite. Rien n’est perdu : rechargez la page et réessayez.");
});
document.addEventListener("htmx:sendError", () => say("Le réseau ne répond pas. Rien n’est perdu : réessayez dans un moment."));

/* Paper: « dans 15 jours » says nothing without the instant when the page was read. */
document.body.dataset.read = new Date(performance.timeOrigin).toLocaleString("fr-CA", { dateStyle: "long", timeStyle: "short" });
