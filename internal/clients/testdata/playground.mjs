// What the playground does in Chromium, as JSON on standard output.
//
//   node playground.mjs JOB
//
// JOB is a JSON file: {"folder": of the page, "action": ..., and what it is about}.
// The page comes from a server on the loopback interface, or with "disk" from its file.
// Anything that is asked for beside the page's own files is reported.
import { createServer } from "node:http";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const job = JSON.parse(readFileSync(process.argv[2], "utf8"));
const types = { html: "text/html", js: "text/javascript", css: "text/css" };
const own = ["index.html", "style.css", "page.js", "engine.js"];
const received = []; // by the server, beside the page's own files
const server = createServer((request, response) => {
  const name = request.url === "/" ? "index.html" : request.url.slice(1);
  if (name === "favicon.ico") {
    response.writeHead(404).end();
    return;
  }
  if (!own.includes(name)) {
    received.push(request.method + " " + request.url);
    response.writeHead(200, { "Access-Control-Allow-Origin": "*", "Content-Type": "text/html" }).end("<!doctype html><title>Other</title>");
    return;
  }
  response.writeHead(200, { "Content-Type": types[name.split(".").pop()] }).end(readFileSync(join(job.folder, name)));
});
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
const host = `http://127.0.0.1:${server.address().port}/`;
const address = job.disk ? pathToFileURL(join(job.folder, "index.html")).href : host;

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM,
  args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync", "--no-first-run", "--disable-component-update"],
});
const asked = [], complaints = [];
const context = await browser.newContext({ viewport: { width: 1400, height: 900 }, acceptDownloads: true });
const page = await context.newPage();
const mine = new Set(own.map((name) => new URL(name, address).href).concat(address));
page.on("request", (request) => {
  if (!mine.has(request.url()) && !request.url().startsWith("blob:")) asked.push(request.url());
});
page.on("console", (message) => complaints.push(message.text()));
page.on("pageerror", (error) => complaints.push(String(error)));
page.on("dialog", (dialog) => {
  complaints.push("a dialog: " + dialog.message());
  dialog.dismiss();
});
await page.goto(address);
const status = page.locator("#status");
const problem = () => page.locator("#problem").evaluate((p) => (p.hidden ? "" : p.textContent));
const idle = () => page.waitForFunction(() => !document.body.hasAttribute("aria-busy"));
await page.waitForFunction(() => /Ready/.test(document.getElementById("status").textContent));

const input = (files) => files.map(({ name, path }) => (name ? { name, mimeType: "application/json", buffer: readFileSync(path) } : path));

// open opens files as one would with the button.
async function open(files) {
  await page.locator("#files").setInputFiles(input(files));
  await page.waitForFunction(() => document.body.hasAttribute("aria-busy") || !document.getElementById("problem").hidden);
  await idle();
}

async function download(button) {
  const [file] = await Promise.all([page.waitForEvent("download"), page.locator(button).click()]);
  return readFileSync(await file.path(), "latin1");
}

async function press(button) {
  await page.locator(button).click();
  await page.waitForTimeout(20);
  await idle();
}

// listed are the findings as the page lists them.
const listed = async () => {
  while (await page.locator("#more").isVisible()) await page.locator("#more").click();
  return page.locator("#found > li > button").evaluateAll((all) => all.map((b) => b.innerText.replace(/\s+/g, " ")));
};

// work does to a file what the command line does.
async function work() {
  const result = {};
  await open(job.files);
  if ((result.problem = await problem()) !== "") return result;
  result.findings = await listed();
  result.verdict = await page.locator("#verdict").textContent();
  result.took = Number(await page.evaluate(() => document.documentElement.dataset.took));
  if (job.format) {
    await press("#format");
    result.formatted = await download("#download");
    await press("#undo");
  }
  if (await page.locator("#fix-all").isEnabled()) {
    await press("#fix-all");
    result.said = await status.textContent();
    result.fixed = await download("#download");
    await press("#undo");
  }
  await press("#tab-docs");
  if ((result.problem = await problem()) !== "") return result;
  await page.frameLocator("iframe").locator("h1").first().waitFor();
  result.page = await download("#download-page");
  // Its search and links work in the frame.
  const frame = page.frames().find((f) => f !== page.mainFrame());
  await frame.locator("#search").fill("get");
  result.searched = await frame.locator("#found").textContent();
  const link = frame.locator("#results a").last();
  const id = decodeURIComponent((await link.getAttribute("href")).slice(1));
  await frame.evaluate((id) => { document.getElementById(id).open = false; }, id);
  await link.click();
  result.led = await frame.evaluate((id) => {
    const target = document.getElementById(id), { top } = target.getBoundingClientRect();
    return target.open && top >= 0 && top < innerHeight;
  }, id);
  result.stayed = page.frames().length === 2 && (await frame.locator("h1").count()) > 0;
  result.problem = await problem();
  return result;
}

// first is the time from choosing a file to its findings, with the page just ready.
async function first() {
  await page.waitForTimeout(job.wait);
  const began = Date.now();
  await page.locator("#files").setInputFiles(input(job.files));
  await page.locator("#found > li").first().waitFor();
  return { took: Date.now() - began };
}

// compare opens two files and compares them.
async function compare() {
  await open(job.files);
  await page.locator("#entry").selectOption({ index: 1 });
  await idle();
  await press("#tab-changes");
  await page.locator("#older").selectOption({ index: 1 });
  await page.waitForTimeout(20);
  await idle();
  return {
    summary: await page.locator("#summary").textContent(),
    changes: await page.locator("#changed > li").evaluateAll((all) => all.map((li) => li.innerText.replace(/\s+/g, " "))),
    problem: await problem(),
  };
}

// convert converts a file, and the result back.
async function convert() {
  const result = {};
  await open(job.files);
  await press("#convert");
  result.entry = await page.locator("#entry option").last().textContent();
  result.zip = (await download("#download")).slice(0, 2);
  result.folderFindings = (await listed()).length;
  await press("#convert");
  result.lost = await page.locator("#lost li").allTextContents();
  result.back = await download("#download");
  result.problem = await problem();
  return result;
}

// use goes through the page: filters, one repair, marks, editing, keyboard, dropping.
async function use() {
  const result = {};
  await press("#open-sample");
  const rows = page.locator("#found > li > button");
  result.all = await rows.count();
  await page.locator("#show-warning").uncheck();
  result.noWarnings = await rows.count();
  await page.locator("#show-warning").check();
  await page.locator("#rule").selectOption("script-legacy-api");
  result.ofRule = await rows.count();
  await rows.first().click();
  result.marked = await page.locator("#text .now mark").allTextContents();
  result.about = await page.locator(".about").innerText();
  await press(".about button.main");
  result.one = await status.textContent();
  await press("#undo");
  await press("#fix-rule");
  result.rule = await status.textContent();
  await page.locator("#rule").selectOption("");
  await press("#undo");
  // The keyboard: the arrow keys go through the findings, Enter opens one.
  await rows.first().focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.locator(".about").waitFor();
  result.third = await page.evaluate(() => Array.from(document.querySelectorAll("#found > li")).findIndex((li) => li.hasAttribute("data-now")));
  result.secret = await page.locator("#found").innerText();
  await page.locator("#tab-findings").focus();
  await page.keyboard.press("ArrowRight");
  result.tab = await page.evaluate(() => document.activeElement.id);
  await page.keyboard.press("ArrowLeft");
  await idle();
  // Typing.
  await press("#edit");
  await page.locator("#editor").fill('{"info": {"name": "Typed", "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"}, "item": [}');
  await page.waitForFunction(() => /json-syntax/.test(document.getElementById("found").textContent));
  result.typed = await page.locator("#verdict").textContent();
  await press("#undo");
  await press("#edit");
  result.untyped = await page.locator("#verdict").textContent();
  // Dropping and pasting.
  for (const [type, text] of [["drop", '{"info": {"name": "Dropped"}, "item": []}'], ["paste", '{"info": {"name": "Pasted"}, "item": []}']]) {
    await page.evaluate(([type, text]) => {
      const data = new DataTransfer();
      if (type === "drop") data.items.add(new File([text], "dropped.json"));
      else data.setData("text/plain", text);
      const event = type === "drop" ? new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true })
        : new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
      document.body.dispatchEvent(event);
    }, [type, text]);
    await page.waitForTimeout(50);
    await idle();
  }
  result.entries = await page.locator("#entry option").allTextContents();
  result.problem = await problem();
  return result;
}

// reached is everything that Tab reaches, and whether the focus shows on it.
async function keyboard() {
  await press("#open-sample");
  await page.locator("#found > li > button").first().click();
  await page.locator(".skip").focus();
  const path = [];
  for (let i = 0; i < 80; i++) {
    await page.keyboard.press("Tab");
    const at = await page.evaluate(() => {
      const e = document.activeElement, style = getComputedStyle(e);
      if (e === document.body) return null;
      return { name: e.id || e.textContent.trim().slice(0, 30), visible: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0 };
    });
    if (!at || (path.length > 0 && at.name === path[0].name)) break;
    path.push(at);
  }
  return { path };
}

// shut tries to reach the server from the page, from the worker and from the frame.
async function shut() {
  await press("#open-sample");
  await press("#tab-docs");
  await page.frameLocator("iframe").locator("h1").first().waitFor();
  const knock = async (base) => {
    const out = {};
    const attempt = async (name, run) => {
      try {
        out[name] = String(await Promise.race([run(), new Promise((resolve) => setTimeout(resolve, 1500, "no answer"))]));
      } catch (error) {
        out[name] = "refused: " + error.name;
      }
    };
    await attempt("fetch", async () => (await fetch(base + "fetch", { mode: "no-cors" })).type);
    await attempt("WebSocket", () => new Promise((resolve, reject) => {
      const socket = new WebSocket(base.replace("http", "ws") + "socket");
      socket.onopen = () => resolve("open");
      socket.onerror = () => reject(new Error("closed"));
    }));
    await attempt("EventSource", () => new Promise((resolve, reject) => {
      const source = new EventSource(base + "events");
      source.onopen = () => resolve("open");
      source.onerror = () => reject(new Error("closed"));
    }));
    await attempt("import", async () => import(base + "module.js"));
    if (typeof importScripts === "function") await attempt("importScripts", async () => importScripts(base + "script.js"));
    if (typeof document === "object") {
      await attempt("beacon", async () => navigator.sendBeacon(base + "beacon", "x") && "queued");
      await attempt("image", () => new Promise((resolve, reject) => {
        const image = new Image();
        image.onload = () => resolve("loaded");
        image.onerror = () => reject(new Error("no"));
        image.src = base + "image.png";
      }));
      await attempt("frame", () => new Promise((resolve) => {
        const frame = document.createElement("iframe");
        frame.src = base + "frame";
        document.body.append(frame);
        setTimeout(resolve, 500, "tried");
      }));
      await attempt("style", () => new Promise((resolve, reject) => {
        const link = document.createElement("link");
        link.rel = "stylesheet";
        link.href = base + "style";
        link.onload = () => resolve("loaded");
        link.onerror = () => reject(new Error("no"));
        document.head.append(link);
      }));
      await attempt("form", async () => {
        const form = document.createElement("form");
        form.action = base + "form";
        form.method = "post";
        document.body.append(form);
        form.submit();
        await new Promise((resolve) => setTimeout(resolve, 300));
        return "tried";
      });
    }
    return out;
  };
  const other = createServer((request, response) => {
    received.push(request.method + " " + request.url);
    response.writeHead(200, { "Access-Control-Allow-Origin": "*" }).end();
  });
  await new Promise((resolve) => other.listen(0, "127.0.0.1", resolve));
  const base = `http://127.0.0.1:${other.address().port}/`;
  const frame = page.frames().find((f) => f !== page.mainFrame());
  const result = { page: await page.evaluate(knock, base), worker: await page.workers()[0].evaluate(knock, base), frame: await frame.evaluate(knock, base) };
  // The server would have answered: a page without the policy gets through.
  const free = await context.newPage();
  await free.goto(host + "free");
  received.length = 0;
  result.free = await free.evaluate(async (base) => (await fetch(base + "free", { mode: "no-cors" })).type, base);
  result.heard = received.splice(0);
  await free.close();
  other.close();
  complaints.length = 0; // the browser says what it refused
  asked.length = 0;
  return result;
}

// hostile opens what tries to run, and looks into everything.
async function hostile() {
  await page.evaluate(() => {
    globalThis.violations = [];
    document.addEventListener("securitypolicyviolation", (event) => violations.push(event.violatedDirective + " " + event.blockedURI));
  });
  await open(job.files);
  const all = (await listed()).length;
  for (let i = 0; i < Math.min(all, 60); i++) await page.locator("#found > li > button").nth(i).click();
  await press("#tab-changes");
  await page.locator("#older").selectOption({ index: 2 });
  await page.waitForTimeout(20);
  await idle();
  const changed = await page.locator("#changed > li").count();
  await press("#tab-docs");
  await page.frameLocator("iframe").locator("h1").first().waitFor();
  const frame = page.frames().find((f) => f !== page.mainFrame());
  return {
    all, changed,
    pwned: [await page.evaluate(() => window.pwned ?? null), await frame.evaluate(() => window.pwned ?? null)],
    violations: await page.evaluate(() => violations),
    made: await page.evaluate(() => document.querySelectorAll("#work img, #work script, #work svg, #work a, #work form, #work style, #work iframe:not(#frame iframe)").length),
    entry: await page.locator("#entry option").first().textContent(),
  };
}

// axe looks at every view, in light and dark, narrow and wide.
async function axe() {
  const source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
  await page.evaluate(source);
  const found = [];
  const look = async (name) => {
    for (const [colorScheme, width] of [["light", 1400], ["dark", 1400], ["dark", 360], ["light", 360]]) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 900 });
      const where = `${name}, ${colorScheme}, ${width} wide`;
      const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      if (over > 0) found.push(`${where}: the page is ${over} pixels too wide`);
      const { violations } = await page.evaluate(() => axe.run(document, { resultTypes: ["violations"], iframes: false }));
      for (const v of violations) found.push(`${where}: ${v.id}: ${v.help}: ${v.nodes.slice(0, 3).map((n) => n.html.slice(0, 200) + " " + n.failureSummary).join(" | ")}`);
    }
    if (job.pictures) await page.screenshot({ path: join(job.pictures, name + ".png"), fullPage: true });
    await page.setViewportSize({ width: 1400, height: 900 });
  };
  await look("empty");
  await open(job.files);
  await press("#open-sample");
  await page.locator("#found > li > button").nth(3).click();
  await page.locator(".about").waitFor();
  await look("findings");
  await press("#edit");
  await look("editing");
  await press("#edit");
  await press("#tab-changes");
  await page.locator("#older").selectOption({ index: 1 });
  await page.waitForTimeout(20);
  await idle();
  await look("changes");
  await press("#tab-docs");
  await page.frameLocator("iframe").locator("h1").first().waitFor();
  await look("docs");
  // What a screen reader is told.
  const tree = await page.locator("main").ariaSnapshot();
  return { found, tree };
}

try {
  const result = await { work, first, compare, convert, use, keyboard, shut, hostile, axe }[job.action]();
  process.stdout.write(JSON.stringify({ ...result, asked, complaints, received }) + "\n");
} finally {
  await browser.close();
  server.close();
}
