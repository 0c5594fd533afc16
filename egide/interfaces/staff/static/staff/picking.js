// The boxes ticked in a list follow the reader to its other pages; without this, buttons under the list do it.

document.addEventListener("click", (event) => {
  const link = event.target.closest?.(".pager a");
  const form = document.querySelector("[data-picking]");
  if (!link || !form) return;
  const address = new URL(link.href);
  address.searchParams.delete("d");
  for (const box of form.querySelectorAll('[name="d"]')) {
    if (box.type === "hidden" || box.checked) address.searchParams.append("d", box.value);
  }
  link.href = address.href;
}, true);
