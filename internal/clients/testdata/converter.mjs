// Converts OpenAPI documents, one a line on standard input, with Postman's own converter, and
// prints the collections by file; null for a document that it refuses.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";

const { convertV2 } = createRequire(import.meta.url)("openapi-to-postmanv2");
const options = { folderStrategy: "Tags", parametersResolution: "Example" };
const made = {};
for (const file of readFileSync(0, "utf8").split("\n").filter(Boolean)) {
  made[file] = await new Promise((resolve) => {
    try {
      convertV2({ type: "string", data: readFileSync(file, "utf8") }, options, (error, result) => resolve(error || !result.result ? null : result.output[0].data));
    } catch {
      resolve(null);
    }
  });
}
process.stdout.write(JSON.stringify(made));
