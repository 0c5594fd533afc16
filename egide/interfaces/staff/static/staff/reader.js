// Turning the pages of a document with the arrows, and a button that prints. Everything also works by links.

const typing = (target) => target.closest?.("input, textarea, select, audio, video, [contenteditable]") !== null;
const TURNS = { ArrowLeft: "previous", ArrowRight: "next", Home: "first", End: "last" };

document.addEventListener("keydown", (event) => {
  const turn = TURNS[event.key];
  if (!turn || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  if (typing(event.target) || document.querySelector("dialog[open]")) return;
  // An enlarged page that has the focus is moved with the same keys.
  const sheet = event.target.closest?.("[data-sheet]");
  if (sheet && sheet.scrollWidth > sheet.clientWidth + 1) return;
  const link = document.querySelector(`[data-turn="${turn}"]`);
  if (!link) return;
  event.preventDefault();
  link.click();
});

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
