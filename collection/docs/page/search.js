
// Search in the requests: names before paths, scopes, fields and descriptions.
(() => {
  "use strict";
  const all = (selector, within = document) => Array.from(within.querySelectorAll(selector));

  // What people say and what the names of requests say: general English for what
  // any API does. A verb leads to others; where it has objects, requests about them
  // come first, since that is what one books, cancels or uploads.
  const verbs = [
    { said: "create add new make enter record register insert", means: "create add post register" },
    { said: "book schedule reserve", means: "create add post book schedule", objects: "appointment booking reservation meeting event" },
    { said: "cancel", means: "cancel delete remove", objects: "appointment booking reservation order subscription meeting event" },
    { said: "remove delete erase drop", means: "delete remove" },
    { said: "change edit update modify correct patch move reschedule", means: "update patch edit change modify replace" },
    { said: "replace overwrite", means: "replace put update" },
    { said: "find search list all show view see browse look lookup", means: "list search find get read" },
    { said: "get read fetch open", means: "get read list fetch" },
    { said: "upload attach send scan", means: "upload attach create add post send", objects: "document file attachment upload image" },
    { said: "download", means: "download get export", objects: "document file attachment" },
  ];
  // What people call a document.
  const nouns = [{ said: "file attachment pdf", means: "file document attachment" }];
  const little = new Set("a an the to of for in on my our me i we do how is are with and or from by at this that it its into".split(" "));

  // The stem of a word: appointments, scheduled and billing are what appointment,
  // schedule and bill are.
  const stem = (word) => {
    let w = word;
    if (w.length > 4 && w.endsWith("ies")) w = w.slice(0, -3) + "y";
    else if (/(?:s|x|z|ch|sh)es$/.test(w) && w.length > 4) w = w.slice(0, -2);
    else if (w.length > 3 && /[^sui]s$/.test(w)) w = w.slice(0, -1);
    if (w.length > 5 && w.endsWith("ing")) w = w.slice(0, -3);
    else if (w.length > 4 && w.endsWith("ed")) w = w.slice(0, -2);
    if (w.length > 4 && /([^aeiouls])\1$/.test(w)) w = w.slice(0, -1);
    if (w.length > 5 && w.endsWith("ll")) w = w.slice(0, -1);
    return w.length > 3 && w.endsWith("e") ? w.slice(0, -1) : w;
  };
  const wordsOf = (text) => text.toLowerCase().split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  const stems = (text) => wordsOf(text).map(stem);
  const stemsIn = (text) => new Set(stems(text));
  const senses = new Map();
  for (const { said, means, objects = "" } of [...verbs, ...nouns]) {
    for (const word of stems(said)) if (!senses.has(word)) senses.set(word, { means: stems(means), objects: stems(objects) });
  }

  // What is known of a request, in the order in which it counts. A folder's first
  // sentence says what its requests are about, the others what there is to know.
  const places = [["name", 100], ["path", 60], ["folder", 50], ["scope", 40], ["field", 25], ["about", 12], ["description", 8], ["notes", 6]];

  const halves = (text) => {
    const end = text.search(/\.(?:\s|$)/);
    return end < 0 ? [text, ""] : [text.slice(0, end), text.slice(end)];
  };

  const known = (element, scopes) => {
    const text = (selector) => all(selector, element).map((found) => found.textContent).join("\n");
    const folder = element.parentElement;
    const name = element.querySelector(".name").textContent;
    const description = text(".left > .prose");
    const bodies = text(".left pre");
    const inTables = text(".left > .prose td:first-child code, .left > .prose td:first-child");
    const fields = text(".left .row dt code") + "\n" + inTables + "\n" + Array.from(bodies.matchAll(/"([^"\\\n]+)"\s*:/g), (m) => m[1]).join("\n");
    const named = all(".facts a code", element).map((code) => code.textContent);
    const said = new Set(all(".left > .prose code", element).map((code) => code.textContent));
    const raw = {
      name,
      path: element.querySelector(".method").textContent + " " + element.querySelector(".path").textContent,
      folder: (folder.querySelector("h3") || { textContent: "" }).textContent,
      scope: named.concat(scopes.filter((scope) => said.has(scope))).join("\n"),
      field: fields,
      description: description + "\n" + text(".left .row .prose") + "\n" + text(".example > summary"),
    };
    [raw.about, raw.notes] = halves(all(":scope > .prose", folder).map((prose) => prose.textContent).join("\n"));
    const entry = { element, name, plain: wordsOf(name).join(" "), raw: {}, words: {}, lists: {} };
    for (const [place] of places) {
      entry.raw[place] = raw[place].toLowerCase();
      entry.words[place] = stemsIn(raw[place]);
      entry.lists[place] = Array.from(entry.words[place]);
    }
    entry.exact = new Set((raw.scope + "\n" + raw.field).toLowerCase().split("\n"));
    entry.size = wordsOf(name).filter((word) => !little.has(word)).length;
    return entry;
  };

  // How well a word fits a place: as a word, at the start of one, or within one.
  const within = 0.4;
  const fit = (entry, place, word, root) => {
    if (entry.words[place].has(root)) return 1;
    if (word.length > 1 && entry.lists[place].some((w) => w.startsWith(word) || root.length > 3 && w.startsWith(root))) return 0.8;
    return word.length > 3 && (place === "path" || place === "name" || place === "field") && entry.raw[place].includes(word) ? within : 0;
  };

  // The points that a word of the query gets, and where; 0 where it stands nowhere.
  const points = (entry, word) => {
    const root = stem(word);
    if (/[^\p{L}\p{N}]/u.test(word)) { // "scheduled_time", "patients:read", "/api/patients"
      if (entry.exact.has(word)) return [60, entry.words.scope.has(root) || entry.raw.scope.split("\n").includes(word) ? "scope" : "field", false];
      const place = places.find(([name]) => entry.raw[name].includes(word));
      return place ? [place[1] / 2, place[0], false] : [0, "", false];
    }
    let best = [0, "", false];
    for (const [place, weight] of places) {
      const degree = fit(entry, place, word, root);
      // "file" is no word of the name "Create a profile".
      if (weight * degree > best[0]) best = [weight * degree, place, place === "name" && degree > within];
    }
    const sense = senses.get(root);
    if (sense) {
      if (best[0] < 80 && sense.means.some((w) => entry.words.name.has(w))) best = [75 - 5 * sense.means.findIndex((w) => entry.words.name.has(w)), "name", true];
      if (best[0] > 0 && sense.objects.some((w) => entry.words.name.has(w))) best = [best[0] + 20 + (best[2] ? 10 : 0), best[1], best[2]];
    }
    return best;
  };

  const rank = (entry, words, query) => {
    let total = 0;
    let inName = 0;
    let where = "name";
    for (const word of words) {
      const [value, place, name] = points(entry, word);
      if (value === 0) return null;
      total += value;
      inName += name ? 1 : 0;
      if (!name) where = place;
      if (/[^\p{L}\p{N}]/u.test(word)) {
        const parts = stems(word);
        total += 15 * parts.filter((part) => entry.words.name.has(part)).length / parts.length;
      }
    }
    total /= words.length;
    if (inName === words.length) total += 40;
    total += 30 * Math.min(inName / Math.max(entry.size, 1), 1) - entry.size;
    if (entry.plain === query) total += 1000;
    return { entry, total, where };
  };

  const notes = { path: "in its path", folder: "in its folder’s name", scope: "in its scopes", field: "in its fields", description: "in its description", about: "in its folder’s description", notes: "in its folder’s description" };
  const most = 50; // results that are listed

  const entryOf = ({ entry, where }) => {
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = "#" + encodeURIComponent(entry.element.id);
    const method = entry.element.querySelector(".method").cloneNode(true);
    const name = document.createElement("span");
    name.textContent = entry.name;
    if (notes[where]) {
      const note = document.createElement("span");
      note.className = "note";
      note.textContent = notes[where];
      name.append(note);
    }
    link.append(method, " ", name);
    item.append(link);
    return item;
  };

  addEventListener("DOMContentLoaded", () => {
    const input = document.getElementById("search");
    if (!input) return;
    const found = document.getElementById("found");
    const results = document.getElementById("results");
    const contents = document.getElementById("contents");
    let entries = null;
    const search = () => {
      if (!entries) {
        const scopes = all("#scopes ~ .rows dt code").map((code) => code.textContent);
        entries = all("details.request").map((element) => known(element, scopes));
      }
      const typed = input.value.toLowerCase().split(/\s+/).map((word) => word.replace(/^[^\p{L}\p{N}/{:]+|[^\p{L}\p{N}/}]+$/gu, "")).filter(Boolean);
      const telling = typed.filter((word) => !little.has(word));
      const words = telling.length > 0 ? telling : typed;
      const query = wordsOf(input.value).join(" ");
      const hits = words.length === 0 ? [] : entries.map((entry) => rank(entry, words, query)).filter(Boolean).sort((a, b) => b.total - a.total);
      const shown = new Set(hits.map((hit) => hit.entry.element));
      for (const { element } of entries) element.classList.toggle("gone", words.length > 0 && !shown.has(element));
      for (const group of all(".group-of")) group.classList.toggle("gone", words.length > 0 && !group.querySelector(".request:not(.gone)"));
      results.replaceChildren(...hits.slice(0, most).map(entryOf));
      results.hidden = hits.length === 0;
      contents.classList.toggle("gone", words.length > 0);
      found.textContent = words.length === 0 ? "" : hits.length === 1 ? "1 request" : `${hits.length || "No"} requests` + (hits.length > most ? `, the first ${most} listed` : "");
      dispatchEvent(new Event("searched")); // other places are where one reads
    };
    const links = () => all("a", results);
    input.addEventListener("input", search);
    input.addEventListener("keydown", (event) => {
      if (event.key === "Escape") {
        input.value = "";
        search();
      }
      const first = links()[0];
      if (event.key === "Enter" && first) first.click();
      if (event.key === "ArrowDown" && first) {
        event.preventDefault();
        first.focus();
      }
    });
    results.addEventListener("keydown", (event) => {
      const list = links();
      const at = list.indexOf(document.activeElement);
      if (event.key === "Escape") input.focus();
      if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
      event.preventDefault();
      (event.key === "ArrowUp" ? list[at - 1] || input : list[at + 1] || list[at]).focus();
    });
    input.closest("[hidden]").hidden = false;
  });
})();
