// Compiles a schema to a script that judges one file: node ajv.mjs SCHEMA OUT.
// The script needs nothing at run time but node, and exits 1 on an invalid file.
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const Ajv = require("ajv").default;
const standalone = require("ajv/dist/standalone").default;
const resolveFromHere = JSON.stringify(import.meta.url);

const [schemaPath, outPath] = process.argv.slice(2);
const ajv = new Ajv({ code: { source: true }, strict: false });
const code = standalone(ajv, ajv.compile(JSON.parse(readFileSync(schemaPath, "utf8"))));
writeFileSync(
  outPath,
  `const require_ = require("node:module").createRequire(${resolveFromHere});
const check = (function (module, require) { ${code}
return module.exports; })({ exports: {} }, require_);
const text = require("node:fs").readFileSync(process.argv[2], "utf8");
process.exit(check(JSON.parse(text)) ? 0 : 1);
`,
);
