
(() => {
  "use strict";
  const root = document.documentElement;
  root.classList.add("js");
  const all = (selector, within = document) => Array.from(within.querySelectorAll(selector));
  const say = (text) => { document.getElementById("status").textContent = text; };

  // Copying. What is shown is what is copied, but for the line end behind it: a
  // shell would run at once what is pasted with one.
  const shown = (box) => all(".value, pre > code", box).find((code) => code.offsetParent !== null);
  const copied = (button) => {
    say(button.getAttribute("aria-label").replace("Copy", "Copied"));
    button.textContent = "Copied";
    setTimeout(() => { button.textContent = "Copy"; }, 1600);
  };
  const select = (code, button) => {
    const selection = getSelection();
    selection.selectAllChildren(code);
    if (document.execCommand("copy")) {
      selection.removeAllRanges();
      copied(button);
      return;
    }
    say("Selected. Copy it with the keyboard.");
  };
  const copy = (button) => {
    const code = shown(button.closest(".copyable"));
    if (!code) return;
    if (!navigator.clipboard) return select(code, button);
    navigator.clipboard.writeText(code.textContent.replace(/\n$/, "")).then(() => copied(button), () => select(code, button));
  };

  // Links into the page open what they lead to.
  const current = () => {
    let id = "";
    try { id = decodeURIComponent(location.hash.slice(1)); } catch { return; }
    for (const link of all(".places a[aria-current]")) link.removeAttribute("aria-current");
    const target = id && document.getElementById(id);
    if (!target) return;
    const link = all(".places a").find((a) => a.hash === location.hash);
    if (link) link.setAttribute("aria-current", "true");
    if (target.matches("details.request")) {
      target.classList.remove("gone");
      target.open = true;
      target.scrollIntoView();
      target.querySelector("summary").focus({ preventScroll: true });
    }
  };

  const setUpSearch = () => {
    const input = document.getElementById("search");
    if (!input) return;
    const found = document.getElementById("found");
    const words = (element) => element.textContent.toLowerCase().replace(/\s+/g, " ");
    const links = new Map(all("nav a").map((link) => [decodeURIComponent(link.hash.slice(1)), link]));
    const requests = all("details.request").map((element) => {
      const folder = element.parentElement.querySelector("h3");
      return {
        element,
        link: links.get(element.id),
        text: words(element.querySelector("summary")) + (folder ? " " + words(folder) : ""),
      };
    });
    const groups = all(".group-of");
    const lists = all(".places.requests");
    const search = () => {
      const wanted = input.value.toLowerCase().split(/\s+/).filter(Boolean);
      let count = 0;
      for (const request of requests) {
        const hit = wanted.every((word) => request.text.includes(word));
        count += hit ? 1 : 0;
        request.element.classList.toggle("gone", !hit);
        if (request.link) request.link.parentElement.classList.toggle("gone", !hit);
      }
      const empty = (box, selector) => wanted.length > 0 && !box.querySelector(selector);
      for (const group of groups) group.classList.toggle("gone", empty(group, ".request:not(.gone)"));
      for (const list of lists) {
        const gone = empty(list, "li:not(.gone)");
        list.classList.toggle("gone", gone);
        if (list.previousElementSibling.matches(".folder")) list.previousElementSibling.classList.toggle("gone", gone);
      }
      found.textContent = wanted.length === 0 ? "" : count === 1 ? "1 request" : `${count || "No"} requests`;
    };
    input.addEventListener("input", search);
    input.addEventListener("keydown", (event) => {
      if (event.key === "Escape") {
        input.value = "";
        search();
      }
      const first = requests.find((request) => !request.element.classList.contains("gone"));
      if (event.key === "Enter" && input.value.trim() && first) location.hash = first.element.id;
    });
    input.closest("[hidden]").hidden = false;
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.matches(".copy")) copy(button);
    if (button.id !== "all") return;
    const requests = all("details.request");
    const open = requests.some((request) => !request.open);
    for (const request of requests) request.open = open;
    button.textContent = open ? "Close all" : "Open all";
  });

  // The language that is chosen once is the language everywhere.
  document.addEventListener("change", (event) => {
    if (!event.target.matches(".snippets input")) return;
    for (const input of all(`.snippets input[value=${event.target.value}]`)) input.checked = true;
  });

  addEventListener("hashchange", current);
  addEventListener("DOMContentLoaded", () => {
    const button = document.getElementById("all");
    if (button) button.hidden = false;
    const contents = document.getElementById("contents");
    const wide = matchMedia("(min-width: 62rem)");
    const fit = () => { contents.open = wide.matches; };
    wide.addEventListener("change", fit);
    fit();
    setUpSearch();
    current();
  });

  // On paper everything is open.
  let closed = [];
  addEventListener("beforeprint", () => {
    closed = all("details:not([open])");
    for (const element of closed) element.open = true;
  });
  addEventListener("afterprint", () => {
    for (const element of closed) element.open = false;
  });
})();
