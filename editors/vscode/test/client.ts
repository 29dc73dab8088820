// Stands for the language client: it records how it is made, started and stopped.
export const clients: LanguageClient[] = [];

export class LanguageClient {
  running = false;
  constructor(
    readonly id: string,
    readonly name: string,
    readonly server: { command: string; args: string[] },
    readonly options: { documentSelector: { scheme: string; pattern: string }[] },
  ) {
    clients.push(this);
  }
  async start() { this.running = true; }
  async stop() { this.running = false; }
}
