// Bundles the extension into dist/, with the schemas and licences beside it; with
// --tests, the tests into build/test/, where stand-ins take the place of VS Code.
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = fileURLToPath(new URL(".", import.meta.url));
const root = join(here, "..", "..");
const options = { bundle: true, platform: "node", format: "cjs", target: "node20", logLevel: "warning", absWorkingDir: here };

execFileSync("go", ["run", "./internal/tools/schemas", join(here, "schemas")], { cwd: root, stdio: "inherit" });
const { metafile } = await build({ ...options, entryPoints: ["src/extension.ts"], outfile: "dist/extension.js", external: ["vscode"], minify: true, metafile: true });
for (const name of ["LICENSE", "CHANGELOG.md"]) copyFileSync(join(root, name), join(here, name));
writeFileSync(join(here, "THIRD_PARTY_LICENSES.txt"), licences(Object.keys(metafile.inputs)));

// licences are the texts of the packages that are in the bundle.
function licences(inputs) {
  const packages = new Set();
  for (const input of inputs) {
    const found = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input);
    if (found) packages.add(found[1]);
  }
  return [...packages].sort().map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(join(here, folder, "package.json"), "utf8"));
    const file = readdirSync(join(here, folder)).find((entry) => /^licen[cs]e/i.test(entry));
    if (!file) throw new Error(`${name} has no licence file`);
    return `${name} ${version} (${license})\n\n${readFileSync(join(here, folder, file), "utf8").trim()}\n`;
  }).join("\n" + "-".repeat(80) + "\n\n");
}

if (process.argv.includes("--tests")) {
  const tests = readdirSync(join(here, "test")).filter((name) => name.endsWith(".test.ts")).map((name) => join("test", name));
  mkdirSync(join(here, "build", "test"), { recursive: true });
  await build({
    ...options, entryPoints: tests, outdir: "build/test", sourcemap: "inline",
    alias: { vscode: "./test/vscode.ts", "vscode-languageclient/node": "./test/client.ts" },
  });
}
