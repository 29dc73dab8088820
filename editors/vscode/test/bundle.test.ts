import assert from "node:assert/strict";
import Module from "node:module";
import { resolve } from "node:path";
import { test } from "node:test";

// Anything of VS Code's that the language client asks for while it is loaded: every name
// is a class with every other name in it.
const anything: unknown = new Proxy(class {}, {
  get: (target, name) => (name in target || typeof name === "symbol" ? Reflect.get(target, name) : anything),
});

test("the bundle is complete: it loads, with nothing but VS Code beside it", () => {
  const loader = Module as unknown as { _load(name: string, ...rest: unknown[]): unknown };
  const load = loader._load;
  const asked = new Set<string>();
  loader._load = function (name, ...rest) {
    if (!name.startsWith("/")) asked.add(name.replace(/^node:/, ""));
    return name === "vscode" ? anything : load.call(this, name, ...rest);
  };
  try {
    const extension = Module.createRequire(__filename)(resolve("dist/extension.js"));
    assert.equal(typeof extension.activate, "function");
    assert.equal(typeof extension.deactivate, "function");
  } finally {
    loader._load = load;
  }
  for (const name of asked) assert.ok(name === "vscode" || Module.builtinModules.includes(name), name + " is not in the bundle");
  // What knows the network is Node's, for servers that listen on a socket; ours does not.
  for (const name of ["http", "https", "http2", "dgram"]) assert.ok(!asked.has(name), name);
});
