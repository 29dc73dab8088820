// The list of what changed between two entries.
function showChanges({ summary, data }) {
  const list = at("changed");
  list.replaceChildren();
  const said = [];
  said.push(summary ? summary[0].toUpperCase() + summary.slice(1) + "." : "Nothing changed.");
  if (data.reauthorize) said.push("Users must authorize again: " + (data.reasons || []).map(visible).join("; ") + ".");
  at("summary").textContent = said.join(" ");
  const value = (v) => element("pre", {}, v === null || v === undefined ? "" : visible(typeof v === "string" ? v : JSON.stringify(v, null, 2)));
  const most = 2000;
  for (const change of data.changes.slice(0, most)) {
    const path = change.path.map(visible).join(" / ") || "the " + change.element + " itself";
    const what = change.element + (change.name ? " " + visible(change.name) : "") + (change.field ? ", " + visible(change.field) : "");
    const item = element("li", { class: "change" },
      element("span", { class: "severity " + change.kind }, change.kind), " ", path, element("small", {}, what));
    if (change.field) {
      item.append(element("dl", {}, element("dt", {}, "before"), element("dd", {}, value(change.before)), element("dt", {}, "after"), element("dd", {}, value(change.after))));
    }
    list.append(item);
  }
  if (data.changes.length > most) list.append(element("li", {}, "and " + (data.changes.length - most) + " more"));
}
