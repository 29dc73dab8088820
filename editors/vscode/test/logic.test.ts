import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { findBinary, type Machine } from "../src/binary";
import { checkedPage, collectionOf, conversionOf, convertArguments, type Folders, generateArguments, lastWord, templateNames } from "../src/commands";

function machine(files: string[], more: Partial<Machine> = {}): Machine {
  return { platform: "linux", env: { PATH: "/usr/bin:.:bin::/opt/pw" }, home: "/home/me", isFile: (path) => files.includes(path), ...more };
}

test("the program is found by the setting, or on the PATH", () => {
  assert.deepEqual(findBinary("", machine(["/opt/pw/postwright"])), { path: "/opt/pw/postwright" });
  assert.deepEqual(findBinary("~/go/bin/postwright", machine(["/home/me/go/bin/postwright", "/opt/pw/postwright"])), { path: "/home/me/go/bin/postwright" });
  assert.match((findBinary("/nowhere", machine(["/opt/pw/postwright"])) as { problem: string }).problem, /no such file/);
  assert.match((findBinary("", machine([])) as { problem: string }).problem, /not on the PATH/);
});

test("no program in the open folder is started", () => {
  assert.ok("problem" in findBinary("", machine(["postwright", "./postwright", "bin/postwright"])));
  assert.match((findBinary("bin/postwright", machine(["bin/postwright"])) as { problem: string }).problem, /absolute/);
});

test("on Windows the PATH has another name and separator", () => {
  const windows = machine(["C:\\pw\\postwright.exe"], { platform: "win32", env: { Path: "C:\\Windows;C:\\pw" } });
  assert.deepEqual(findBinary("", windows), { path: "C:\\pw\\postwright.exe" });
});

/** A file system of paths. */
function tree(...files: string[]): Folders {
  return {
    isFolder: (path) => files.some((file) => file.startsWith(path + "/")),
    list: (folder) => [...new Set(files.filter((file) => file.startsWith(folder + "/")).map((file) => file.slice(folder.length + 1).split("/")[0]))],
  };
}

test("a file in format v3 stands for its collection", () => {
  const files = tree("/r/postman/collections/A/.resources/definition.yaml", "/r/postman/collections/A/F/x.request.yaml", "/r/postman/collections/A/y.request.yaml", "/r/c.json");
  for (const file of ["A/F/x.request.yaml", "A/.resources/definition.yaml", "A/y.request.yaml", "A"]) {
    assert.equal(collectionOf("/r/postman/collections/" + file, files), "/r/postman/collections/A");
  }
  assert.equal(collectionOf("/r/c.json", files), "/r/c.json");
  assert.equal(collectionOf("/r/e.environment.yaml", files), "/r/e.environment.yaml");
});

test("conversions go beside the file", () => {
  const files = tree("/r/A/x.request.yaml");
  assert.deepEqual(conversionOf("/r/A", files), { to: "v2.1", target: "/r/A.postman_collection.json" });
  assert.deepEqual(conversionOf("/r/A.postman_collection.json", files), { to: "v3", target: "/r/A" });
  assert.deepEqual(conversionOf("/r/E.postman_environment.json", files), { to: "v3", target: "/r/E.environment.yaml" });
  assert.deepEqual(conversionOf("/r/E.environment.yaml", files), { to: "v2.1", target: "/r/E.postman_environment.json" });
});

test("no name is taken for a flag", () => {
  assert.deepEqual(convertArguments("--to", "v3", "/r/x").slice(-2), ["--", "--to"]);
  assert.deepEqual(generateArguments({ template: "--force" }, "/r").slice(-2), ["--", "--force"]);
  assert.deepEqual(generateArguments({ openapi: "/r/api.yaml" }, "/r"), ["generate", "-o", "/r/", "--openapi", "/r/api.yaml"]);
});

test("what the program prints is read", () => {
  assert.deepEqual(templateNames("drchrono  DrChrono API  2 requests\nother  Other\n"), ["drchrono", "other"]);
  assert.equal(lastWord("a warning\npostwright: cannot read x\n"), "cannot read x");
});

test("a page without its policy is not shown", () => {
  const policy = `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-a='; script-src 'sha256-b='; base-uri 'none'; form-action 'none'">`;
  assert.ok(checkedPage(`<head>${policy}<title>x</title>`));
  for (const html of ["<title>x</title>", `<title>x</title>${policy}`, `<head>${policy.replace("'none'", "*")}<title>x</title>`]) {
    assert.throws(() => checkedPage(html), /Content-Security-Policy/);
  }
});

test("the manifest names what there is", () => {
  const manifest = JSON.parse(readFileSync("package.json", "utf8"));
  const validated = [...manifest.contributes.jsonValidation, ...manifest.contributes.yamlValidation];
  for (const { url } of validated) assert.equal(typeof JSON.parse(readFileSync(url, "utf8")).$schema, "string", url);
  const declared = manifest.contributes.commands.map(({ command }: { command: string }) => command);
  const inMenus = Object.values(manifest.contributes.menus).flat().map((entry) => (entry as { command: string }).command);
  assert.ok(inMenus.every((command) => declared.includes(command)));
});
