import * as path from "node:path";

/** The patterns of the files that the language server knows. */
export const json = ["**/*.postman_collection.json", "**/*.postman_collection", "**/*.postman_environment.json", "**/*.postman_environment", "**/*.postman_globals.json"];
export const yaml = [
  "**/*.{request,example,message}.{yaml,yml}", "**/.resources/definition.{yaml,yml}", "**/*.{environment,globals}.{yaml,yml}", "**/postwright.yaml",
];

/** What a collection is generated from. */
export type Source = { template: string } | { openapi: string };

export function generateArguments(source: Source, folder: string): string[] {
  const output = ["-o", folder + path.sep];
  return "openapi" in source ? ["generate", ...output, "--openapi", source.openapi] : ["generate", ...output, "--", source.template];
}

/** The names in what `postwright templates` prints: the first word of each line. */
export function templateNames(printed: string): string[] {
  return printed.split("\n").map((line) => line.split(/\s/, 1)[0]).filter((name) => name !== "");
}

/** Whether a path is that of a file in format v3, YAML, by its name. */
export function isYAML(file: string): boolean { return /\.ya?ml$/.test(file); }

export interface Folders {
  isFolder(path: string): boolean;
  list(folder: string): string[];
}

function holdsV3(folder: string, folders: Folders): boolean {
  return folders.isFolder(folder) && folders.list(folder).some((name) => name === ".resources" || /\.request\.ya?ml$/.test(name));
}

/**
 * The collection that a path is part of: a JSON file is one itself; a YAML file belongs
 * to the outermost folder around it that holds requests or a definition.
 */
export function collectionOf(file: string, folders: Folders): string {
  if (folders.isFolder(file) || !isYAML(file) || /\.(environment|globals)\.ya?ml$/.test(file)) return file;
  let folder = path.dirname(file);
  for (let at = folder; at !== path.dirname(at); at = path.dirname(at)) {
    if (path.basename(at) === ".resources") folder = path.dirname(at);
  }
  for (;;) {
    const parent = path.dirname(folder);
    const isCollections = path.basename(parent) === "collections" && path.basename(path.dirname(parent)) === "postman";
    if (parent === folder || isCollections || !holdsV3(parent, folders)) return folder;
    folder = parent;
  }
}

export interface Conversion {
  to: "v2.1" | "v3";
  target: string; // where the result is proposed to go
}

/** How a collection or environment is converted, and where the result may go. */
export function conversionOf(file: string, folders: Folders): Conversion {
  const folder = path.dirname(file), name = path.basename(file);
  if (folders.isFolder(file)) return { to: "v2.1", target: path.join(folder, name + ".postman_collection.json") };
  if (isYAML(file)) return { to: "v2.1", target: path.join(folder, name.replace(/\.(environment|globals)\.ya?ml$/, ".postman_$1.json")) };
  if (/\.postman_(environment|globals)(\.json)?$/.test(name)) {
    return { to: "v3", target: path.join(folder, name.replace(/\.postman_(environment|globals)(\.json)?$/, ".$1.yaml")) };
  }
  return { to: "v3", target: path.join(folder, name.replace(/(\.postman_collection)?(\.json)?$/, "")) };
}

export function convertArguments(file: string, to: Conversion["to"], target: string): string[] {
  return ["convert", "--to", to, "-o", target, "--", file];
}

export function docsArguments(file: string): string[] { return ["docs", "-o", "-", "--", file]; }

/** The last line of what a program says, without its name. */
export function lastWord(stderr: string): string {
  const lines = stderr.trim().split(/\r?\n/).filter((line) => line.trim() !== "");
  return (lines.at(-1) ?? "postwright says nothing").replace(/^postwright: /, "");
}

const policy = /<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-[A-Za-z0-9+/=]+'; script-src 'sha256-[A-Za-z0-9+/=]+'; base-uri 'none'; form-action 'none'">/;

/**
 * The page of documentation for a webview. It must bring its own policy, before
 * anything that a collection says: it allows its own style and script and nothing else.
 */
export function checkedPage(html: string): string {
  const head = html.slice(0, html.indexOf("<title"));
  if (!policy.test(head)) throw new Error("The documentation page has no Content-Security-Policy that forbids everything else.");
  return html;
}
