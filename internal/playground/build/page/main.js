// What the page's buttons do.
const entries = new Map(); // by ID
const text = { id: -1, file: "", text: "" }; // that is shown
let last = { findings: [], why: {} }; // report
let page = null; // the documentation, as bytes
let pageAddress; // that is in the frame

const say = (message) => { at("status").textContent = message; };

// job runs what a button asks for, one after the other, and says what went wrong.
let queue = Promise.resolve();
function job(doing, run) {
  const one = queue.then(async () => {
    at("problem").hidden = true;
    say(doing + " …");
    document.body.setAttribute("aria-busy", "true");
    try {
      await run();
    } catch (error) {
      at("problem").textContent = visible(error.message);
      at("problem").hidden = false;
      say("");
    }
    document.body.removeAttribute("aria-busy");
  });
  queue = one;
  return one;
}

const bytesOf = (string) => new TextEncoder().encode(string);
const chosen = () => Number(at("entry").value);
const choice = () => ({ profile: at("profile").value, environment: Number(at("environment").value) });

function options(select, list, value) {
  select.replaceChildren(...list.map(([id, name]) => element("option", { value: String(id) }, visible(name))));
  select.value = list.some(([id]) => String(id) === String(value)) ? String(value) : String(list.length > 0 ? list[0][0] : "");
}

function listEntries(id) {
  const all = [...entries.values()];
  options(at("entry"), all.map((e) => [e.id, e.name + " (" + e.kind + ")"]), id);
  const environments = all.filter((e) => e.kind === "environment" || e.kind === "v3 environment");
  options(at("environment"), [[-1, "none"], ...environments.map((e) => [e.id, e.name])], at("environment").value);
  options(at("older"), [[-1, "choose one"], ...all.map((e) => [e.id, e.name])], at("older").value);
}

// showText shows a file of the entry, with its findings.
async function showText(file) {
  const { bytes } = await engine.ask("text", { id: chosen(), file });
  text.id = chosen();
  text.file = file;
  text.text = decoder.decode(bytes);
  at("file").value = file;
  at("text").setAttribute("aria-label", "Text of " + visible(file));
  view.show(text.text, last.findings.filter((f) => f.path === file));
  if (document.activeElement !== at("editor")) at("editor").value = text.text;
}

// check lints the entry, and shows what is found.
async function check() {
  const began = performance.now();
  last = await engine.ask("report", { id: chosen(), choice: choice() });
  entries.set(last.entry.id, last.entry);
  const { files, kind, undo } = last.entry;
  const before = at("file").value;
  options(at("file"), files.map((f) => [f, f]), before);
  at("file").disabled = files.length < 2;
  at("undo").disabled = !undo;
  const v3 = kind.startsWith("v3");
  at("format").disabled = kind === "unknown";
  at("convert").disabled = kind === "unknown";
  at("convert").textContent = "Convert to " + (v3 ? "v2.1" : "v3");
  at("lost").hidden = true;
  findings.show(last);
  await showText(at("file").value);
  say(count(last.findings.length, "finding") + " in " + visible(last.entry.name));
  document.documentElement.dataset.took = Math.round(performance.now() - began);
  page = null;
}

// refresh shows the entry anew, in whichever view is open.
async function refresh() {
  await check();
  if (at("tab-docs").getAttribute("aria-selected") === "true") await showPage();
  if (at("tab-changes").getAttribute("aria-selected") === "true") await compare();
}

async function open(files) {
  const opened = await engine.ask("open", {}, files);
  for (const entry of opened.entries) entries.set(entry.id, entry);
  if (opened.entries.length === 0) throw new Error("There is no Postman file among " + count(opened.left.length, "file") + ".");
  const first = opened.entries.find((e) => e.kind.endsWith("collection")) || opened.entries[0];
  listEntries(first.id);
  at("work").hidden = false;
  document.body.classList.add("opened");
  await refresh();
  if (opened.left.length > 0) say(at("status").textContent + "; left out " + count(opened.left.length, "other file"));
}

async function change(command, argument, said) {
  const before = last.findings.length;
  let n = 0, failed;
  try {
    n = (await engine.ask(command, { id: chosen(), choice: choice(), ...argument })).count;
  } catch (error) {
    failed = error; // a part may have been done
  }
  await refresh();
  if (failed) throw failed;
  say(said(n) + ": " + count(last.findings.length, "finding") + " left of " + before);
}

// convert adds the entry in the other format, and says what was lost.
async function convert() {
  const { entry, losses } = await engine.ask("convert", { id: chosen() });
  entries.set(entry.id, entry);
  listEntries(entry.id);
  await refresh();
  at("lost").hidden = losses.length === 0;
  at("lost").firstElementChild.textContent = count(losses.length, "part") + " of the collection lost, for which " + (entry.kind.startsWith("v3") ? "v3" : "v2.1") + " has no place:";
  at("lost").lastElementChild.replaceChildren(...losses.slice(0, 500).map((text) => element("li", {}, visible(text))));
  say("Converted into " + visible(entry.name));
}

async function compare() {
  const other = Number(at("older").value);
  at("changed").replaceChildren();
  at("summary").textContent = other < 0 ? "Open a second file, and choose the older of the two." : "";
  if (other >= 0) showChanges(await engine.ask("diff", { id: chosen(), other }));
}

async function showPage() {
  at("frame").replaceChildren();
  at("download-page").disabled = true;
  at("hidden-secrets").textContent = "";
  const { hidden, bytes } = await engine.ask("docs", { id: chosen(), choice: choice() });
  page = bytes;
  // Its scripts run, without this page's origin: they reach neither this page nor
  // anything else, which the policies of both forbid.
  URL.revokeObjectURL(pageAddress);
  pageAddress = URL.createObjectURL(new Blob([bytes], { type: "text/html" }));
  const frame = element("iframe", { title: "Documentation of " + visible(last.entry.name), sandbox: "allow-scripts", src: pageAddress });
  await new Promise((resolve) => { frame.onload = resolve; at("frame").append(frame); });
  at("download-page").disabled = false;
  if (hidden > 0) at("hidden-secrets").textContent = count(hidden, "secret") + " in the collection not shown";
}

function save(name, bytes, type) {
  const address = URL.createObjectURL(new Blob([bytes], { type }));
  const link = element("a", { href: address, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}

// tabs: the arrow keys go from one to the next.
const tabs = ["findings", "changes", "docs"];
function select(name, focus) {
  for (const one of tabs) {
    at(one).hidden = one !== name;
    at("tab-" + one).setAttribute("aria-selected", String(one === name));
    at("tab-" + one).tabIndex = one === name ? 0 : -1;
  }
  if (focus) at("tab-" + name).focus();
  if (name === "docs" && page === null) job("Writing the documentation", async () => { await showPage(); say("Documentation of " + visible(last.entry.name)); });
  if (name === "changes") job("Comparing", async () => { await compare(); say(""); });
}
for (const [i, name] of tabs.entries()) {
  at("tab-" + name).addEventListener("click", () => select(name));
  at("tab-" + name).addEventListener("keydown", (event) => {
    const move = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (move) select(tabs[(i + move + tabs.length) % tabs.length], true);
  });
}

findings.connect({
  async go(finding, there) {
    if (finding.path !== text.file) await showText(finding.path);
    view.go(finding);
    if (there) at("text").focus();
  },
  fix: (index) => job("Fixing", () => change("fix", { index }, () => "Fixed")),
});
at("fix-all").addEventListener("click", () => job("Fixing", () => change("fix all", {}, (n) => "Fixed " + n)));
at("fix-rule").addEventListener("click", () => job("Fixing", () => change("fix all", { rule: at("rule").value }, (n) => "Fixed " + n)));
at("format").addEventListener("click", () => job("Formatting", () => change("format", {}, () => "Formatted")));
at("convert").addEventListener("click", () => job("Converting", convert));
at("undo").addEventListener("click", () => job("Taking the last change back", () => change("undo", {}, () => "Taken back")));
at("download").addEventListener("click", () => job("Downloading", async () => {
  const { name, bytes } = await engine.ask("download", { id: chosen() });
  save(name, bytes, name.endsWith(".zip") ? "application/zip" : "application/json");
  say("Downloaded " + visible(name));
}));
at("download-page").addEventListener("click", () => save("documentation.html", page, "text/html"));
for (const id of ["entry", "profile", "environment"]) at(id).addEventListener("change", () => job("Checking", refresh));
at("file").addEventListener("change", () => job("Reading", () => showText(at("file").value)));
at("older").addEventListener("change", () => job("Comparing", async () => { await compare(); say(""); }));

// Editing: the text is checked when typing pauses.
let typed;
at("edit").addEventListener("click", () => {
  const on = at("edit").getAttribute("aria-pressed") !== "true";
  at("edit").setAttribute("aria-pressed", String(on));
  at("text").hidden = on;
  at("editor").hidden = !on;
  if (on) {
    at("editor").value = text.text;
    at("editor").focus();
  } else {
    view.show(text.text, last.findings.filter((f) => f.path === text.file));
  }
});
at("editor").addEventListener("input", () => {
  clearTimeout(typed);
  typed = setTimeout(() => job("Checking", async () => {
    const bytes = bytesOf(at("editor").value);
    await engine.ask("set", { id: text.id, file: text.file }, [{ path: text.file, bytes }]);
    await check();
  }), 300);
});

// Opening: buttons, dropping, pasting.
const read = async (file, path) => ({ path: path || file.name, bytes: new Uint8Array(await file.arrayBuffer()) });
async function readAll(list, path = (file) => file.webkitRelativePath || file.name) {
  const all = [];
  for (const file of list) {
    if (/(^|\/)(node_modules|\.git)\//.test(path(file))) continue;
    all.push(await read(file, path(file)));
  }
  return all;
}
for (const id of ["files", "folder"]) {
  at("open-" + id).addEventListener("click", () => at(id).click());
  at(id).addEventListener("change", () => job("Reading", async () => {
    const files = await readAll(at(id).files);
    at(id).value = "";
    if (files.length > 0) await open(files);
  }));
}
at("open-sample").addEventListener("click", () => job("Reading", () => open([{ path: "example.postman_collection.json", bytes: bytesOf(sample) }])));

// walk yields the files of what was dropped, also in folders.
async function walk(entry, found) {
  if (entry.isFile) {
    const file = await new Promise((resolve, reject) => entry.file(resolve, reject));
    found.push(await read(file, entry.fullPath.replace(/^\//, "")));
    return;
  }
  if (entry.name === "node_modules" || entry.name === ".git") return;
  const reader = entry.createReader();
  for (;;) {
    const some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) return;
    for (const one of some) await walk(one, found);
  }
}
let over;
addEventListener("dragover", (event) => {
  event.preventDefault();
  document.body.classList.add("dropping");
  clearTimeout(over);
  over = setTimeout(() => document.body.classList.remove("dropping"), 300);
});
addEventListener("drop", (event) => {
  event.preventDefault();
  const dropped = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry && item.webkitGetAsEntry()).filter(Boolean);
  const files = [...event.dataTransfer.files];
  job("Reading", async () => {
    let found = [];
    if (dropped.length > 0) for (const entry of dropped) await walk(entry, found);
    else found = await readAll(files);
    if (found.length > 0) await open(found);
  });
});
addEventListener("paste", (event) => {
  if (event.target.closest && event.target.closest("textarea, input")) return;
  const files = [...event.clipboardData.files], pasted = event.clipboardData.getData("text/plain");
  if (files.length === 0 && !pasted.trim()) return;
  event.preventDefault();
  job("Reading", async () => open(files.length > 0 ? await readAll(files) : [{ path: "pasted.json", bytes: bytesOf(pasted) }]));
});

// warm has the engine check a large example while nobody has opened anything: the
// browser compiles what runs often. Each round is short, so that nobody waits for it.
async function warm() {
  const one = JSON.parse(sample);
  const bytes = bytesOf(JSON.stringify({ ...one, item: Array(80).fill(one.item).flat() }));
  await engine.ready;
  if (!document.body.hasAttribute("aria-busy")) say("Ready.");
  for (let round = 0; round < 12 && entries.size === 0; round++) {
    await engine.ask("warm", { choice: { environment: -1 } }, [{ path: "c.json", bytes: bytes.slice() }]);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
warm().catch((error) => {
  at("problem").textContent = "The engine does not start: " + error.message;
  at("problem").hidden = false;
});
