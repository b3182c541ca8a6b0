// Fields that a browser does not have by itself: several choices as pills, lists that filter as one types.
export const all = (selector, within = document) => [...within.querySelectorAll(selector)];

export function showChosen(several) {
  const ticked = all(".tick input:checked", several);
  const summary = several.querySelector("summary");
  all(".pill", summary).forEach((pill) => pill.remove());
  summary.querySelector("[data-hint]").hidden = ticked.length > 0;
  for (const box of ticked) {
    const pill = document.createElement("bdi");
    pill.className = "pill";
    pill.textContent = box.nextElementSibling.firstChild?.textContent ?? "";
    summary.append(pill);
  }
  const full = ticked.length >= Number(several.dataset.most || Infinity);
  all(".tick input:not(:checked)", several).forEach((box) => { box.disabled = full; });
}

document.addEventListener("input", (event) => {
  if (event.target.matches("[data-filter]")) {
    const wanted = event.target.value.trim().toLowerCase();
    all(".tick", event.target.parentElement).forEach((tick) => { tick.hidden = !tick.textContent.toLowerCase().includes(wanted); });
  }
  if (event.target.id === "search") filterPeople();
});

export function filterPeople() {
  const wanted = document.getElementById("search").value.trim().toLowerCase().split(/\s+/);
  const people = all("#everybody li");
  people.forEach((one) => { one.hidden = !wanted.every((word) => one.dataset.words.includes(word)); });
  document.querySelector(".nobody").hidden = people.some((one) => !one.hidden);
}

document.addEventListener("change", (event) => {
  const several = event.target.closest(".several");
  if (several) showChosen(several);
});
