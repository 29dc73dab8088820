// What a page of documentation does in Chromium, as JSON on standard output.
//
//   node browser.mjs axe FILE...   accessibility, in light and dark, narrow and wide
//   node browser.mjs use FILE      search, links, copying, keyboard, without scripts, on paper
//   node browser.mjs search FILE QUERIES...  the first results of each query
//   node browser.mjs read FILE LARGE  examples, tables, colours of code; the contents of a large page follow it
//   node browser.mjs hostile FILE  does anything of the collection run or load?
//
// It opens the files from disk. Anything else that is asked for is reported.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const require = createRequire(import.meta.url);
const [action, ...files] = process.argv.slice(2);
let address = pathToFileURL(files[0]).href;

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM,
  args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync", "--no-first-run", "--disable-component-update"],
});

const asked = [];
const complaints = [];

async function open(options = {}, hash = "") {
  const context = await browser.newContext({ viewport: { width: 1400, height: 900 }, ...options });
  const page = await context.newPage();
  page.on("request", (request) => {
    if (request.url().split("#")[0] !== address) asked.push(request.url());
  });
  page.on("console", (message) => complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("dialog", (dialog) => {
    complaints.push("a dialog: " + dialog.message());
    dialog.dismiss();
  });
  await page.goto(address + hash);
  return page;
}

const openAll = (page) => page.evaluate(() => { for (const d of document.querySelectorAll("details")) d.open = true; });

async function axe() {
  const source = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
  const found = {};
  for (const file of files) {
    address = pathToFileURL(file).href;
    found[file] = [];
    // One page a file: only its size and colours change.
    const page = await open();
    await openAll(page);
    await page.evaluate(source);
    for (const [colorScheme, width] of [["light", 1400], ["dark", 1400], ["dark", 360], ["light", 360]]) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 900 });
      const name = `${colorScheme}, ${width} wide`;
      const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      if (over > 0) found[file].push(`${name}: the page is ${over} pixels too wide`);
      const { violations } = await page.evaluate(() => axe.run(document, { resultTypes: ["violations"] }));
      for (const v of violations) {
        found[file].push(`${name}: ${v.id}: ${v.help}: ${v.nodes.slice(0, 3).map((n) => n.html.slice(0, 200) + " " + n.failureSummary).join(" | ")}`);
      }
    }
    await page.context().close();
  }
  return { found };
}

// focused says what has the focus, and whether that shows.
const focused = (page) => page.evaluate(() => {
  const element = document.activeElement;
  const shown = element.matches(".snippets input") ? element.nextElementSibling : element;
  const style = getComputedStyle(shown);
  const visible = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
  return { name: element.id || element.getAttribute("aria-label") || element.textContent.trim().slice(0, 40), tag: element.tagName.toLowerCase(), visible };
});

async function pasted(page) {
  await page.locator("#search").fill("");
  await page.locator("#search").focus();
  await page.keyboard.press("Control+V");
  const text = await page.locator("#search").inputValue();
  await page.locator("#search").fill("");
  return text;
}

async function copying(page) {
  const button = page.getByRole("button", { name: "Copy Callback URL" }).first();
  await button.click();
  await page.waitForFunction(() => document.getElementById("status").textContent !== "");
  const said = await page.locator("#status").textContent();
  return { said, pasted: await pasted(page) };
}

async function use() {
  const result = {};
  let page = await open();
  result.paint = await page.evaluate(() => performance.getEntriesByName("first-contentful-paint").map((e) => Math.round(e.startTime))[0]);

  // Search.
  const visible = () => page.locator("details.request:visible").count();
  result.requests = await visible();
  await page.locator("#search").fill("refresh POST");
  result.hits = await visible();
  result.said = await page.locator("#found").textContent();
  result.links = await page.locator("#results a:visible").count();
  await page.locator("#search").fill("no such thing");
  result.none = [await visible(), await page.locator("#found").textContent()];
  await page.keyboard.press("Escape");
  result.cleared = await visible();
  await page.context().close();

  // Copying, with the clipboard's interface and without.
  page = await open({ permissions: ["clipboard-read", "clipboard-write"] });
  result.copied = await copying(page);
  await page.locator("details.request .snippets .copy").first().click();
  result.code = await page.evaluate(() => navigator.clipboard.readText());
  await page.locator("label", { hasText: "Python" }).first().click();
  await page.locator("details.request .snippets .copy").last().click();
  result.python = await page.evaluate(() => navigator.clipboard.readText());
  await page.context().close();
  page = await open();
  await page.evaluate(() => Object.defineProperty(navigator, "clipboard", { value: undefined }));
  result.copiedOtherwise = await copying(page);
  await page.context().close();

  // A link leads to a request that was closed.
  page = await open({}, "");
  result.ids = await page.evaluate(() => Array.from(document.querySelectorAll("details.request"), (d) => d.id));
  await page.evaluate(() => { for (const d of document.querySelectorAll("details.request")) d.open = false; });
  const last = result.ids.at(-1);
  await page.evaluate((id) => { location.hash = id; }, last);
  await page.waitForFunction((id) => document.getElementById(id).open, last);
  result.linked = await page.evaluate((id) => {
    const { top } = document.getElementById(id).getBoundingClientRect();
    return { near: top >= 0 && top < innerHeight, focus: document.activeElement.closest("details").id, current: document.querySelector("nav [aria-current]").textContent.trim().replace(/\s+/g, " ") };
  }, last);
  await page.context().close();

  // The keyboard alone: everything is reached, and what has the focus shows.
  page = await open();
  await page.keyboard.press("Tab");
  result.first = await focused(page);
  await page.keyboard.press("Enter");
  result.skipped = await focused(page);
  await page.reload();
  await openAll(page); // also the examples, which have buttons
  const path = [];
  result.hidden = [];
  for (let i = 0; i < 400; i++) {
    await page.keyboard.press("Tab");
    const now = await focused(page);
    if (now.tag === "body") break;
    if (!now.visible) result.hidden.push(now);
    path.push(now.tag);
  }
  result.reached = Object.fromEntries(["a", "input", "summary", "button"].map((tag) => [tag, path.filter((t) => t === tag).length]));
  result.there = await page.evaluate(() => Object.fromEntries(["a", "summary", "button"].map((tag) =>
    [tag, Array.from(document.querySelectorAll(tag)).filter((e) => e.offsetParent !== null || e.matches(".skip")).length])));
  await page.locator(".snippets input").first().focus();
  await page.keyboard.press("ArrowRight");
  result.arrow = await page.locator("pre:visible").first().textContent();
  await page.locator("details.request > summary").first().focus();
  const wasOpen = await page.locator("details.request").first().evaluate((d) => d.open);
  await page.keyboard.press("Enter");
  result.toggled = wasOpen !== await page.locator("details.request").first().evaluate((d) => d.open);
  await page.context().close();

  // Without scripts it still reads.
  page = await open({ javaScriptEnabled: false });
  result.noScript = {
    title: await page.locator("h1").textContent(),
    steps: await page.locator("section[aria-labelledby=set-up] .steps > li:visible").count(),
    code: await page.locator(".snippets pre.code:visible").count(),
    exports: await page.locator("pre.export:visible").count(),
    nav: await page.locator("nav a:visible").count(),
    copy: await page.locator(".copy:visible").count(),
    search: await page.locator("#search:visible").count(),
  };
  await page.locator("label", { hasText: "Python" }).first().click();
  result.noScript.python = await page.locator("pre.lang-python:visible").count();
  await page.context().close();

  // On paper all is open and nothing is for clicking.
  page = await open();
  await page.evaluate(() => { for (const d of document.querySelectorAll("details.request")) d.open = false; });
  await page.emulateMedia({ media: "print" });
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  result.print = { code: await page.locator(".snippets pre.code:visible").count(), examples: await page.locator(".example pre:visible").count(), buttons: await page.locator("button:visible").count(), nav: await page.locator("nav:visible").count() };
  await page.context().close();
  return result;
}

// search types queries, and gives the names of the first results of each.
async function search() {
  const page = await open();
  const results = {};
  const times = [];
  for (const query of files.slice(1)) {
    const found = await page.evaluate((text) => {
      const input = document.getElementById("search");
      const start = performance.now();
      input.value = text;
      input.dispatchEvent(new Event("input"));
      const took = performance.now() - start;
      const names = Array.from(document.querySelectorAll("#results a"), (a) => {
        const name = a.lastElementChild.cloneNode(true);
        for (const note of name.querySelectorAll(".note")) note.remove();
        return name.textContent;
      });
      return { names, took };
    }, query);
    results[query] = found.names;
    times.push(found.took);
  }
  await page.context().close();
  return { results, first: Math.round(times[0]), slowest: Math.round(Math.max(...times.slice(1), 0)) };
}

// luminance and contrast as WCAG 2 has them.
const contrasts = (page) => page.evaluate(() => {
  const luminance = (colour) => {
    const [r, g, b] = colour.match(/\d+(\.\d+)?/g).slice(0, 3).map((v) => v / 255).map((v) => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ratios = {};
  for (const token of document.querySelectorAll("pre [class^=tok-]")) {
    let box = token;
    while (getComputedStyle(box).backgroundColor === "rgba(0, 0, 0, 0)") box = box.parentElement;
    const [a, b] = [getComputedStyle(token).color, getComputedStyle(box).backgroundColor].map(luminance);
    ratios[token.className] = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  }
  return ratios;
});

// read is what a page shows of a request: tables, examples, colours. The files are one
// with such a request, and a large one whose contents follow.
async function read() {
  const result = { contrast: {}, tokens: {} };
  let page = await open({}, "#visits/create-a-visit");
  result.examples = await page.evaluate(() => Array.from(document.querySelectorAll(".example"), (e) => [e.open, e.querySelector("summary").textContent.trim()]));
  await openAll(page);
  await page.waitForSelector("pre [class^=tok-]");
  for (const language of ["cURL", "Python", "JavaScript"]) {
    await page.locator("label", { hasText: language }).first().click();
    await page.waitForFunction(() => Array.from(document.querySelectorAll("pre")).some((p) => p.matches(".snippets pre") && p.offsetParent && p.querySelector("span")));
    const pre = page.locator(".snippets pre:visible");
    result.tokens[language] = await pre.evaluate((p) => ({ same: p.textContent.length > 0, kinds: Array.from(new Set(Array.from(p.querySelectorAll("span"), (s) => s.className))).sort() }));
  }
  result.tokens.json = await page.evaluate(() => {
    const pre = document.querySelector(".left pre.lang-json");
    return { text: pre.textContent, keys: Array.from(pre.querySelectorAll(".tok-k"), (s) => s.textContent), strings: Array.from(pre.querySelectorAll(".tok-s"), (s) => s.textContent), others: Array.from(pre.querySelectorAll(".tok-n, .tok-l"), (s) => s.textContent) };
  });
  for (const colorScheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme });
    result.contrast[colorScheme] = await contrasts(page);
  }
  await page.setViewportSize({ width: 390, height: 844 });
  await page.waitForSelector("table.labelled");
  result.table = await page.evaluate(() => {
    const cells = Array.from(document.querySelectorAll(".prose tbody tr:first-child td"));
    const boxes = cells.map((cell) => cell.getBoundingClientRect());
    return {
      stacked: boxes.every((box, i) => i === 0 || box.top >= boxes[i - 1].bottom - 1),
      inside: boxes.every((box) => box.left >= 0 && box.right <= innerWidth),
      labels: cells.map((cell) => cell.dataset.label ?? ""),
      wide: document.documentElement.scrollWidth - innerWidth,
    };
  });
  await page.context().close();

  address = pathToFileURL(files[1]).href;
  const start = Date.now();
  page = await open();
  result.loaded = Date.now() - start;
  const state = () => page.evaluate(() => {
    const link = document.querySelector(".side nav [aria-current]");
    const box = link?.getBoundingClientRect();
    return {
      current: link?.textContent.trim().replace(/\s+/g, " ") ?? "",
      seen: Boolean(box && box.height > 0 && box.top >= 0 && box.bottom <= innerHeight),
      open: Array.from(document.querySelectorAll(".branch[open] > summary > span:first-child"), (s) => s.textContent),
    };
  });
  result.folded = (await state()).open;
  const names = await page.evaluate(() => Array.from(document.querySelectorAll("details.request"), (d) => d.querySelector(".method").textContent + " " + d.querySelector(".name").textContent));
  result.followed = [];
  for (const index of [0, 100, 200, names.length - 20]) {
    await page.evaluate((i) => {
      const top = document.querySelectorAll("details.request")[i].getBoundingClientRect().top;
      scrollBy(0, top - 100);
    }, index);
    await page.waitForTimeout(150);
    result.followed.push({ want: names[index], ...await state() });
  }
  result.scrolling = await page.evaluate(async () => {
    let worst = 0;
    for (let i = 0; i < 60; i++) {
      scrollTo(0, i * document.documentElement.scrollHeight / 60);
      const from = performance.now();
      await new Promise(requestAnimationFrame);
      await new Promise(requestAnimationFrame);
      worst = Math.max(worst, performance.now() - from);
    }
    return Math.round(worst);
  });
  // A folder is opened by the keyboard, and stays open.
  await page.evaluate(() => scrollTo(0, 0));
  await page.waitForTimeout(150);
  const summary = page.locator(".branch > summary").first();
  await summary.focus();
  await page.keyboard.press("Enter");
  result.keyboard = await summary.evaluate((s) => s.parentElement.open);
  await page.context().close();
  return result;
}

async function hostile() {
  const page = await open();
  await page.evaluate(() => {
    globalThis.violations = [];
    document.addEventListener("securitypolicyviolation", (event) => violations.push(event.violatedDirective + " " + event.blockedURI));
  });
  await openAll(page);
  await page.evaluate(() => { for (const button of document.querySelectorAll("button")) button.click(); });
  await openAll(page);
  await page.evaluate(() => {
    for (const element of document.querySelectorAll("*")) {
      for (const type of ["mouseover", "focus", "load", "error"]) element.dispatchEvent(new Event(type));
    }
  });
  await page.locator("#search").fill("script");
  // Links into the page are followed; where the others lead is looked at.
  const schemes = await page.evaluate(() => Array.from(new Set(Array.from(document.links, (a) => a.protocol))));
  await page.evaluate(() => { for (const link of document.querySelectorAll("a[href^='#']")) link.click(); });
  await page.waitForTimeout(200);
  return { pwned: await page.evaluate(() => window.pwned ?? null), violations: await page.evaluate(() => violations), schemes, url: page.url().split("#")[0] === address };
}

try {
  const result = await { axe, use, search, read, hostile }[action]();
  process.stdout.write(JSON.stringify({ ...result, asked, complaints }) + "\n");
} finally {
  await browser.close();
}
