
// Colours for JSON and for the code of the requests, when they come into sight.
(() => {
  "use strict";
  const text = String.raw`"(?:[^"\\\n]|\\.)*"?`;
  const closed = String.raw`"(?:[^"\\\n]|\\.)*"`;
  const single = String.raw`'(?:[^'\\\n]|\\.)*'?`;
  const number = String.raw`-?\b\d+(?:\.\d+)?(?:[eE][+-]?\d+)?\b`;
  const words = (list) => String.raw`\b(?:${list.split(" ").join("|")})\b`;
  // Each is a list of [class, what it looks like]; the first that fits counts.
  const languages = {
    json: [["k", closed + String.raw`(?=\s*:)`], ["s", text], ["n", number], ["l", words("true false null")]],
    sh: [
      ["c", String.raw`(?<=^|\s)#[^\n]*`], ["s", String.raw`'[^']*'?|"(?:[^"\\]|\\[^])*"?`], ["k", String.raw`(?<=^|\s)--?[a-zA-Z][\w-]*`],
      ["n", String.raw`\$\{?\w+\}?`], ["l", words("curl export read printf")],
    ],
    python: [
      ["c", String.raw`(?<=^|\s)#[^\n]*`], ["s", String.raw`\b[fbr]{0,2}(?:"""[^]*?(?:"""|$(?![^]))|${text}|${single})|"""[^]*?(?:"""|$(?![^]))|${text}|${single}`],
      ["n", number], ["l", words("import from as with open for in if else not and or def return True False None")],
    ],
    js: [
      ["c", String.raw`(?<=^|\s)//[^\n]*`], ["s", text + "|" + single + "|`(?:[^`\\\\]|\\\\[^])*`?"], ["n", number],
      ["l", words("const let await async new import from if else for of return function true false null undefined")],
    ],
  };
  const compiled = {};
  const pattern = (name) => {
    compiled[name] ??= new RegExp(languages[name].map(([kind, source]) => `(?<${kind}>${source})`).join("|"), "gm");
    return compiled[name];
  };
  const longest = 100000; // characters; longer code stays plain

  const languageOf = (pre, source) => {
    const named = /\blang-(\w+)/.exec(pre.className);
    if (named) return named[1];
    if (pre.classList.contains("export") || /^\s*(?:curl|export) /.test(source)) return "sh";
    return /^\s*[{[]/.test(source) ? "json" : "";
  };

  const colour = (pre) => {
    const code = pre.firstElementChild;
    if (!code) return;
    const source = code.textContent;
    const language = languageOf(pre, source);
    if (!languages[language] || source.length > longest) return;
    const parts = document.createDocumentFragment();
    let done = 0;
    for (const match of source.matchAll(pattern(language))) {
      if (match[0] === "") continue;
      const part = document.createElement("span");
      part.className = "tok-" + Object.keys(match.groups).find((kind) => match.groups[kind] !== undefined);
      part.textContent = match[0];
      parts.append(source.slice(done, match.index), part);
      done = match.index + match[0].length;
    }
    parts.append(source.slice(done));
    code.replaceChildren(parts);
  };

  addEventListener("DOMContentLoaded", () => {
    const watch = new IntersectionObserver((entries) => {
      for (const entry of entries) {
        if (!entry.isIntersecting) continue;
        watch.unobserve(entry.target);
        colour(entry.target);
      }
    }, { rootMargin: "600px" });
    for (const pre of document.querySelectorAll("pre")) watch.observe(pre);
  });
})();
