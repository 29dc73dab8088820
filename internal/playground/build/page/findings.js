// The list of findings, and what filters it.
const ranks = { error: 0, warning: 1, info: 2 };
const findings = (() => {
  const step = 200; // findings that are added to the list at once
  let report = { findings: [], why: {} }, shown = [], limit = step, open = null;
  let handlers;

  function matches(finding) {
    const rule = at("rule").value;
    return at("show-" + finding.severity).checked && (rule === "" || finding.rule === rule);
  }

  function filters() {
    const bySeverity = { error: 0, warning: 0, info: 0 }, byRule = new Map();
    for (const finding of report.findings) {
      bySeverity[finding.severity]++;
      byRule.set(finding.rule, (byRule.get(finding.rule) || 0) + 1);
    }
    for (const [severity, n] of Object.entries(bySeverity)) {
      at("show-" + severity).nextElementSibling.textContent = count(n, severity);
    }
    const rule = at("rule"), before = rule.value;
    rule.replaceChildren(element("option", { value: "" }, "all rules (" + report.findings.length + ")"));
    for (const name of [...byRule.keys()].sort()) {
      rule.append(element("option", { value: name }, name + " (" + byRule.get(name) + ")"));
    }
    rule.value = byRule.has(before) ? before : "";
  }

  const sentence = (text) => visible(text[0].toUpperCase() + text.slice(1)) + ".";

  // prose turns the Markdown of a rule's texts, which has no more than code, into nodes.
  const prose = (text) => text.split("`").map((part, i) => (i % 2 ? element("code", {}, part) : part));

  function action(name, run, main) {
    const button = element("button", { type: "button", class: main ? "main" : undefined }, name);
    button.addEventListener("click", run);
    return button;
  }

  function about(finding) {
    const why = report.why[finding.rule];
    const box = element("div", { class: "about" });
    if (finding.source) box.append(element("pre", {}, visible(finding.source)));
    if (finding.help) box.append(element("p", {}, sentence(finding.help)));
    if (why) box.append(element("p", {}, ...prose(why)));
    const row = element("p", { class: "row" });
    if (finding.fixable) row.append(action("Fix this", () => handlers.fix(report.findings.indexOf(finding)), true));
    row.append(action("Go to line " + finding.line, () => handlers.go(finding, true)));
    box.append(row);
    return box;
  }

  function row(finding) {
    const where = finding.element && finding.element.length > 0 ? finding.element.map(visible).join(" / ") : "";
    const file = report.entry.files.length > 1 ? visible(finding.path) + ", line " : "Line ";
    const button = element("button", { type: "button", "aria-expanded": String(finding === open) },
      element("span", { class: "severity " + finding.severity }, finding.severity), " ", visible(finding.message),
      element("small", {}, file + finding.line + (where ? " · " + where : "") + " · " + finding.rule + (finding.fixable ? " · can be fixed" : "")));
    button.addEventListener("click", () => select(finding, button));
    const item = element("li", { class: "finding", "data-now": finding === open }, button);
    if (finding === open) item.append(about(finding));
    return item;
  }

  async function select(finding, button) {
    const closing = open === finding;
    const list = at("found");
    const last = list.querySelector("[data-now]");
    if (last) {
      last.removeAttribute("data-now");
      last.querySelector("button").setAttribute("aria-expanded", "false");
      last.querySelector(".about").remove();
    }
    open = closing ? null : finding;
    if (closing) return;
    await handlers.go(finding);
    button.setAttribute("aria-expanded", "true");
    button.parentElement.setAttribute("data-now", "");
    button.parentElement.append(about(finding));
  }

  function draw() {
    shown = report.findings.filter(matches);
    at("found").replaceChildren(...shown.slice(0, limit).map(row));
    const rest = shown.length - limit;
    at("more").hidden = rest <= 0;
    at("more").textContent = "Show " + Math.min(rest, step) + " more of " + rest;
    const rule = at("rule").value, fixable = shown.filter((f) => f.fixable && f.rule === rule).length;
    at("fix-rule").hidden = fixable === 0;
    at("fix-rule").textContent = "Fix all of " + rule;
    const all = report.findings.filter((f) => f.fixable).length;
    at("fix-all").disabled = all === 0;
    at("fix-all").textContent = all > 0 ? "Fix all " + all : "Fix all";
  }

  function refilter() {
    limit = step;
    open = null;
    draw();
    at("status").textContent = count(shown.length, "finding") + " shown";
  }

  // show lists the findings of a report.
  function show(made) {
    report = made;
    open = null;
    limit = Math.max(step, Math.min(limit, made.findings.length));
    filters();
    const { entry, valid, kept } = made;
    const what = entry.kind === "unknown" ? "Neither a collection nor an environment" : valid ? "Valid " + entry.kind : "Not valid: Postman may refuse this " + entry.kind;
    at("verdict").textContent = what + (kept.length > 0 ? ". Not checked: " + kept.map(visible).join("; ") : "");
    draw();
  }

  for (const severity of Object.keys(ranks)) at("show-" + severity).addEventListener("change", refilter);
  at("rule").addEventListener("change", refilter);
  at("more").addEventListener("click", () => {
    const first = limit;
    limit += step;
    draw();
    at("found").children[first].querySelector("button").focus();
  });
  // Arrow keys go from finding to finding.
  at("found").addEventListener("keydown", (event) => {
    const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const item = event.target.closest(".finding");
    if (!move || !item) return;
    const next = move > 0 ? item.nextElementSibling : item.previousElementSibling;
    if (next) {
      event.preventDefault();
      next.querySelector("button").focus();
    }
  });
  return { show, connect(them) { handlers = them; } };
})();
