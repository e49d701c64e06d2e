// What all parts use.  The page reads without any of this: every link is a plain anchor.
const root = document.documentElement;
const byId = (id) => document.getElementById(id);
const all = (selector, inside = document) => Array.from(inside.querySelectorAll(selector));
const wide = window.matchMedia("(min-width: 60rem)");
const shelf = byId("v-articles");
const edition = byId("v-edition");


// What a link leads to is told by its name; the style sheet reads it so, and the rest of the scripts by these classes.
for (const line of all(".readings > li > div")) line.classList.add("meta");
for (const sign of all("main :not(svg) > a[href^='#w-']")) sign.classList.add("sign");
for (const words of all(":is(.readings, .single, .evidence, .ledger, .figure-list) a:is([href^='#r-'], [href^='#s-']):not(.sign)")) words.classList.add("words");

// A marked passage is named for its reading, and that for its entry: "r-...-place" for "e-...".
for (const words of all('.text [id^="r-"], .text [data-of^="r-"]', shelf)) {
  words.classList.add("r");
  words.dataset.e = (words.id || words.dataset.of).replace(/-[^-]*$/, "").replace(/^r/, "e");
}

// Tell people who listen what happened.
function say(text) {
  byId("v-live").textContent = text;
}

// Open every fold around an element.
function unfold(element) {
  for (let fold = element.closest("details"); fold; fold = fold.parentElement.closest("details")) {
    if (fold !== element) fold.open = true;
  }
  if (element.matches("details")) element.open = true;
}

const ENTRY = ".entry";

function entries() {
  return all(ENTRY);
}

function numberOf(entry) {
  return Number(entry.querySelector(".number").textContent);
}

function witnessesOf(entry) {
  if (!entry.matches(ENTRY)) return [byId(entry.hash.slice(1)).closest(".witness").id];
  return (entry.dataset.w || entry.querySelector("a.sign").hash.slice(1)).split(" ");
}

function publishedOf(entry) {
  return witnessesOf(entry).map((id) => byId(id).dataset.date || "9999").sort()[0];
}

function readingsOf(entry) {
  return all("a.words, .also a.sign", entry)
    .map((link) => link.hash.slice(1))
    .filter((id) => byId(id));
}

// All pieces of marked words: a passage that crosses another is in several.
const further = new Map();
for (const piece of all("[data-of]", shelf)) further.set(piece.dataset.of, [...(further.get(piece.dataset.of) || []), piece]);
function piecesOf(id) {
  const first = byId(id);
  return first ? [first, ...(further.get(id) || [])] : [];
}

// The exact words of a reading: they say whose they are, unless they simply stand in its passage.
function exactOf(id) {
  const inside = piecesOf(id).flatMap((piece) => all(".c:not([data-c])", piece).filter((words) => words.closest(".r") === piece));
  return inside.concat(all(`[data-c~="${id}"]`, shelf));
}

// A passage that perhaps has an entry in other words: its own words are shown beside the sign that leads to it.
const ENOUGH = 90;
for (const link of all(".absences a")) {
  const whole = piecesOf(link.hash.slice(1)).map((piece) => piece.textContent).join(" ").replace(/\s+/g, " ");
  const sign = document.createElement("b");
  const words = document.createElement("bdi");
  sign.textContent = link.textContent;
  words.textContent = whole.length > ENOUGH ? `${whole.slice(0, ENOUGH).replace(/\s\S*$/, "")}…` : whole;
  link.className = "words";
  link.replaceChildren(sign, " ", words);
}

// A reason stands once on the page; here it opens where it is asked for.
for (const link of all("main a[href^='#v-y']")) {
  const why = document.createElement("details");
  const summary = document.createElement("summary");
  summary.textContent = "why";
  why.append(summary, " ", ...byId(link.hash.slice(1)).cloneNode(true).childNodes);
  link.replaceWith(why);
}

// Controls that only a script can serve are made by it.
function button(label, name, value, spoken) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = name;
  made.dataset[name] = value;
  made.textContent = label;
  if (spoken) made.setAttribute("aria-label", spoken);
  return made;
}

for (const item of all(".readings > li, .single")) {
  const sign = item.querySelector(".sign").textContent;
  const meta = item.querySelector(".meta");
  const copy = button("copy", "copy", item.querySelector("a.words").hash.slice(1), `copy this reading of ${sign} with its citation`);
  meta.insertBefore(copy, meta.querySelector("details"));
  copy.before(" ");
  copy.after(" ");
}
for (const entry of entries()) {
  if (witnessesOf(entry).length < 2) continue;
  entry.querySelector(".tags").append(" ", button("side by side", "beside", entry.id, `side by side, entry ${numberOf(entry)}`));
}

const names = new Map(all(".tabs .sign").map((tab) => [tab.hash, tab.title]));
for (const sign of all("main a.sign")) sign.title = names.get(sign.hash) || "";

for (const ref of all("a[data-n]", shelf)) ref.setAttribute("aria-label", `entry ${ref.dataset.n}`);
