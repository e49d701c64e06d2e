// Going from a reading to its words, from words to their entry, and back.
let handled = "";

function clear(name) {
  for (const element of all(`.${name}`)) element.classList.remove(name);
}

function light(id, { flash = true } = {}) {
  for (const element of piecesOf(id)) element.classList.add("lit");
  const exact = exactOf(id);
  for (const element of exact.length ? exact : piecesOf(id)) {
    element.classList.add("lit-exact");
    if (!flash) continue;
    element.classList.remove("flash");
    void element.offsetWidth;
    element.classList.add("flash");
  }
}

function unlight() {
  for (const name of ["lit", "lit-exact", "flash"]) clear(name);
}

// What scrolls around an element: a column, the shelf, or the window (null).
function scroller(element) {
  if (root.classList.contains("beside")) return element.closest(".witness");
  return wide.matches && shelf.contains(element) ? shelf : null;
}

// Bring an element into its own scroller and move nothing else.
function bring(element, place = 0.38) {
  const box = element.getBoundingClientRect();
  const around = scroller(element);
  if (!around) {
    const target = window.scrollY + box.top - Math.max(70, (window.innerHeight - box.height) * place);
    window.scrollTo({ top: target });
    return;
  }
  const frame = around.getBoundingClientRect();
  around.scrollTop += box.top - frame.top - Math.max(60, (frame.height - box.height) * place);
}

function here(article) {
  if (root.classList.contains("beside")) return;
  for (const tab of all(".tabs .sign")) tab.classList.toggle("here", tab.hash === `#${article.id}`);
}

function showWords(element) {
  unlight();
  light(element.id);
  bring(exactOf(element.id)[0] || element);
  here(element.closest(".witness"));
}

function showEntry(entry) {
  if (entry.hidden && typeof resetFilters === "function") resetFilters();
  if (root.classList.contains("beside")) leaveBeside();
  clear("current");
  entry.classList.add("current");
  const top = entry.getBoundingClientRect().top;
  if (top < 60 || top > window.innerHeight * 0.6) {
    window.scrollTo({ top: window.scrollY + top - 70 });
  }
}

// Show the place of that name; false when there is none.
function show(id) {
  const element = byId(id);
  if (!element) return false;
  unfold(element);
  if (element.matches(ENTRY)) showEntry(element);
  else if (element.matches(".witness")) {
    if (root.classList.contains("beside") && !element.classList.contains("shown")) toggleColumn(element);
    bring(element, 0);
    here(element);
  } else if (shelf.contains(element) && element !== shelf) showWords(element);
  else if (element === shelf || element === edition) element.scrollIntoView();
  else {
    if (root.classList.contains("beside")) leaveBeside();
    bring(element, 0);
  }
  return true;
}

// Go there as a link would, but without moving the other side of the desk.
function go(id) {
  const left = window.scrollY;
  const inner = shelf.scrollTop;
  handled = id;
  if (location.hash.slice(1) !== id) location.hash = id;
  window.scrollTo({ top: left, behavior: "instant" });
  if (wide.matches) shelf.scrollTop = inner;
  return show(id);
}

function offerBack(entry) {
  const back = byId("v-back");
  back.hidden = !entry;
  if (!entry) return;
  back.hash = entry.id;
  back.textContent = `↩ entry ${numberOf(entry)}`;
}

function follow(event) {
  const link = event.target.closest("a[href^='#']");
  if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey) return;
  const id = decodeURIComponent(link.getAttribute("href").slice(1)); // a link in a drawing has no hash
  if (!byId(id) || link.closest("dialog")) return;
  event.preventDefault();
  const entry = link.closest(ENTRY);
  if (entry && shelf.contains(byId(id))) {
    clear("current");
    entry.classList.add("current");
    offerBack(entry);
  }
  if (link.closest(".tabs") && root.classList.contains("beside")) {
    toggleColumn(byId(id));
    return;
  }
  go(id);
}

// A click on marked words opens their entry and lights all its readings.
function openWords(event) {
  if (event.target.closest("a, summary, button") || String(getSelection())) return;
  const words = event.target.closest("[data-e]");
  const entry = words && byId(words.dataset.e);
  if (!entry) return;
  const id = words.id || words.dataset.of;
  if (!entry.matches(ENTRY)) {
    go(entry.id);
    unlight();
    light(id);
    return;
  }
  if (root.classList.contains("beside")) {
    alignTo(entry.id, words);
    return;
  }
  offerBack(null);
  go(entry.id);
  unlight();
  for (const reading of readingsOf(entry)) light(reading, { flash: false });
  light(id);
  say(`Entry ${numberOf(entry)}`);
}

function citation(id, article) {
  const data = article.dataset;
  const words = piecesOf(id).map((piece) => piece.textContent).join(" ");
  const parts = [data.outlet, data.title && `“${data.title}”`, data.when + (data.basis ? ` (${data.basis})` : "")];
  const link = document.querySelector(`.readings a.words[href="#${id}"], .single a.words[href="#${id}"]`);
  const item = link && link.closest("[data-at]");
  const where = item && item.dataset.at;
  parts.push(data.url, where && `characters ${where}`, data.sha && `sha256 ${data.sha.slice(0, 12)}`);
  const address = location.protocol === "file:" ? `#${id}` : `${location.href.split("#")[0]}#${id}`;
  return `${words}\n— ${parts.filter(Boolean).join(", ")}. ${address}`;
}

async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = document.createElement("textarea");
    area.value = text;
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
  }
}

async function copyReading(id, button) {
  const words = byId(id);
  if (!words) return;
  const done = await copyText(citation(id, words.closest(".witness")));
  say(done ? "Copied with its citation" : "The browser did not allow copying");
  if (!button) return;
  button.textContent = done ? "copied" : "not allowed";
  setTimeout(() => (button.textContent = "copy"), 1600);
}

// Keep the tab of the article being read marked.
let ticking = false;
function markHere() {
  if (ticking || root.classList.contains("beside")) return;
  ticking = true;
  requestAnimationFrame(() => {
    ticking = false;
    const line = wide.matches ? shelf.getBoundingClientRect().top + shelf.clientHeight * 0.4 : window.innerHeight * 0.4;
    const reached = all(".witness", shelf).filter((article) => article.getBoundingClientRect().top <= line);
    if (reached.length) here(reached[reached.length - 1]);
  });
}

shelf.addEventListener("scroll", markHere, { passive: true });
document.addEventListener("click", follow);
shelf.addEventListener("click", openWords);
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-copy]");
  if (button) copyReading(button.dataset.copy, button);
});
window.addEventListener("hashchange", () => {
  const id = decodeURIComponent(location.hash.slice(1));
  if (id && id !== handled) show(id);
  handled = "";
});
window.addEventListener("beforeprint", () => {
  for (const fold of all("main details, .entry details")) if (!fold.closest(".meta")) fold.open = true;
});
