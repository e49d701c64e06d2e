// Filters, search and order of the entries.
const search = byId("v-search");
const panel = byId("v-filters");
const selects = all("[data-filter]");
const haystacks = new Map();

// Entries that stand under their number alone: their words are in the articles.
const numbered = all(".numbers a");

function wordsOf(entry) {
  return entry.matches(ENTRY) ? entry.textContent : piecesOf(entry.hash.slice(1)).map((piece) => piece.textContent).join(" ");
}

function haystack(entry) {
  if (!haystacks.has(entry)) haystacks.set(entry, wordsOf(entry).toLocaleLowerCase());
  return haystacks.get(entry);
}

function holds(entry, name, wanted) {
  if (!wanted) return true;
  const value = entry.dataset[name] || (name === "kind" ? "statement" : "");
  if (name === "w") return witnessesOf(entry).includes(wanted);
  if (name === "speaker" && !value) return (entry.querySelector(".who") || entry).textContent === wanted;
  return value.split(" ").includes(name === "speaker" ? String(selects[1].selectedIndex) : wanted);
}

function filtering() {
  return Boolean(search.value.trim()) || selects.some((select) => select.value);
}

function applyFilters() {
  const words = search.value.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  const chosen = selects.map((select) => [select.dataset.filter, select.value]);
  const everything = entries().concat(numbered);
  let shown = 0;
  for (const entry of everything) {
    const fits = chosen.every(([name, value]) => holds(entry, name, value)) && words.every((w) => haystack(entry).includes(w));
    entry.hidden = !fits;
    shown += fits;
  }
  for (const line of all(".numbers")) line.hidden = !line.querySelector("a:not([hidden])");
  for (const fold of all("details.alone")) {
    const some = fold.querySelector(".entry:not([hidden]), .numbers:not([hidden])");
    fold.hidden = !some;
    if (filtering() && some) fold.open = true;
  }
  for (const fold of all("details.edition")) {
    if (filtering() && fold.querySelector(".entry:not([hidden]), .numbers:not([hidden])")) fold.open = true;
  }
  for (const row of all("tr[data-entry]")) {
    const entry = byId(row.dataset.entry);
    row.hidden = Boolean(entry && entry.hidden);
  }
  const total = everything.length;
  byId("v-count").textContent = shown === total ? `${total} ${total === 1 ? "entry" : "entries"}` : `${shown} of ${total}`;
  byId("v-filter-button").classList.toggle("active", selects.some((select) => select.value));
  mark(words);
}

// Mark the words searched for, without touching the text.
function mark(words) {
  if (!("highlights" in CSS)) return;
  CSS.highlights.delete("hit");
  if (!words.length) return;
  const ranges = [];
  for (const entry of entries()) {
    if (entry.hidden) continue;
    const walker = document.createTreeWalker(entry, NodeFilter.SHOW_TEXT);
    while (walker.nextNode() && ranges.length < 2000) ranges.push(...hits(walker.currentNode, words));
  }
  CSS.highlights.set("hit", new Highlight(...ranges));
}

function hits(node, words) {
  const text = node.data.toLocaleLowerCase();
  const found = [];
  if (text.length !== node.data.length) return found;
  for (const word of words) {
    for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
      const range = new Range();
      range.setStart(node, at);
      range.setEnd(node, at + word.length);
      found.push(range);
    }
  }
  return found;
}

function resetFilters() {
  search.value = "";
  for (const select of selects) select.value = "";
  applyFilters();
}

// The place of an entry's base reading: article, then position in it.
function textOrder(entry) {
  const base = entry.querySelector("a.words");
  const words = base && byId(base.hash.slice(1));
  return words ? textOrder.places.get(words) ?? Infinity : Infinity;
}

function sortEntries() {
  const order = byId("v-sort").value;
  textOrder.places = new Map(all("[data-e]", shelf).map((words, place) => [words, place]));
  const key = { n: (e) => numberOf(e), text: textOrder, when: (e) => publishedOf(e) }[order];
  for (const list of all(".entries")) {
    const keyed = all(":scope > article", list).map((entry) => [key(entry), numberOf(entry), entry]);
    keyed.sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : a[1] - b[1]));
    list.append(...keyed.map((item) => item[2]));
  }
}

function toggleFilters(open = panel.hidden) {
  panel.hidden = !open;
  byId("v-filter-button").setAttribute("aria-expanded", String(open));
  if (open) selects[0].focus();
}

search.addEventListener("input", applyFilters);
for (const select of selects) select.addEventListener("change", () => { applyFilters(); say(byId("v-count").textContent); });
byId("v-sort").addEventListener("change", sortEntries);
byId("v-reset").addEventListener("click", resetFilters);
byId("v-filter-button").addEventListener("click", () => toggleFilters());
applyFilters();
