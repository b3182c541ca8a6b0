// A field that is looked up while one types: suggestions by mouse and keyboard, what was chosen as chips.
import { all } from "./fields.js";

const PAUSE = 150;
const waiting = new WeakMap();
const drawnWith = new WeakMap();
const boxOf = (field) => field.querySelector("[role=combobox]");
const listOf = (field) => field.querySelector("[role=listbox]");
const chosenIn = (field) => all(".pill input", field).map((one) => one.value);
const heard = (words) => { document.getElementById("heard").textContent = words; };

function suggestionsFor(field, typed) {
  const form = field.closest("form");
  const person = new URL(form.action).pathname.split("/").slice(0, 3).join("/");
  const entry = form.querySelector("[name=entry]")?.value ?? "";
  return fetch(`${person}/suggestions?${new URLSearchParams({ entry, field: field.dataset.field, typed })}`)
    .then((answer) => (answer.ok ? answer.json() : []));
}

function close(field) {
  listOf(field).hidden = true;
  listOf(field).replaceChildren();
  boxOf(field).setAttribute("aria-expanded", "false");
  boxOf(field).removeAttribute("aria-activedescendant");
}

function mark(field, option) {
  all("[role=option]", field).forEach((one) => one.setAttribute("aria-selected", String(one === option)));
  boxOf(field).setAttribute("aria-activedescendant", option?.id ?? "");
  option?.scrollIntoView({ block: "nearest" });
}

// Below its box, or above it where there is more room; see the style sheet for why forms need it.
function place(field) {
  const list = listOf(field), box = boxOf(field).getBoundingClientRect();
  if (list.hidden || !field.closest(".modal")) return;
  const above = innerHeight - box.bottom < Math.min(list.scrollHeight, 232) && box.top > innerHeight - box.bottom;
  Object.assign(list.style, {
    left: `${box.left}px`, width: `${box.width}px`,
    top: above ? "auto" : `${box.bottom + 3}px`, bottom: above ? `${innerHeight - box.top + 3}px` : "auto",
  });
}
const placeAll = () => all(".lookup").forEach(place);
addEventListener("resize", placeAll);
document.addEventListener("scroll", (event) => { if (event.target.querySelector?.(".lookup")) placeAll(); }, true);

function show(field, found, none = "Nothing fits") {
  const list = listOf(field), taken = chosenIn(field);
  const offered = found.filter((one) => !taken.includes(one.value));
  list.replaceChildren(...offered.map(({ value, label }, place) => Object.assign(document.createElement("li"), {
    id: `${list.id}-${place}`, role: "option", dir: "auto", textContent: label,
  })));
  all("[role=option]", list).forEach((one, place) => { one.dataset.value = offered[place].value; });
  if (!offered.length) {
    list.append(Object.assign(document.createElement("li"), { className: "soft", textContent: none, role: "presentation" }));
  }
  list.hidden = false;
  place(field);
  boxOf(field).setAttribute("aria-expanded", "true");
  mark(field, list.querySelector("[role=option]"));
  heard(offered.length ? `${offered.length} suggestions` : none);
}

async function ask(field) {
  const typed = boxOf(field).value.trim();
  const { least = 1, most = Infinity } = boxOf(field).dataset;
  if (typed.length < Number(least)) return close(field);
  if (chosenIn(field).length >= Number(most)) return show(field, [], `No more than ${most} can be chosen`);
  const found = await suggestionsFor(field, typed).catch(() => []);
  // an older answer must not cover what was typed since
  if (!field.isConnected || boxOf(field).value.trim() !== typed || document.activeElement !== boxOf(field)) return;
  if (typed || found.length) show(field, found); else close(field);
}

function add(field, value, label) {
  if (chosenIn(field).includes(value)) return;
  const pill = Object.assign(document.createElement("span"), { className: "pill" });
  const words = Object.assign(document.createElement("bdi"), { textContent: label });
  const remove = Object.assign(document.createElement("button"), { type: "button", textContent: "×", ariaLabel: `Remove ${label}` });
  remove.dataset.removes = "";
  pill.append(Object.assign(document.createElement("input"), { type: "hidden", name: field.dataset.name, value }), words, remove);
  if (field.hasAttribute("data-single")) all(".pill", field).forEach((one) => one.remove());
  field.querySelector(".chips-chosen").append(pill);
}

function choose(field, option) {
  add(field, option.dataset.value, option.textContent);
  heard(`${option.textContent} chosen`);
  boxOf(field).value = "";
  close(field);
  boxOf(field).focus();
}

function remove(pill) {
  const field = pill.closest(".lookup");
  heard(`${pill.querySelector("bdi").textContent} removed`);
  pill.remove();
  boxOf(field).focus();
}

document.addEventListener("input", (event) => {
  const field = event.target.closest(".lookup");
  if (!field) return;
  clearTimeout(waiting.get(field));
  waiting.set(field, setTimeout(() => ask(field), PAUSE));
});

document.addEventListener("keydown", (event) => {
  const field = event.target.matches("[role=combobox]") ? event.target.closest(".lookup") : null;
  if (!field) return;
  const options = all("[role=option]", field);
  const at = options.findIndex((one) => one.getAttribute("aria-selected") === "true");
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    if (options.length) mark(field, options[(at + (event.key === "ArrowDown" ? 1 : options.length - 1)) % options.length]);
    else ask(field);
  } else if (event.key === "Enter" && !event.isComposing) {
    event.preventDefault();
    if (at >= 0) choose(field, options[at]);
  } else if (event.key === "Escape" && !listOf(field).hidden) {
    event.stopImmediatePropagation();
    close(field);
  } else if (event.key === "Backspace" && !event.target.value) {
    const last = all(".pill", field).at(-1);
    if (last) remove(last);
  }
}, true);

// Before the box loses the focus, or the list would be gone under the mouse.
document.addEventListener("mousedown", (event) => {
  const option = event.target.closest(".lookup [role=option]");
  if (!option) return;
  event.preventDefault();
  choose(option.closest(".lookup"), option);
});
document.addEventListener("click", (event) => {
  const button = event.target.closest(".lookup [data-removes]");
  if (button) remove(button.closest(".pill"));
  // What fits before anything is typed, for whoever looks into it; the focus alone comes by itself.
  const box = event.target.closest(".lookup [role=combobox]");
  if (box && !box.value) ask(box.closest(".lookup"));
});
document.addEventListener("focusout", (event) => {
  const field = event.target.closest(".lookup");
  if (field && !field.contains(event.relatedTarget)) close(field);
});

// What was chosen but not yet sent stays when the picture around it is drawn anew, unless the field itself has changed.
const keyOf = (field) => `${field.closest("form").querySelector("[name=entry]")?.value ?? ""}|${field.dataset.field}`;
export const lookedUp = (part) => new Map(all(".lookup", part).map((field) => [keyOf(field), {
  before: drawnWith.get(field), typed: boxOf(field).value,
  pills: all(".pill", field).map((pill) => [pill.querySelector("input").value, pill.querySelector("bdi").textContent]),
}]));

export function restoreLookedUp(part, kept) {
  for (const field of all(".lookup", part)) {
    const was = kept.get(keyOf(field));
    if (was) boxOf(field).value = was.typed;
    drawnWith.set(field, chosenIn(field).join());
    if (!was || was.before !== drawnWith.get(field)) continue;
    all(".pill", field).forEach((pill) => pill.remove());
    was.pills.forEach(([value, label]) => add(field, value, label));
  }
}

restoreLookedUp(document, new Map());
