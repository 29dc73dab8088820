// The text of a file, of which only the lines in sight are elements.
const view = (() => {
  const box = at("text");
  const height = 20; // of a line, as in style.css
  const most = 400; // characters of a line that are shown; a minified file is one line
  const around = 30; // lines drawn above and below
  let lines = [], places = new Map(), now = null;
  const inside = element("div", { class: "lines" });
  box.append(inside);

  // show draws a text with findings in it.
  function show(text, findings) {
    lines = text.split("\n");
    places = new Map();
    for (const finding of findings) {
      for (const line of finding.endLine > finding.line ? [finding.line, finding.endLine] : [finding.line]) {
        if (!places.has(line)) places.set(line, []);
        places.get(line).push(finding);
      }
    }
    now = null;
    // A browser has no elements higher than some million pixels.
    inside.style.height = Math.min(lines.length * height, 15e6) + "px";
    box.scrollTop = 0;
    draw();
  }

  // part returns what of a line is shown: all, or what is around a place.
  function part(text, from) {
    if (text.length <= most) return [0, text.length];
    const start = Math.max(0, Math.min(from - most / 4, text.length - most));
    return [start, start + most];
  }

  // piece returns a line of code, with the places marked in it.
  function piece(number) {
    const text = lines[number - 1].replace(/\r$/, "");
    const marked = [];
    for (const one of places.get(number) || []) {
      const from = one.line === number ? one.column : 0;
      const to = one.endLine === number ? one.endColumn : text.length;
      marked.push([from, Math.max(to, Math.min(from + 1, text.length))]);
    }
    marked.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
    const [start, end] = part(text, now && now.line === number ? now.column : 0);
    const code = element("code");
    if (start > 0) code.append("…");
    let done = start;
    for (const [from, to] of marked) {
      if (to <= done || from >= end) continue;
      code.append(visible(text.slice(done, Math.max(done, from))));
      code.append(element("mark", {}, visible(text.slice(Math.max(done, from), Math.min(to, end)))));
      done = Math.min(to, end);
    }
    code.append(visible(text.slice(done, end)));
    if (end < text.length) code.append("…");
    return code;
  }

  const total = () => Math.max(1, lines.length * height - box.clientHeight);
  const scrolled = () => Math.max(1, inside.offsetHeight - box.clientHeight);

  // draw makes the lines in sight. Where there are more lines than a browser has room
  // for, scrolling goes through them faster.
  function draw() {
    const exact = inside.offsetHeight === lines.length * height;
    const top = exact ? box.scrollTop : (box.scrollTop / scrolled()) * total();
    const first = Math.max(0, Math.floor(top / height) - around);
    const last = Math.min(lines.length, Math.ceil((top + box.clientHeight) / height) + around);
    const rows = [];
    for (let i = first; i < last; i++) {
      const worst = (places.get(i + 1) || []).map((f) => f.severity).sort((a, b) => ranks[a] - ranks[b])[0];
      const row = element("div", { class: "line" + (worst ? " found" : "") + (now && now.line === i + 1 ? " now" : "") },
        element("span", { class: "number" + (worst ? " " + worst : "") }, String(i + 1)), piece(i + 1));
      rows.push(row);
    }
    if (rows.length > 0) rows[0].style.marginTop = box.scrollTop + first * height - top + "px";
    inside.replaceChildren(...rows);
  }
  box.addEventListener("scroll", draw, { passive: true });
  new ResizeObserver(draw).observe(box);

  // go shows the place of a finding.
  function go(finding) {
    now = finding;
    const top = (finding.line - 1) * height - box.clientHeight / 3;
    const exact = inside.offsetHeight === lines.length * height;
    box.scrollTop = exact ? top : (top / total()) * scrolled();
    draw();
    const mark = inside.querySelector(".now mark");
    if (mark) {
      const left = mark.offsetLeft;
      if (left < box.scrollLeft + 80 || left > box.scrollLeft + box.clientWidth - 80) box.scrollLeft = Math.max(0, left - 120);
    }
  }
  return { show, go };
})();
