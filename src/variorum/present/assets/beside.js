// Witnesses in parallel columns whose scrolling is linked by the entries that they share.
const columns = all(".witness", shelf);
let leading = null;

function shownColumns() {
  return columns.filter((column) => column.classList.contains("shown"));
}

function paintTabs() {
  for (const tab of all(".tabs .sign")) {
    const on = byId(tab.hash.slice(1)).classList.contains("shown");
    tab.classList.toggle("here", on);
    tab.setAttribute("aria-pressed", String(on));
    tab.setAttribute("role", "button");
  }
}

function toggleColumn(column) {
  column.classList.toggle("shown");
  if (!shownColumns().length) column.classList.add("shown");
  paintTabs();
}

// Beside one another the articles are all there is: for people who listen, too.
const spoken = document.createElement("h1");
spoken.className = "sr";
spoken.textContent = "Articles side by side";
function asMain(on) {
  shelf.setAttribute("role", on ? "main" : "complementary");
  if (on) shelf.prepend(spoken);
  else spoken.remove();
}

function enterBeside(chosen) {
  const some = chosen.length ? chosen : columns.slice(0, wide.matches ? 3 : 2);
  for (const column of columns) column.classList.toggle("shown", some.includes(column));
  root.classList.add("beside");
  asMain(true);
  byId("v-beside").setAttribute("aria-pressed", "true");
  paintTabs();
  window.scrollTo(0, 0);
}

function leaveBeside() {
  root.classList.remove("beside");
  asMain(false);
  byId("v-beside").setAttribute("aria-pressed", "false");
  for (const tab of all(".tabs .sign")) {
    tab.classList.remove("here");
    tab.removeAttribute("aria-pressed");
    tab.removeAttribute("role");
  }
}

// The witnesses of an entry, each at its reading of it.
function compareEntry(entry) {
  const ids = readingsOf(entry);
  const chosen = [...new Set(ids.map((id) => byId(id).closest(".witness")))];
  if (!chosen.length) return;
  enterBeside(chosen);
  alignTo(entry.id);
}

function alignTo(entry, from = null) {
  leading = null;
  unlight();
  for (const column of shownColumns()) {
    const words = all(`[data-e="${entry}"]`, column);
    if (!words.length) continue;
    for (const word of words) {
      unfold(word);
      light(word.id || word.dataset.of, { flash: word === words[0] });
    }
    if (!from || !column.contains(from)) bring(exactOf(words[0].id)[0] || words[0], 0.33);
  }
}

// Heights at which the same entry stands in two columns, both rising.
function pairs(a, b) {
  const at = (column, element) => element.getBoundingClientRect().top - column.getBoundingClientRect().top + column.scrollTop;
  const first = new Map();
  for (const words of all("[data-e]", b)) if (!first.has(words.dataset.e)) first.set(words.dataset.e, words);
  const found = [[0, 0]];
  for (const words of all("[data-e]", a)) {
    const other = first.get(words.dataset.e);
    if (!other) continue;
    const pair = [at(a, words), at(b, other)];
    const last = found[found.length - 1];
    if (pair[0] > last[0] && pair[1] > last[1]) found.push(pair);
  }
  found.push([a.scrollHeight, b.scrollHeight]);
  return found;
}

function across(height, found) {
  for (let i = 1; i < found.length; i += 1) {
    const [x0, y0] = found[i - 1];
    const [x1, y1] = found[i];
    if (height <= x1) return y0 + ((height - x0) * (y1 - y0)) / Math.max(1, x1 - x0);
  }
  return found[found.length - 1][1];
}

let waiting = false;
function linkScroll(event) {
  if (!root.classList.contains("beside") || event.target !== leading || waiting) return;
  waiting = true;
  requestAnimationFrame(() => {
    waiting = false;
    if (!leading) return;
    const line = leading.clientHeight * 0.33;
    for (const column of shownColumns()) {
      if (column !== leading) column.scrollTop = across(leading.scrollTop + line, pairs(leading, column)) - line;
    }
  });
}

for (const column of columns) {
  for (const name of ["wheel", "touchstart", "pointerdown", "keydown"]) {
    column.addEventListener(name, () => { leading = column; }, { passive: true });
  }
  column.addEventListener("scroll", linkScroll, { passive: true });
}
byId("v-beside").addEventListener("click", () => {
  if (root.classList.contains("beside")) leaveBeside();
  else enterBeside([]);
});
byId("v-close").addEventListener("click", leaveBeside);
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-beside]");
  if (button) compareEntry(byId(button.dataset.beside));
});
