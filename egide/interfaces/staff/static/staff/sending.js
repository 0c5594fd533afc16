// Files sent in parts to a dossier (protocol tus 1.0): dropped or chosen, each paused, continued or given up.
// The form of « Verser un document » does the same without this; the server alone says what was received.

const PART = 8 * 1024 * 1024;
const TOGETHER = 2;
const LONGEST_WAIT = 30;
const LOOK_EVERY = 2500;
const MOST_LOOKS = 60;
const BASE = { "Tus-Resumable": "1.0.0" };

/* How this machine knows a file again, without keeping anything: name, length and date make one mark. */
function mark(file) {
  let high = 0xdeadbeef, low = 0x41c6ce57;
  for (const letter of file.name) {
    const code = letter.codePointAt(0);
    high = Math.imul(high ^ code, 2654435761);
    low = Math.imul(low ^ code, 1597334677);
  }
  return `${(high >>> 0).toString(16)}${(low >>> 0).toString(16)}-${file.size}-${file.lastModified}`;
}
const base64 = (text) => btoa(String.fromCharCode(...new TextEncoder().encode(text)));
const weigh = (bytes) => {
  const units = ["octets", "ko", "Mo", "Go"];
  let at = 0;
  while (bytes >= 1000 && at < 3) { bytes /= 1000; at += 1; }
  return `${bytes.toLocaleString("fr-CA", { maximumFractionDigits: bytes < 10 && at ? 1 : 0 })}\u00a0${units[at]}`;
};
const say = (words) => {
  const place = document.getElementById("annonces");
  if (!place) return;
  place.textContent = words;
  clearTimeout(say.timer);
  say.timer = setTimeout(() => { place.textContent = ""; }, 6000);
};
const make = (tag, properties = {}, ...children) => {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
};

/* One file on its way. */
class Sending {
  constructor(zone, file) {
    Object.assign(this, { zone, file, offset: 0, url: "", state: "waiting", tries: 0 });
    this.bar = make("progress", { max: 1, value: 0 });
    this.bar.setAttribute("aria-label", `Progression de ${file.name}`);
    this.words = make("small", { textContent: "En attente" });
    this.hold = make("button", { type: "button", className: "btn btn-small", textContent: "Pause" });
    this.drop = make("button", { type: "button", className: "btn btn-small", textContent: "Annuler" });
    for (const button of [this.hold, this.drop]) {
      button.append(make("span", { className: "visually-hidden", textContent: ` — ${file.name}` }));
    }
    this.hold.addEventListener("click", () => (this.state === "sending" || this.state === "waiting" ? this.pause() : this.again()));
    this.drop.addEventListener("click", () => this.giveUp());
    this.row = make("li", {},
      make("div", { className: "sending-name" }, make("b", { textContent: file.name }), this.words),
      this.bar, make("div", { className: "row" }, this.hold, this.drop));
    zone.list.append(this.row);
  }
  told(state, words) {
    this.state = state;
    this.row.dataset.state = state;
    this.words.textContent = words;
    const label = { paused: "Reprendre", failed: "Réessayer" }[state] ?? "Pause";
    this.hold.firstChild.textContent = label;
    this.drop.firstChild.textContent = state === "failed" ? "Retirer" : "Annuler";
    this.bar.hidden = state === "done" || state === "failed";
    this.hold.hidden = this.drop.hidden = state === "done";
    if (state === "done") this.drop.remove();
  }
  progress(sent) {
    const done = this.offset + sent;
    this.bar.value = this.file.size ? done / this.file.size : 0;
    this.words.textContent = `${weigh(done)} sur ${weigh(this.file.size)}`;
  }
  ask(method, url, { headers = {}, body = null } = {}) {
    return new Promise((answer, lost) => {
      const request = new XMLHttpRequest();
      this.request = request;
      request.open(method, url);
      for (const [name, value] of Object.entries({ ...BASE, "X-CSRFToken": this.zone.token, ...headers })) {
        request.setRequestHeader(name, value);
      }
      request.onload = () => answer(request);
      request.onerror = request.onabort = request.ontimeout = () => lost(new Error("lost"));
      if (body) request.upload.onprogress = (event) => this.progress(event.loaded);
      request.send(body);
    });
  }
  async run() {
    this.told("sending", "Début de l’envoi");
    try {
      if (!await this.locate()) return;
      while (this.state === "sending" && this.offset < this.file.size) {
        if (!await this.part()) return;
      }
      if (this.state === "sending") this.finish();
    } catch {
      if (this.state === "sending") this.wait();
    }
  }
  async locate() {
    const known = this.url || this.zone.known(mark(this.file));
    if (known) {
      const answer = await this.ask("HEAD", known);
      if (answer.status === 200) {
        this.url = known;
        this.offset = Number(answer.getResponseHeader("Upload-Offset"));
        this.progress(0);
        return true;
      }
      if (answer.status === 401 || answer.status >= 500) return this.judge(answer);
      this.url = "";
    }
    const answer = await this.ask("POST", this.zone.dataset.begin, {
      headers: {
        "Upload-Length": String(this.file.size),
        "Upload-Metadata": `filename ${base64(this.file.name.slice(-200))},fingerprint ${base64(mark(this.file))}`,
      },
    });
    if (answer.status !== 201) return this.judge(answer);
    this.url = new URL(answer.getResponseHeader("Location"), location.href).pathname;
    this.offset = 0;
    return true;
  }
  async part() {
    const answer = await this.ask("PATCH", this.url, {
      headers: { "Upload-Offset": String(this.offset), "Content-Type": "application/offset+octet-stream" },
      body: this.file.slice(this.offset, this.offset + PART),
    });
    if (answer.status !== 204) return this.judge(answer);
    this.offset = Number(answer.getResponseHeader("Upload-Offset"));
    this.tries = 0;
    return true;
  }
  /* What is not our doing is tried again; what the server refuses is said. */
  judge(answer) {
    if (this.state !== "sending") return false;
    if (answer.status === 409 || answer.status === 460 || (answer.status >= 500 && answer.status !== 507)) this.wait();
    else {
      const plain = (answer.getResponseHeader("Content-Type") ?? "").startsWith("text/plain");
      const words = plain ? answer.responseText : "Le serveur a refusé ce fichier. Rechargez la page, puis choisissez-le de nouveau.";
      this.fail(words);
    }
    return false;
  }
  wait() {
    const seconds = Math.min(2 ** this.tries, LONGEST_WAIT);
    this.tries += 1;
    this.words.textContent = `La connexion est interrompue\u00a0: nouvel essai dans ${seconds}\u00a0s. Rien n’est perdu.`;
    this.timer = setTimeout(() => this.state === "sending" && this.run(), seconds * 1000);
  }
  fail(words) {
    this.told("failed", words);
    say(`${this.file.name}\u00a0: ${words}`);
    this.zone.next();
  }
  finish() {
    this.bar.value = 1;
    this.told("done", "Versé au dossier");
    this.zone.next();
  }
  pause() {
    clearTimeout(this.timer);
    this.told("paused", `En pause à ${weigh(this.offset)} sur ${weigh(this.file.size)}`);
    this.request?.abort();
    this.zone.next();
  }
  again() {
    this.tries = 0;
    this.told("waiting", "En attente");
    this.zone.next();
  }
  giveUp() {
    clearTimeout(this.timer);
    this.told("gone", "");
    this.request?.abort();
    if (this.url) this.ask("DELETE", this.url).catch(() => {});
    this.zone.forget(this);
  }
}

/* The place where files are dropped, with what is on its way. */
class Zone extends HTMLElement {
  connectedCallback() {
    if (this.list) return;
    this.list = this.querySelector("[data-sendings]");
    this.input = this.querySelector('input[type="file"]');
    this.token = this.querySelector('[name="csrfmiddlewaretoken"]').value;
    Object.assign(this, { all: [], left: new Map(), looks: 0 });
    this.input.addEventListener("change", () => { this.take([...this.input.files]); this.input.value = ""; });
    this.dragged = (event) => this.onDrag(event);
    for (const kind of ["dragover", "dragleave", "drop"]) document.addEventListener(kind, this.dragged);
    this.ready = this.remember();
    this.watch();
  }
  disconnectedCallback() {
    clearTimeout(this.later);
    for (const kind of ["dragover", "dragleave", "drop"]) document.removeEventListener(kind, this.dragged);
    for (const one of this.all) if (one.state === "sending" || one.state === "waiting") one.pause();
  }
  onDrag(event) {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault(); // a file dropped beside the zone must not replace the page
    const inside = this.contains(event.target);
    this.classList.toggle("over", event.type === "dragover" && inside);
    if (event.type === "drop" && inside) this.unfold(event.dataTransfer).then((files) => this.take(files));
  }
  async unfold(transfer) {
    const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
    if (!entries.some((entry) => entry.isDirectory)) return [...transfer.files];
    const files = [];
    const walk = async (entry) => {
      if (entry.isFile) files.push(await new Promise((got, lost) => entry.file(got, lost)));
      else {
        const reader = entry.createReader();
        for (let some = [null]; some.length;) {
          some = await new Promise((got, lost) => reader.readEntries(got, lost));
          for (const inner of some) await walk(inner);
        }
      }
    };
    for (const entry of entries) await walk(entry);
    return files;
  }
  async remember() {
    try {
      const answer = await fetch(this.dataset.begin, { headers: { Accept: "application/json" } });
      if (!answer.ok) return;
      for (const one of (await answer.json()).envois) {
        if (one.fingerprint) this.left.set(one.fingerprint, one);
      }
    } catch { return; } // without it a file is sent from its beginning
    const note = this.querySelector("[data-unfinished]");
    const names = [...this.left.values()].map((one) => `${one.name} (${weigh(one.offset)} sur ${weigh(one.length)})`);
    if (note && names.length) {
      note.hidden = false;
      note.textContent = `À terminer\u00a0: ${names.join(", ")}. Choisissez de nouveau le même fichier, l’envoi continuera où il s’est arrêté.`;
    }
  }
  known(fingerprint) {
    return this.left.get(fingerprint)?.url ?? "";
  }
  async take(files) {
    await this.ready;
    for (const file of files) this.all.push(new Sending(this, file));
    const note = this.querySelector("[data-unfinished]");
    if (note) note.hidden = true;
    this.next();
  }
  next() {
    const running = this.all.filter((one) => one.state === "sending").length;
    const waiting = this.all.filter((one) => one.state === "waiting");
    for (const one of waiting.slice(0, Math.max(TOGETHER - running, 0))) one.run();
    if (!running && !waiting.length && this.all.some((one) => one.state === "done" && !one.told_)) this.refresh();
  }
  forget(one) {
    this.all = this.all.filter((other) => other !== one);
    one.row.remove();
    this.input.focus();
    this.next();
  }
  async refresh() {
    const done = this.all.filter((one) => one.state === "done" && !one.told_);
    for (const one of done) one.told_ = true;
    say(done.length === 1 ? `${done[0].file.name}\u00a0: versé au dossier.` : `${done.length} fichiers versés au dossier.`);
    this.looks = 0;
    await this.renew();
  }
  /* While the system reads what came in, the list follows: an e-mail's attachments appear by themselves. */
  watch() {
    clearTimeout(this.later);
    if (!("follow" in this.dataset) || !this.isConnected || this.looks > MOST_LOOKS || !document.querySelector("[data-documents] [data-under-way]")) return;
    this.looks += 1;
    this.later = setTimeout(() => {
      const used = document.querySelector("[data-documents]")?.contains(document.activeElement);
      return used || document.hidden ? this.watch() : this.renew();
    }, LOOK_EVERY);
  }
  async renew() {
    try {
      const answer = await fetch(this.dataset.list);
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
      for (const part of ["[data-documents]", "#section .tabs"]) { // the tab counts the documents
        const [old, made] = [document.querySelector(part), fresh.querySelector(part)];
        if (!old || !made) continue;
        old.replaceWith(made);
        window.htmx?.process(made);
      }
    } catch { /* the list is right at the next visit */ }
    this.watch();
  }
}
customElements.define("egide-sending", Zone);
