import * as path from "node:path";

/** What finding the program needs to know of the machine. */
export interface Machine {
  platform: NodeJS.Platform;
  env: Record<string, string | undefined>;
  home: string;
  isFile(path: string): boolean;
}

export type Found = { path: string } | { problem: string };

/**
 * Finds the program: where the setting says, or else on the PATH. Entries of the PATH
 * that are not absolute are left out: they would lead into the folder that is open.
 */
export function findBinary(setting: string, machine: Machine): Found {
  const separate = machine.platform === "win32" ? path.win32 : path.posix;
  const wanted = setting.trim().replace(/^~(?=$|[/\\])/, () => machine.home);
  if (wanted !== "") {
    if (!separate.isAbsolute(wanted)) {
      return { problem: `postwright.path is "${setting}"; it must be an absolute path.` };
    }
    return machine.isFile(wanted) ? { path: wanted } : { problem: `postwright.path names ${wanted}, and there is no such file.` };
  }
  const name = machine.platform === "win32" ? "postwright.exe" : "postwright";
  const key = Object.keys(machine.env).find((key) => (machine.platform === "win32" ? key.toUpperCase() : key) === "PATH");
  for (const folder of (key && machine.env[key] || "").split(separate.delimiter)) {
    const candidate = separate.join(folder, name);
    if (separate.isAbsolute(folder) && machine.isFile(candidate)) return { path: candidate };
  }
  return { problem: "The program postwright is not on the PATH. Install it, or set postwright.path." };
}
