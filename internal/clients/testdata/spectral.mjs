// What Spectral finds in collections with the ruleset of spectral-docs.mjs, as
// JSON on standard output: {FILE: [{rule, pointer}, …], …}.
//
//   node spectral.mjs FILE...
//
// It reads the files and contacts nothing.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import ruleset from "./spectral-docs.mjs";

const require = createRequire(import.meta.url);
const { Document, Spectral } = require("@stoplight/spectral-core");
const { Json } = require("@stoplight/spectral-parsers");

// Spectral follows a $ref to files and servers. A collection has none.
const resolver = { uriCache: {}, resolve: async (result) => ({ result, errors: [], refMap: {}, graph: null }) };

const pointer = (path) => path.map((key) => "/" + String(key).replaceAll("~", "~0").replaceAll("/", "~1")).join("");

const spectral = new Spectral({ resolver });
spectral.setRuleset(ruleset);

const found = {};
for (const file of process.argv.slice(2)) {
  const text = readFileSync(file, "utf8").replace(/^\uFEFF/, "");
  const results = await spectral.run(new Document(text, Json, file));
  found[file] = results.map(({ code, path }) => ({ rule: String(code), pointer: pointer(path) }));
}
process.stdout.write(JSON.stringify(found) + "\n");
