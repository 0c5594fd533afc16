// Drawing and moving zones with the mouse, a finger or the keyboard, over a form that works without any of this.
// The script only fills the form's fields and presses its buttons: the server fits, widens, refuses and says so.

const sheet = () => document.querySelector("svg[data-redact]");
const form = () => document.getElementById("outils");
const SMALLEST = 4, STEP = 2, PAUSE = 600;
let pending = null, timer = 0;
// Where the focus goes after the answer: kept by the tab, so that a page loaded whole gives it back too.
const KEPT = "egide.caviardage.focus";
const want = (what) => sessionStorage.setItem(KEPT, what);

function send(act, values = {}) {
  const tools = form();
  if (!tools) return;
  for (const [name, value] of Object.entries(values)) tools.elements.namedItem(name).value = value;
  tools.querySelector(`button[value="${act}"]`).click(); // a click tells which button it was
}
/* One answer at a time: what is asked while one comes waits for it, in the order of the keys. */
const waiting = [];
const busy = () => Boolean(document.querySelector("#caviardage form[aria-busy]"));
function inTurn(act) {
  if (pending) flush();
  if (busy() || waiting.length) waiting.push(act);
  else act();
}
function next() {
  while (waiting.length && !busy()) {
    if (pending && !waiting[0].live) return flush();
    waiting.shift()();
  }
}
function point(svg, event) {
  const box = svg.getBoundingClientRect(), view = svg.viewBox.baseVal;
  return { x: ((event.clientX - box.left) / box.width) * view.width, y: ((event.clientY - box.top) / box.height) * view.height };
}
const corners = (rect) => {
  const [x, y, width, height] = ["x", "y", "width", "height"].map((name) => Number(rect.getAttribute(name)));
  return { x0: x, y0: y, x1: x + width, y1: y + height };
};
const shown = (values) => Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value.toFixed(1)]));
function place(group, { x0, y0, x1, y1 }) {
  const rect = group.querySelector("rect"), text = group.querySelector("text");
  const view = sheet().viewBox.baseVal;
  const width = Math.min(Math.max(x1 - x0, SMALLEST), view.width), height = Math.min(Math.max(y1 - y0, SMALLEST), view.height);
  const x = Math.min(Math.max(x0, 0), view.width - width), y = Math.min(Math.max(y0, 0), view.height - height);
  for (const [name, value] of Object.entries({ x, y, width, height })) rect.setAttribute(name, value.toFixed(1));
  text?.setAttribute("x", (x + width / 2).toFixed(1));
  text?.setAttribute("y", (y + height / 2).toFixed(1));
}

/* Pointer: a rectangle is drawn on the paper, a zone is carried. A finger draws only when the pen is taken. */
let held = null;
document.addEventListener("pointerdown", (event) => {
  const svg = sheet();
  if (!svg || !svg.contains(event.target) || event.button !== 0) return;
  if (event.pointerType === "touch" && !svg.hasAttribute("data-pen")) return;
  flush();
  const from = point(svg, event), group = event.target.closest("[data-zone]");
  if (group) {
    held = { group, from, start: corners(group.querySelector("rect")) };
    group.setAttribute("data-held", "");
    group.focus();
  } else {
    const ghost = document.createElementNS("http://www.w3.org/2000/svg", "rect");
    ghost.setAttribute("class", "redact-ghost");
    svg.append(ghost);
    held = { ghost, from };
  }
  svg.setPointerCapture(event.pointerId);
  event.preventDefault();
});
document.addEventListener("pointermove", (event) => {
  if (!held || !sheet()) return;
  const at = point(sheet(), event);
  held.moved = true;
  if (held.ghost) {
    held.at = { x0: Math.min(held.from.x, at.x), y0: Math.min(held.from.y, at.y), x1: Math.max(held.from.x, at.x), y1: Math.max(held.from.y, at.y) };
    const { x0, y0, x1, y1 } = held.at;
    for (const [name, value] of Object.entries({ x: x0, y: y0, width: x1 - x0, height: y1 - y0 })) held.ghost.setAttribute(name, value.toFixed(1));
    return;
  }
  const dx = at.x - held.from.x, dy = at.y - held.from.y, { x0, y0, x1, y1 } = held.start;
  place(held.group, { x0: x0 + dx, y0: y0 + dy, x1: x1 + dx, y1: y1 + dy });
});
const drop = () => {
  if (!held) return;
  const { ghost, group, at, moved } = held;
  held = null;
  if (group) {
    group.removeAttribute("data-held");
    if (moved) move(group);
  } else {
    ghost.remove();
    if (at && at.x1 - at.x0 >= SMALLEST && at.y1 - at.y0 >= SMALLEST) inTurn(() => send("tracer", { zone: "", ...shown(at) }));
  }
};
document.addEventListener("pointerup", drop);
document.addEventListener("pointercancel", () => { held?.ghost?.remove(); held = null; });

/* Keyboard: arrows carry or stretch; what was done is sent after a short rest, or when the focus leaves. */
function move(group) {
  pending = { zone: group.dataset.zone, at: corners(group.querySelector("rect")) };
  flush();
}
function flush() {
  clearTimeout(timer);
  if (!pending) return;
  if (busy()) { timer = setTimeout(flush, 150); return; }
  const { zone, at } = pending;
  pending = null;
  want(zone);
  send("deplacer", { zone, ...shown(at) });
}
function stretch(group, key, size) {
  const found = corners(group.querySelector("rect"));
  const dx = { ArrowLeft: -STEP, ArrowRight: STEP }[key] || 0, dy = { ArrowUp: -STEP, ArrowDown: STEP }[key] || 0;
  place(group, size
    ? { ...found, x1: Math.max(found.x1 + dx, found.x0 + SMALLEST), y1: Math.max(found.y1 + dy, found.y0 + SMALLEST) }
    : { x0: found.x0 + dx, y0: found.y0 + dy, x1: found.x1 + dx, y1: found.y1 + dy });
  pending = { zone: group.dataset.zone, at: corners(group.querySelector("rect")) };
  clearTimeout(timer);
  timer = setTimeout(flush, PAUSE);
}
document.addEventListener("keydown", (event) => {
  const svg = sheet();
  if (!svg || !svg.contains(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
  const group = event.target.closest("[data-zone]");
  const done = () => { event.preventDefault(); event.stopPropagation(); };
  if (event.key === "n") {
    const { width, height } = svg.viewBox.baseVal;
    const at = shown({ x0: width / 2 - 50, y0: height / 2 - 8, x1: width / 2 + 50, y1: height / 2 + 8 });
    inTurn(() => { want("new"); send("tracer", { zone: "", ...at }); });
    return done();
  }
  if (event.key === "z") { inTurn(() => { want("sheet"); send("annuler"); }); return done(); }
  if (!group && (busy() || waiting.length) && /^(Arrow.+|Delete|Backspace|[1-9])$/.test(event.key)) {
    // The zone that has just been asked for is on its way, and so is its focus: the key is for it.
    const { key, shiftKey } = event;
    const again = () => document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key, shiftKey, bubbles: true, cancelable: true }));
    waiting.push(Object.assign(again, { live: true }));
    return done();
  }
  if (!group) return;
  if (event.key.startsWith("Arrow")) { stretch(group, event.key, event.shiftKey); return done(); }
  if (event.key === "Delete" || event.key === "Backspace") {
    inTurn(() => { want("sheet"); press("retirer", group.dataset.zone); });
    return done();
  }
  const ground = /^[1-9]$/.test(event.key) && form().querySelector(`[data-key-ground="${event.key}"]`);
  if (ground) {
    inTurn(() => { want(group.dataset.zone); press("motif", group.dataset.zone, ground.value); });
    return done();
  }
}, true);
document.addEventListener("focusout", (event) => { if (pending && event.target.isConnected && event.target.dataset?.zone === pending.zone) flush(); });

/* The buttons of a zone are those of its own line in the list. */
function press(act, zone, ground) {
  const own = [...document.querySelectorAll(".redact-items form")].find((one) => one.elements.namedItem("zone")?.value === zone && one.querySelector(`button[value="${act}"]`));
  if (!own) return;
  if (ground) own.elements.namedItem("motif").value = ground;
  own.querySelector(`button[value="${act}"]`).click();
}

/* Keys 1 to 9 choose the ground of the next zones while the paper itself has the focus. */
document.addEventListener("keydown", (event) => {
  if (event.target !== sheet() || !/^[1-9]$/.test(event.key)) return;
  const ground = form()?.querySelector(`[data-key-ground="${event.key}"]`);
  if (ground) { ground.selected = true; event.preventDefault(); }
});

/* After each answer: the focus goes back where the work was; the pen of fingers appears and stays taken. */
let pen = false;
function ready() {
  const button = document.querySelector("[data-redact-pen]"), svg = sheet();
  if (button && svg) {
    button.hidden = !matchMedia("(pointer: coarse)").matches;
    button.setAttribute("aria-pressed", String(pen));
    svg.toggleAttribute("data-pen", pen);
  }
  stand();
  if (svg) setTimeout(next);
}
/* As soon as the answer is in the page: a key pressed between two answers must fall on its zone, where it was moved. */
function stand() {
  const svg = sheet(), wanted = sessionStorage.getItem(KEPT);
  if (!svg) return;
  const moved = pending && svg.querySelector(`[data-zone="${pending.zone}"]`);
  if (moved) place(moved, pending.at);
  if (!wanted) return;
  sessionStorage.removeItem(KEPT);
  const zones = [...svg.querySelectorAll("[data-zone]")];
  const newest = () => zones.reduce((best, one) => (Number(one.dataset.zone) > Number(best?.dataset.zone || 0) ? one : best), null);
  const target = wanted === "new" ? newest() : wanted === "sheet" ? svg : zones.find((one) => one.dataset.zone === wanted);
  (target || svg).focus({ preventScroll: true });
}
document.addEventListener("click", (event) => {
  if (!event.target.closest("[data-redact-pen]")) return;
  pen = !pen;
  ready();
});
document.addEventListener("htmx:afterSwap", stand);
document.addEventListener("htmx:afterSettle", ready);
for (const failed of ["htmx:responseError", "htmx:sendError"]) document.addEventListener(failed, () => { waiting.length = 0; });
ready();
