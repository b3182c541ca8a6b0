// The keyboard: / to write, k to find a person, j and arrows through the list, Enter to send, Escape to close a form.
import { all, filterPeople } from "./fields.js";

const shownPeople = () => all("#everybody li:not([hidden]) a");
function step(by) {
  const links = shownPeople();
  const at = links.indexOf(document.activeElement);
  links[Math.min(Math.max(at + by, 0), links.length - 1)]?.focus();
}

const past = new WeakMap();
function recall(area, by) {
  const said = all("[data-typed]", area.closest(".pane")).map((line) => line.dataset.typed);
  const at = Math.min(Math.max((past.get(area) ?? said.length) + by, 0), said.length);
  past.set(area, at);
  area.value = said[at] ?? "";
}

function inComposer(event) {
  const area = event.target;
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    if (area.value.trim()) area.form.requestSubmit(area.form.querySelector(".send"));
  } else if (event.key === "ArrowUp" && (!area.value || past.has(area)) && !area.value.includes("\n")) {
    event.preventDefault();
    recall(area, -1);
  } else if (event.key === "ArrowDown" && past.has(area) && !area.value.includes("\n")) {
    event.preventDefault();
    recall(area, 1);
  } else if (event.key.length === 1) past.delete(area);
}

document.addEventListener("keydown", (event) => {
  const target = event.target;
  const writing = target.matches("input:not([type=checkbox], [type=radio]), textarea, select");
  if (event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey || !writing)) {
    event.preventDefault();
    const people = document.getElementById("people");
    if (getComputedStyle(people).display === "none") people.showPopover();
    return document.getElementById("search").focus();
  }
  if (event.key === "Escape" && !document.querySelector(".confirm:popover-open")) {
    const pane = target.closest(".pane") ?? document;
    pane.querySelector("[data-closes]")?.click();
    return target.closest("#search")?.blur();
  }
  if (target.matches(".composer textarea")) return inComposer(event);
  if (target.id === "search" && (event.key === "ArrowDown" || event.key === "Enter")) {
    event.preventDefault();
    if (event.key === "ArrowDown") return step(1);
    shownPeople()[0]?.click();
    target.value = "";
    return filterPeople();
  }
  if (writing || event.ctrlKey || event.metaKey || event.altKey) return;
  const inList = target.closest("#everybody");
  if (event.key === "/") event.preventDefault(), (target.closest(".pane") ?? document).querySelector(".composer textarea")?.focus();
  else if (event.key === "j" || (inList && event.key === "ArrowDown")) event.preventDefault(), step(1);
  else if (inList && event.key === "ArrowUp") event.preventDefault(), step(-1);
});
