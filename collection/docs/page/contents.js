
// The contents follow the page: the place that is read is marked, its folder open.
(() => {
  "use strict";
  const all = (selector, within = document) => Array.from(within.querySelectorAll(selector));

  addEventListener("DOMContentLoaded", () => {
    const side = document.querySelector(".side");
    const links = new Map();
    for (const link of all("nav a")) {
      const target = document.getElementById(decodeURIComponent(link.hash.slice(1)));
      if (target) links.set(target, link);
    }
    // In the order of the page, so that the one that is read is found by halving.
    const targets = all("h2[id], h3[id], details.request").filter((element) => links.has(element));
    let current = null;
    let opened = []; // folders that were closed before

    const mark = (link) => {
      if (link === current) return;
      if (current) current.removeAttribute("aria-current");
      current = link;
      const around = [];
      for (let box = link && link.closest("details.branch"); box; box = box.parentElement.closest("details.branch")) around.push(box);
      for (const box of opened) if (!around.includes(box)) box.open = false;
      opened = opened.filter((box) => around.includes(box));
      for (const box of around) {
        if (box.open) continue;
        box.open = true;
        opened.push(box);
      }
      if (!link) return;
      link.setAttribute("aria-current", "location");
      if (getComputedStyle(side).position !== "sticky") return; // on a narrow screen it is above the page
      const { top, bottom } = link.getBoundingClientRect();
      if (top < 80 || bottom > innerHeight - 40) side.scrollTop += top - innerHeight / 2;
    };

    // The place that the address names, while it is in sight; or else the last one
    // above the line at which people read.
    const line = 140;
    const look = () => {
      let id = "";
      try { id = decodeURIComponent(location.hash.slice(1)); } catch { /* no place has that name */ }
      const named = id && document.getElementById(id);
      if (named && links.has(named) && named.offsetParent !== null) {
        const { top } = named.getBoundingClientRect();
        const end = scrollY + innerHeight >= document.documentElement.scrollHeight - 2;
        if (top >= -2 && top < (end ? innerHeight : line)) return mark(links.get(named));
      }
      const shown = targets.filter((element) => !element.closest(".gone"));
      let low = 0;
      let high = shown.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (shown[middle].getBoundingClientRect().top <= line) low = middle + 1;
        else high = middle;
      }
      mark(low > 0 ? links.get(shown[low - 1]) : null);
    };
    let waiting = false;
    const later = () => {
      if (waiting) return;
      waiting = true;
      requestAnimationFrame(() => {
        waiting = false;
        look();
      });
    };
    for (const event of ["scroll", "resize", "hashchange", "searched"]) addEventListener(event, later, { passive: true });
    look();

    // On a narrow screen the cells of a table stand below one another, each with the
    // name of its column.
    const label = () => {
      for (const table of all(".prose table:not(.labelled)")) {
        const titles = all("th", table).map((cell) => cell.textContent);
        table.classList.add("labelled");
        table.setAttribute("role", "table");
        for (const row of all("tbody tr", table)) {
          row.setAttribute("role", "row");
          Array.from(row.cells).forEach((cell, i) => {
            cell.setAttribute("role", "cell");
            if (i > 0) cell.dataset.label = titles[i];
          });
        }
      }
    };
    const narrow = matchMedia("(max-width: 40rem)");
    const fit = () => { if (narrow.matches) label(); };
    narrow.addEventListener("change", fit);
    fit();
  });
})();
