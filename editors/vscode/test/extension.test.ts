import assert from "node:assert/strict";
import { cpSync, existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, test } from "node:test";
import { activate, deactivate } from "../src/extension";
import { clients } from "./client";
import { answers, recorded, Uri, window, workspace } from "./vscode";

// The real program: POSTWRIGHT names it.
const program = process.env.POSTWRIGHT ?? "";
assert.ok(existsSync(program), "set POSTWRIGHT to the path of the program");

const context = { subscriptions: [] } as never;
const call = async (name: string, file?: string) => recorded.commands.get("postwright." + name)!(file && Uri.file(file));

beforeEach(() => {
  for (const list of [recorded.executed, recorded.errors, recorded.messages, recorded.panels, recorded.documents, recorded.quickPicks, clients]) list.length = 0;
  Object.assign(answers, { path: program, pick: undefined, open: undefined, save: undefined, error: undefined, folder: undefined, found: [] });
  window.activeTextEditor = undefined;
  workspace.textDocuments.length = 0;
});

function sample(): string {
  const folder = mkdtempSync(join(tmpdir(), "postwright-"));
  const file = join(folder, "drchrono.postman_collection.json");
  cpSync(join("..", "..", "dist", "drchrono.postman_collection.json"), file);
  return file;
}

test("other people's files start nothing", async () => {
  answers.path = "/nowhere/postwright";
  await activate(context);
  answers.opened({ uri: Uri.file("/r/package.json") });
  assert.deepEqual([clients.length, recorded.errors.length], [0, 0]);
  answers.path = program;
  answers.opened({ uri: Uri.file("/r/a.postman_collection.json") });
  answers.opened({ uri: Uri.file("/r/b.postman_collection.json") });
  assert.equal(clients.length, 1);
  await deactivate();
});

test("the language server starts with the program, for Postman's files, and stops", async () => {
  answers.found = ["c.postman_collection.json"];
  await activate(context);
  const [client] = clients;
  assert.deepEqual(client.server, { command: program, args: ["lsp"] });
  assert.ok(client.running);
  assert.ok(client.options.documentSelector.every(({ scheme }) => scheme === "file"));
  const declared = JSON.parse(readFileSync("package.json", "utf8")).contributes.commands.map(({ command }: { command: string }) => command);
  assert.deepEqual([...recorded.commands.keys()].sort(), declared.sort());
  answers.changed({ affectsConfiguration: (name) => name === "postwright.path" });
  await new Promise((resolve) => setTimeout(resolve, 20));
  assert.deepEqual(clients.map(({ running }) => running), [false, true]);
  await deactivate();
  assert.ok(clients.every(({ running }) => !running));
});

test("without the program, the setting is offered", async () => {
  answers.path = "/nowhere/postwright";
  answers.error = "Open the setting";
  workspace.textDocuments.push({ uri: Uri.file("/r/c.postman_collection.json"), isDirty: false, save: async () => true });
  await activate(context);
  assert.equal(clients.length, 0);
  assert.match(recorded.errors[0], /postwright\.path names \/nowhere\/postwright/);
  assert.deepEqual(recorded.executed, [["workbench.action.openSettings", "postwright.path"]]);
});

test("Fix all asks for the server's action", async () => {
  await call("fixAll");
  assert.deepEqual(recorded.executed, [["editor.action.sourceAction", { kind: "source.fixAll.postwright", apply: "first" }]]);
});

test("the documentation page is shown with its policy", async () => {
  const file = sample();
  window.activeTextEditor = { document: { uri: Uri.file(file) } };
  let saved = 0;
  workspace.textDocuments.push({ uri: Uri.file(file), isDirty: true, save: async () => ++saved > 0 });
  await call("showDocumentation");
  assert.deepEqual(recorded.errors, []);
  const [panel] = recorded.panels;
  assert.equal(saved, 1);
  assert.match(panel.webview.html, /^<!doctype html>[^]*Content-Security-Policy" content="default-src 'none'/i);
  assert.match(panel.webview.html, /Get current user/);
  assert.deepEqual(panel.options.localResourceRoots, []);
});

test("a collection is converted to v3 and back, and what is lost is listed", async () => {
  const file = sample();
  answers.save = ""; // what is proposed
  await call("convert", file);
  const folder = join(file, "..", "drchrono");
  assert.deepEqual(recorded.errors, []);
  assert.ok(existsSync(join(folder, ".resources", "definition.yaml")));
  assert.match(recorded.documents[0], /lost: /);
  answers.save = join(file, "..", "back.json");
  await call("convert", folder);
  assert.equal(JSON.parse(readFileSync(answers.save, "utf8")).info.name, JSON.parse(readFileSync(file, "utf8")).info.name);
  await call("showDocumentation", join(folder, ".resources", "definition.yaml"));
  assert.match(recorded.panels[0].webview.html, /Get current user/);
  assert.deepEqual(recorded.errors, []);
});

test("a collection is generated from a template", async () => {
  const folder = mkdtempSync(join(tmpdir(), "postwright-"));
  Object.assign(answers, { folder, open: folder, pick: "drchrono" });
  await call("generate");
  assert.deepEqual(recorded.errors, []);
  assert.equal(recorded.quickPicks[0][0], "drchrono");
  assert.ok(existsSync(join(folder, "drchrono.postman_collection.json")));
  assert.match(recorded.messages[0], /drchrono/);
});

test("what goes wrong is said, and nothing is written", async () => {
  const folder = mkdtempSync(join(tmpdir(), "postwright-"));
  const file = join(folder, "other.json");
  writeFileSync(file, "[1]");
  answers.save = "";
  for (const command of ["showDocumentation", "convert", "generate"]) await call(command, file);
  await call("showDocumentation");
  assert.equal(recorded.errors.length, 4, recorded.errors.join("\n"));
  assert.match(recorded.errors[0], /^Postwright: cannot document/);
  assert.match(recorded.errors[2], /Open a folder first/);
  assert.match(recorded.errors[3], /Open a Postman collection first/);
  assert.equal(recorded.panels.length, 0);
});
