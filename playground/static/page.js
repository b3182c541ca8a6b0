// Everything works without this file: it sends the page's own forms in the background, puts the fresh parts of the
// answer in place, and keeps what somebody was typing, where they stood and how far they had scrolled.
import { all, filterPeople, showChosen } from "./fields.js";
import "./keys.js";
import { lookedUp, restoreLookedUp } from "./search.js";

const here = () => location.pathname + location.search;
document.documentElement.classList.add("scripted");

// --- putting fresh parts in place ---

const keyOf = (field) => {
  const form = field.form;
  const entry = form?.querySelector("[name=entry]")?.value ?? "";
  return [form?.dataset.key ?? form?.getAttribute("action"), entry, field.name, /checkbox|radio/.test(field.type) ? field.value : ""].join("|");
};
const fieldsIn = (part) => all("input:not([type=hidden]), textarea, select", part).filter((field) => field.name);
const valueOf = (field) => (/checkbox|radio/.test(field.type) ? field.checked : field.value);
const defaultOf = (field) => {
  if (/checkbox|radio/.test(field.type)) return field.defaultChecked;
  if (field.tagName !== "SELECT") return field.defaultValue;
  return (all("option", field).find((option) => option.defaultSelected) ?? field.options[0])?.value;
};

function remembered(part) {
  const typed = new Map(fieldsIn(part).filter((field) => valueOf(field) !== defaultOf(field)).map((field) => [keyOf(field), valueOf(field)]));
  const scrolled = new Map(all("[data-scroll]", part).map((one) => [one.id, {
    top: one.scrollTop, atEnd: one.scrollHeight - one.scrollTop - one.clientHeight < 60,
  }]));
  const open = all("details[open]", part).map((one) => all("details", part).indexOf(one));
  const active = part.contains(document.activeElement) ? document.activeElement : null;
  const focus = active && {
    id: active.id, key: active.name && active.form ? keyOf(active) : "", press: active.name === "press" ? active.value : "",
    range: active.selectionStart === undefined ? null : [active.selectionStart, active.selectionEnd],
  };
  return { typed, scrolled, open, focus, lookedUp: lookedUp(part) };
}

function restore(part, kept, samePeople) {
  for (const field of fieldsIn(part)) {
    const value = kept.typed.get(keyOf(field));
    if (value === undefined) continue;
    if (typeof value === "boolean") field.checked = value; else field.value = value;
  }
  restoreLookedUp(part, kept.lookedUp);
  if (samePeople) kept.open.forEach((index) => { const one = all("details", part)[index]; if (one) one.open = true; });
  for (const one of all("[data-scroll]", part)) {
    const before = kept.scrolled.get(one.id);
    if (one.dataset.scroll === "end" && (!before || before.atEnd)) one.scrollTop = one.scrollHeight;
    else if (before) one.scrollTop = before.top;
  }
  if (!kept.focus) return;
  const found = (kept.focus.id && document.getElementById(kept.focus.id))
    || all("input, textarea, select, button", part).find((one) => one.name && one.form && keyOf(one) === kept.focus.key && (!kept.focus.press || one.value === kept.focus.press));
  if (found) {
    found.focus({ preventScroll: true });
    if (kept.focus.range && found.setSelectionRange && /text|search|url|tel/.test(found.type)) found.setSelectionRange(...kept.focus.range);
  }
}

let lastWrong = "";
// The fresh parts replace the old ones, so that a screen reader is told in words what the bot has just said.
function announce(old, part) {
  const before = new Set(all(".bots", old).map((line) => line.id));
  const heard = all(".bots", part).filter((line) => !before.has(line.id)).map((line) => line.querySelector(".drawn").textContent);
  if (before.size && heard.length) document.getElementById("heard").textContent = heard.join(" ").replace(/\s+/g, " ").trim();
}

function settle(part) {
  all(".several", part).forEach(showChosen);
  const modal = part.querySelector?.(".modal");
  for (const under of all(".composer, .bar")) under.inert = Boolean(under.closest(".app").querySelector(".veil"));
  // Whoever is writing in the other window keeps the focus.
  if (!modal || !(document.activeElement === document.body || modal.closest(".pane").contains(document.activeElement))) return;
  const fields = ":is(input:not([type=hidden]), select, textarea, summary)";
  const wrong = modal.id + all(".error", modal).map((one) => one.textContent).join("|");
  if (wrong !== lastWrong && modal.querySelector(`.wrong ${fields}`)) modal.querySelector(`.wrong ${fields}`).focus();
  else if (!modal.contains(document.activeElement)) {
    (modal.querySelector(`.inside ${fields}`) ?? modal.querySelector("[data-submit]"))?.focus({ preventScroll: true });
  }
  lastWrong = wrong;
}

function swap(fresh) {
  for (const part of all("[data-live]", fresh)) {
    const old = document.getElementById(part.id);
    if (!old || part.parentElement?.closest("[data-live]") || old.outerHTML === part.outerHTML) continue;
    const kept = remembered(old);
    const people = (one) => all("[data-person]", one).map((pane) => pane.dataset.person).join();
    const same = people(old) === people(part);
    const filling = old.querySelector(".modal")?.closest(".pane").dataset.person;
    old.replaceWith(document.adoptNode(part));
    restore(part, kept, same);
    if (same) announce(old, part);
    settle(part);
    const after = filling && document.activeElement === document.body ? paneOf(filling) : null;
    if (after && !after.querySelector(".modal")) after.querySelector(".composer textarea")?.focus({ preventScroll: true });
  }
  filterPeople();
}

async function load(address, options) {
  const answer = await fetch(address, options);
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  return { address: new URL(answer.url), fresh, good: answer.ok };
}

async function go(address, push = true) {
  const { fresh, address: at } = await load(address);
  if (push) history.pushState(null, "", at);
  document.getElementById("people")?.matches(":popover-open") && document.getElementById("people").hidePopover();
  swap(fresh);
  document.title = fresh.title;
  if (push) takeDraft();
}

function takeDraft() {
  const composer = document.querySelector(".pane:not(.beside) .composer textarea");
  if (!composer?.defaultValue) return;
  composer.value = composer.defaultValue;
  composer.focus();
  composer.setSelectionRange(composer.value.length, composer.value.length);
}

function say(words) {
  document.getElementById("said").replaceWith(Object.assign(document.createElement("p"), { id: "said", className: "said", role: "status", textContent: words }));
  document.getElementById("said").dataset.live = "";
}

// --- acting ---

let sending = 0;
async function send(form, button) {
  const body = new FormData(form, button);
  const address = button?.getAttribute("formaction") ?? form.getAttribute("action");
  if (form.matches(".composer")) form.reset(), form.querySelector("textarea").value = "";
  all("details.moment", form).forEach((one) => { one.open = false; });
  form.setAttribute("aria-busy", "true");
  sending += 1;
  try {
    const { address: at, fresh, good } = await load(address, { method: "POST", body: form.enctype === "multipart/form-data" ? body : new URLSearchParams(body) });
    if (!good) return location.assign(here());
    swap(fresh);
    at.searchParams.delete("said");
    if (at.pathname.startsWith("/people/")) history.replaceState(null, "", at);
  } catch {
    say("The playground does not answer. Is it still running?");
    if (form.matches(".composer")) form.querySelector("textarea").value = body.get("text") ?? "";
  } finally {
    sending -= 1;
    form.removeAttribute("aria-busy");
  }
}

document.addEventListener("submit", (event) => {
  if (event.target.method !== "post") return;
  event.preventDefault();
  if (event.target.id === "clock") event.target.dataset.moving = "";
  if (event.target.getAttribute("aria-busy")) return;
  if (event.submitter?.closest("[popover].confirm")) event.submitter.closest("[popover]").hidePopover();
  send(event.target, event.submitter);
});

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-go]");
  if (!link || event.metaKey || event.ctrlKey || event.shiftKey || event.button) return;
  event.preventDefault();
  go(link.href);
});

document.addEventListener("change", (event) => {
  if (event.target.matches("[data-attaches]") && event.target.files.length) event.target.form.requestSubmit(event.target.form.querySelector(".send"));
  if (event.target.matches("[data-submits]")) {
    const form = event.target.form;
    go(`${form.getAttribute("action")}?${new URLSearchParams([...new FormData(form)].filter(([, value]) => value))}`);
  }
  const chosen = event.target.closest(".chosen");
  if (chosen) chosen.closest("form").requestSubmit(chosen.querySelector("button"));
});

// --- what happens meanwhile ---

const paneOf = (person) => document.querySelector(`.pane[data-person="${CSS.escape(person)}"]`);
const waiting = new Set();
let turn = Promise.resolve();

// One at a time, so that an older picture never covers a newer one.
function refresh(person) {
  if (waiting.has(person) || !paneOf(person)?.offsetParent) return;
  waiting.add(person);
  turn = turn.then(() => draw(person)).catch(() => {});
}

async function draw(person) {
  waiting.delete(person);
  const pane = paneOf(person);
  if (!pane) return;
  const query = new URLSearchParams({ back: here(), tab: pane.dataset.tab });
  const { fresh, good } = await load(`/people/${encodeURIComponent(person)}/conversation?${query}`);
  if (!pane.isConnected) refresh(person);
  else if (good) swap(fresh);
}

const events = new EventSource("/events");
events.addEventListener("people", (event) => {
  for (const [person, unread] of Object.entries(JSON.parse(event.data))) {
    const shown = paneOf(person)?.offsetParent;
    const badge = document.querySelector(`#everybody [data-person="${CSS.escape(person)}"] .badge`);
    if (badge) {
      badge.textContent = unread;
      badge.hidden = !unread || Boolean(shown);
    }
    refresh(person);
  }
});
events.addEventListener("clock", (event) => {
  const { moving, fraction } = JSON.parse(event.data);
  document.getElementById("clock").toggleAttribute("data-moving", moving);
  document.getElementById("progress").value = fraction ?? 1;
  if (!moving && !sending) go(here(), false);
});
// Whatever happened before we were listening: since the page was drawn, or while the playground was restarted.
events.addEventListener("open", () => go(here(), false));
addEventListener("popstate", () => go(here(), false));

settle(document);
filterPeople();
all("[data-scroll=end]").forEach((one) => { one.scrollTop = one.scrollHeight; });
takeDraft();
