// Stands for VS Code: what the extension asks of it is recorded, what it answers is set
// by a test.
import * as path from "node:path";

type Handler = (...args: unknown[]) => unknown;

export const recorded = {
  commands: new Map<string, Handler>(),
  executed: [] as unknown[][],
  errors: [] as string[],
  messages: [] as string[],
  panels: [] as { title: string; options: Record<string, unknown>; webview: { html: string } }[],
  documents: [] as string[],
  quickPicks: [] as string[][],
  saved: 0,
};

/** What the person at VS Code does. */
export const answers = {
  path: "" as string,
  pick: undefined as string | undefined,
  open: undefined as string | undefined,
  save: undefined as string | undefined,
  error: undefined as string | undefined,
  folder: undefined as string | undefined,
  opened: (() => {}) as (document: { uri: Uri }) => void,
  found: [] as string[], // in the workspace
  changed: (() => {}) as (event: { affectsConfiguration(name: string): boolean }) => void,
};

export class Uri {
  private constructor(readonly scheme: string, readonly fsPath: string) {}
  static file(fsPath: string) { return new Uri("file", path.resolve(fsPath)); }
  static untitled(name: string) { return new Uri("untitled", name); }
  toString() { return this.scheme + ":" + this.fsPath; }
}

export const ViewColumn = { Beside: -2 };

const disposable = { dispose() {} };
const picked = () => (answers.open === undefined ? undefined : [Uri.file(answers.open)]);

export const window = {
  activeTextEditor: undefined as { document: { uri: Uri } } | undefined,
  showErrorMessage: async (message: string) => {
    recorded.errors.push(message);
    return answers.error;
  },
  showInformationMessage: async (message: string) => { recorded.messages.push(message); },
  showQuickPick: async (items: string[]) => {
    recorded.quickPicks.push(items);
    return answers.pick;
  },
  showOpenDialog: async () => picked(),
  showSaveDialog: async (options: { defaultUri: Uri }) => (answers.save === undefined ? undefined : Uri.file(answers.save || options.defaultUri.fsPath)),
  createWebviewPanel: (_type: string, title: string, _column: number, options: Record<string, unknown>) => {
    const panel = { title, options, webview: { html: "" } };
    recorded.panels.push(panel);
    return panel;
  },
  showTextDocument: async () => {},
};

export const workspace = {
  textDocuments: [] as { uri: Uri; isDirty: boolean; save(): Promise<boolean> }[],
  get workspaceFolders() { return answers.folder === undefined ? undefined : [{ uri: Uri.file(answers.folder) }]; },
  getConfiguration: () => ({ get: () => answers.path }),
  createFileSystemWatcher: () => disposable,
  onDidOpenTextDocument: (handler: typeof answers.opened) => {
    answers.opened = handler;
    return disposable;
  },
  findFiles: async () => answers.found,
  onDidChangeConfiguration: (handler: typeof answers.changed) => {
    answers.changed = handler;
    return disposable;
  },
  openTextDocument: async ({ content }: { content: string }) => {
    recorded.documents.push(content);
    return {};
  },
};

export const languages = {
  // Of the patterns, the ends of names are what counts here.
  match: (selector: { pattern: string }[], document: { uri: Uri }) =>
    selector.some(({ pattern }) => !/[{}]/.test(pattern) && document.uri.fsPath.endsWith(pattern.replace(/^\*\*\/\*?/, ""))) ? 10 : 0,
};

export const commands = {
  registerCommand: (name: string, handler: Handler) => {
    recorded.commands.set(name, handler);
    return disposable;
  },
  executeCommand: async (...args: unknown[]) => { recorded.executed.push(args); },
};
