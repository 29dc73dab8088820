import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import * as vscode from "vscode";
import { LanguageClient } from "vscode-languageclient/node";
import { findBinary } from "./binary";
import {
  checkedPage, collectionOf, convertArguments, conversionOf, docsArguments, type Folders, generateArguments, json, lastWord, type Source, templateNames, yaml,
} from "./commands";
import { run } from "./run";

let client: LanguageClient | undefined;

const folders: Folders = {
  isFolder: (path) => fs.statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false,
  list: (folder) => fs.readdirSync(folder),
};

/** Returns the program's path. Where there is none, says why and throws. */
function binary(): string {
  const setting = vscode.workspace.getConfiguration("postwright").get<string>("path", "");
  const found = findBinary(setting, {
    platform: process.platform, env: process.env, home: os.homedir(),
    isFile: (path) => fs.statSync(path, { throwIfNoEntry: false })?.isFile() ?? false,
  });
  if ("problem" in found) throw new Error(found.problem);
  return found.path;
}

const files = [...json, ...yaml].map((pattern) => ({ scheme: "file", pattern }));

let wanted: Promise<void> | undefined; // once a file of Postman's is there

/** Starts the server once there is a file for it: other people's JSON needs none. */
async function startWhenWanted(context: vscode.ExtensionContext): Promise<void> {
  const begin = () => wanted ??= start().catch(complain);
  context.subscriptions.push(vscode.workspace.onDidOpenTextDocument((document) => {
    if (vscode.languages.match(files, document) > 0) void begin();
  }));
  if (vscode.workspace.textDocuments.some((document) => vscode.languages.match(files, document) > 0)) return begin();
  const found = await vscode.workspace.findFiles(`{${[...json, ...yaml].join(",")}}`, "**/node_modules/**", 1);
  if (found.length > 0) return begin();
}

async function start(): Promise<void> {
  const command = binary();
  client = new LanguageClient("postwright", "Postwright", { command, args: ["lsp"] }, {
    documentSelector: files,
    synchronize: { fileEvents: [...json, ...yaml].map((pattern) => vscode.workspace.createFileSystemWatcher(pattern)) },
  });
  await client.start();
}

async function stop(): Promise<void> {
  const running = client;
  client = undefined;
  await running?.stop();
}

/** Runs the program, and gives what it prints; where it fails, throws what it says. */
async function ask(args: string[], cwd: string): Promise<{ stdout: string; stderr: string }> {
  const outcome = await run(binary(), args, cwd);
  if (outcome.code !== 0) throw new Error(lastWord(outcome.stderr));
  return outcome;
}

/** Returns the file that a command is about, saved: that of the menu, or of the editor. */
async function subject(uri?: vscode.Uri): Promise<string> {
  const file = (uri ?? vscode.window.activeTextEditor?.document.uri);
  if (!file || file.scheme !== "file") throw new Error("Open a Postman collection first.");
  const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === file.toString());
  if (open?.isDirty && !(await open.save())) throw new Error("The file could not be saved.");
  return file.fsPath;
}

async function fixAll(): Promise<void> {
  await vscode.commands.executeCommand("editor.action.sourceAction", { kind: "source.fixAll.postwright", apply: "first" });
}

async function chooseSource(folder: string): Promise<Source | undefined> {
  const names = templateNames((await ask(["templates"], folder)).stdout);
  const document = "From an OpenAPI document …";
  const picked = await vscode.window.showQuickPick([...names, document], { placeHolder: "Generate a collection from" });
  if (picked !== document) return picked === undefined ? undefined : { template: picked };
  const files = await vscode.window.showOpenDialog({ canSelectMany: false, filters: { OpenAPI: ["yaml", "yml", "json"] }, title: "OpenAPI document" });
  return files?.[0] && { openapi: files[0].fsPath };
}

async function generate(): Promise<void> {
  const home = vscode.workspace.workspaceFolders?.[0]?.uri;
  if (!home) throw new Error("Open a folder first: the collection is written into it.");
  const source = await chooseSource(home.fsPath);
  if (!source) return;
  const into = await vscode.window.showOpenDialog({ canSelectFolders: true, canSelectFiles: false, canSelectMany: false, defaultUri: home, openLabel: "Generate here" });
  if (!into?.[0]) return;
  const { stderr } = await ask(generateArguments(source, into[0].fsPath), home.fsPath);
  void vscode.window.showInformationMessage(lastWord(stderr));
}

async function convert(uri?: vscode.Uri): Promise<void> {
  const file = collectionOf(await subject(uri), folders);
  const { to, target } = conversionOf(file, folders);
  const into = await vscode.window.showSaveDialog({ defaultUri: vscode.Uri.file(target), title: `Convert to ${to}`, saveLabel: "Convert" });
  if (!into) return;
  const { stdout, stderr } = await ask(convertArguments(file, to, into.fsPath), path.dirname(file));
  const said = (stdout + stderr).trim();
  if (!said.includes("\n")) {
    void vscode.window.showInformationMessage(lastWord(said));
    return;
  }
  // What the other format has no place for is a list.
  const document = await vscode.workspace.openTextDocument({ content: said + "\n", language: "plaintext" });
  await vscode.window.showTextDocument(document);
}

async function showDocumentation(uri?: vscode.Uri): Promise<void> {
  const file = collectionOf(await subject(uri), folders);
  const { stdout } = await ask(docsArguments(file), path.dirname(file));
  const panel = vscode.window.createWebviewPanel("postwright.documentation", path.basename(file), vscode.ViewColumn.Beside, {
    enableScripts: true, // the page's own, by the policy that it brings
    enableFindWidget: true,
    enableForms: false,
    localResourceRoots: [],
  });
  panel.webview.html = checkedPage(stdout);
}

/** Says what goes wrong in a command, with the way to the setting where that may help. */
async function complain(error: unknown): Promise<void> {
  const message = error instanceof Error ? error.message : String(error);
  const settings = "Open the setting";
  const choices = /postwright\.path/.test(message) ? [settings] : [];
  if ((await vscode.window.showErrorMessage("Postwright: " + message, ...choices)) === settings) {
    await vscode.commands.executeCommand("workbench.action.openSettings", "postwright.path");
  }
}

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const commands: Record<string, (uri?: vscode.Uri) => Promise<void>> = {
    fixAll, generate, convert, showDocumentation,
    restart: async () => {
      await stop();
      await start();
    },
  };
  for (const [name, command] of Object.entries(commands)) {
    context.subscriptions.push(vscode.commands.registerCommand("postwright." + name, (uri?: vscode.Uri) => command(uri).catch(complain)));
  }
  context.subscriptions.push(vscode.workspace.onDidChangeConfiguration((event) => {
    if (wanted && event.affectsConfiguration("postwright.path")) void commands.restart().catch(complain);
  }));
  await startWhenWanted(context);
}

export async function deactivate(): Promise<void> {
  await stop();
  wanted = undefined;
}
