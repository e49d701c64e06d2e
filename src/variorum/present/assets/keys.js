// The keyboard; the sheet behind "?" says the same.
const help = byId("v-help");
let step = -1;

function currentEntry() {
  return document.querySelector(".entry.current");
}

function visibleEntries() {
  return entries().filter((entry) => !entry.hidden && entry.offsetParent !== null);
}

function moveEntry(by) {
  const list = visibleEntries();
  if (!list.length) return;
  const at = list.indexOf(currentEntry());
  const next = list[at < 0 ? 0 : Math.min(list.length - 1, Math.max(0, at + by))];
  step = -1;
  go(next.id);
  next.tabIndex = -1;
  next.focus({ preventScroll: true });
}

function moveReading(by) {
  const entry = currentEntry();
  if (!entry) return moveEntry(1);
  const ids = readingsOf(entry);
  if (!ids.length) return undefined;
  step = (step + by + ids.length) % ids.length;
  offerBack(entry);
  go(ids[step]);
  return undefined;
}

function back() {
  const entry = currentEntry();
  if (entry) go(entry.id);
}

function escape() {
  if (help.open) help.close();
  else if (!panel.hidden) toggleFilters(false);
  else if (root.classList.contains("beside")) {
    leaveBeside();
    back();
  } else if (filtering()) resetFilters();
  else {
    unlight();
    clear("current");
    offerBack(null);
  }
}

const KEYS = {
  j: () => moveEntry(1),
  k: () => moveEntry(-1),
  n: () => moveReading(1),
  p: () => moveReading(-1),
  o: () => { step = -1; moveReading(1); },
  b: back,
  s: () => (root.classList.contains("beside") ? leaveBeside() : currentEntry() ? compareEntry(currentEntry()) : enterBeside([])),
  c: () => {
    const ids = currentEntry() ? readingsOf(currentEntry()) : [];
    if (ids.length) copyReading(ids[Math.max(0, step)]);
  },
  f: () => toggleFilters(),
  "/": () => search.focus(),
  "?": () => help.showModal(),
};

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    if (event.target === search) {
      search.blur();
      search.value = "";
      applyFilters();
    } else if (!help.open) escape();
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || help.open) return;
  if (event.target.closest("input, select, textarea")) return;
  if (event.key === " " && event.target.matches("a[role='button']")) {
    event.preventDefault();
    event.target.click();
    return;
  }
  const act = KEYS[event.key];
  if (!act) return;
  event.preventDefault();
  act();
});
byId("v-help-button").addEventListener("click", () => help.showModal());
if (location.hash) show(decodeURIComponent(location.hash.slice(1)));
