
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
  const lead = (hash) => {
    let id = "";
    try { id = decodeURIComponent(hash.slice(1)); } catch { return null; }
    const target = id && document.getElementById(id);
    if (!target) return null;
    if (target.matches("details.request")) {
      target.classList.remove("gone");
      target.open = true;
      target.scrollIntoView();
      target.querySelector("summary").focus({ preventScroll: true });
    }
    return target;
  };
  const current = () => lead(location.hash);

  // In a frame without an origin of its own a browser follows no link into the page.
  const follow = (event) => {
    const link = event.target.closest("a[href^='#']");
    if (self === top || !link) return;
    event.preventDefault();
    const target = lead(link.hash);
    if (target) target.scrollIntoView();
  };

  document.addEventListener("click", (event) => {
    follow(event);
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
