// A session with a language server through vscode-languageserver-protocol, the library
// of VS Code's own client: lsp.mjs PROGRAM FOLDER. It checks each answer's type with
// the library, and prints what it saw as JSON.
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import lsp from "vscode-languageserver-protocol/node";

const [program, folder] = process.argv.slice(2);
const server = spawn(program, ["lsp"], { stdio: ["pipe", "pipe", "inherit"] });
const connection = lsp.createProtocolConnection(new lsp.StreamMessageReader(server.stdout), new lsp.StreamMessageWriter(server.stdin));
const seen = { errors: [] };
connection.onError(([error]) => seen.errors.push(String(error)));

const waiting = new Map(); // by URI and version
connection.onNotification(lsp.PublishDiagnosticsNotification.type, (p) => {
	const key = `${p.uri} ${p.version}`;
	waiting.get(key)?.(p.diagnostics);
});
connection.onRequest(lsp.RegistrationRequest.type, (p) => {
	seen.watches = p.registrations.map((r) => r.method);
});
connection.listen();

function check(what, ok) {
	if (!ok) {
		seen.errors.push(`${what} has not the type of the protocol`);
	}
}

const uri = (name) => pathToFileURL(join(folder, name)).href;
const texts = new Map();

// diagnostics waits for those of a version, which send causes.
function diagnostics(name, version, send) {
	return new Promise((resolve) => {
		waiting.set(`${uri(name)} ${version}`, (found) => {
			found.forEach((d) => check("a diagnostic", lsp.Diagnostic.is(d)));
			resolve(found);
		});
		send();
	});
}

function open(name) {
	const text = readFileSync(join(folder, name), "utf8");
	texts.set(name, { text, version: 1 });
	return diagnostics(name, 1, () => connection.sendNotification(lsp.DidOpenTextDocumentNotification.type, {
		textDocument: { uri: uri(name), languageId: "json", version: 1, text },
	}));
}

function position(name, marked) {
	const { text } = texts.get(name);
	const at = text.indexOf(marked.replace("|", "")) + marked.indexOf("|");
	const before = text.slice(0, at).split("\n");
	return { line: before.length - 1, character: before.at(-1).length }; // JavaScript counts in UTF-16, too
}

function offset(text, p) {
	const lines = text.split("\n");
	return lines.slice(0, p.line).reduce((sum, line) => sum + line.length + 1, 0) + p.character;
}

// apply changes a text by edits, and sends what changed.
function apply(name, edits) {
	const document = texts.get(name);
	const sorted = [...edits].sort((a, b) => offset(document.text, b.range.start) - offset(document.text, a.range.start));
	sorted.forEach((e) => check("an edit", lsp.TextEdit.is(e)));
	const changes = [];
	for (const e of sorted) {
		document.text = document.text.slice(0, offset(document.text, e.range.start)) + e.newText + document.text.slice(offset(document.text, e.range.end));
		changes.push({ range: e.range, text: e.newText });
	}
	document.version++;
	return diagnostics(name, document.version, () => connection.sendNotification(lsp.DidChangeTextDocumentNotification.type, {
		textDocument: { uri: uri(name), version: document.version }, contentChanges: changes,
	}));
}

const editsOf = (edit, name) => edit.documentChanges.filter((c) => c.textDocument.uri === uri(name)).flatMap((c) => c.edits);
const codes = (found) => found.map((d) => d.code);

const initialized = await connection.sendRequest(lsp.InitializeRequest.type, {
	processId: process.pid, rootUri: null, workspaceFolders: [{ uri: pathToFileURL(folder).href, name: "test" }],
	capabilities: {
		workspace: { workspaceEdit: { documentChanges: true, resourceOperations: ["create"] }, didChangeWatchedFiles: { dynamicRegistration: true } },
		textDocument: {
			codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: [] } }, dataSupport: true, resolveSupport: { properties: ["edit"] } },
			documentSymbol: { hierarchicalDocumentSymbolSupport: true }, publishDiagnostics: { versionSupport: true },
		},
	},
});
seen.server = initialized.serverInfo.name;
await connection.sendNotification(lsp.InitializedNotification.type, {});

const file = "c.postman_collection.json";
const textDocument = { uri: uri(file) };
seen.found = codes(await open(file));

const hover = await connection.sendRequest(lsp.HoverRequest.type, { textDocument, position: position(file, "{{ho|st}}") });
check("a hover", lsp.Hover.is(hover));
seen.hover = hover.contents.value;

const completion = await connection.sendRequest(lsp.CompletionRequest.type, { textDocument, position: position(file, "{{ho|st}}") });
check("a completion", completion.items.length > 0 && completion.items.every((i) => lsp.TextEdit.is(i.textEdit)));
seen.completion = completion.items.slice(0, 2).map((i) => i.label);

const symbols = await connection.sendRequest(lsp.DocumentSymbolRequest.type, { textDocument });
check("a symbol", symbols.every((one) => lsp.DocumentSymbol.is(one)));
seen.symbols = symbols.map((one) => one.name);

const ranges = await connection.sendRequest(lsp.FoldingRangeRequest.type, { textDocument });
check("a folding range", ranges.length > 0 && ranges.every((r) => lsp.FoldingRange.is(r)));

const everywhere = await connection.sendRequest(lsp.WorkspaceSymbolRequest.type, { query: "get" });
check("a symbol of the workspace", everywhere.length > 0 && everywhere.every((one) => lsp.Location.is(one.location)));

const definition = await connection.sendRequest(lsp.DefinitionRequest.type, { textDocument, position: position(file, "{{ho|st}}") });
check("a definition", definition.every((l) => lsp.Location.is(l)));
seen.definition = definition.map((l) => l.uri.split("/").at(-1));

const at = position(file, '"{|id}"');
const actions = await connection.sendRequest(lsp.CodeActionRequest.type, { textDocument, range: { start: at, end: at }, context: { diagnostics: [] } });
check("an action", actions.every((a) => lsp.CodeAction.is(a.data ? { ...a, edit: { changes: {} } } : a)));
seen.actions = actions.map((a) => `${a.kind} ${a.title}`);
seen.fixed = codes(await apply(file, editsOf(actions[0].edit, file)));

const [all] = await connection.sendRequest(lsp.CodeActionRequest.type, { textDocument, range: { start: at, end: at }, context: { diagnostics: [], only: ["source.fixAll"] } });
const resolved = await connection.sendRequest(lsp.CodeActionResolveRequest.type, all);
check("edits", lsp.WorkspaceEdit.is(resolved.edit));
seen.fixedAll = codes(await apply(file, editsOf(resolved.edit, file)));

await open("e.postman_environment.json");
const renamed = await connection.sendRequest(lsp.RenameRequest.type, { textDocument, position: position(file, "{{ho|st}}"), newName: "server" });
check("a rename", lsp.WorkspaceEdit.is(renamed));
await apply(file, editsOf(renamed, file));
await apply("e.postman_environment.json", editsOf(renamed, "e.postman_environment.json"));
seen.environment = texts.get("e.postman_environment.json").text;

await apply(file, await connection.sendRequest(lsp.DocumentFormattingRequest.type, { textDocument, options: { tabSize: 4, insertSpaces: false } }));
seen.text = texts.get(file).text;

const links = await connection.sendRequest(lsp.DocumentLinkRequest.type, { textDocument });
check("links", Array.isArray(links));

await connection.sendRequest(lsp.ShutdownRequest.type);
await connection.sendNotification(lsp.ExitNotification.type);
seen.code = await new Promise((resolve) => server.on("exit", resolve));
console.log(JSON.stringify(seen));
process.exit(0);
