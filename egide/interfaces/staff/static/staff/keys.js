// One key by thing to do: a link is followed, a button or a field takes the focus. Nothing is done by one key.

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || !/^[a-z]$/.test(event.key)) return;
  if (event.target.closest?.("input, textarea, select") || document.querySelector("dialog[open]")) return;
  const marked = document.querySelector(`[data-key="${event.key}"]`);
  if (!marked) return;
  event.preventDefault();
  if (marked.matches("a")) marked.click();
  else marked.querySelector("button, textarea, input:not([type=hidden])")?.focus();
});
