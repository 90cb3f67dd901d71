import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** What `native/linux` offers. Every call is harmless with anything, and answers false where it did nothing. */
export interface LinuxHelper {
  /** Has what arrives on that socket acknowledged at once, until the system goes back to its own way. */
  quickAck(fd: number): boolean;
  /** Has these bytes of a file written to the disk soon. It promises nothing: a flush is needed as ever. */
  startWriting(fd: number, at: number, length: number): boolean;
}

/** The helper, or null, and why it is not there where it could be. */
export type LoadedHelper = { helper: LinuxHelper; problem: null } | { helper: null; problem: string | null };

let loaded: LoadedHelper | null = null;

/** Loads the helper of this system, once in each thread. */
export function linuxHelper(): LoadedHelper {
  loaded ??= load();
  return loaded;
}

function load(): LoadedHelper {
  if (process.platform !== 'linux') return { helper: null, problem: null };
  const file = helperFile();
  if (file === null) return { helper: null, problem: 'It is built with a C compiler: npm run setup.' };
  try {
    return { helper: createRequire(import.meta.url)(file) as LinuxHelper, problem: null };
  } catch (cause) {
    return { helper: null, problem: `It cannot be loaded: ${String(cause)}` };
  }
}

/** Beside the bundles of a package, else where `scripts/setup` put it; null without one. */
function helperFile(): string | null {
  let folder = path.dirname(fileURLToPath(import.meta.url));
  for (;;) {
    for (const place of [['native'], ['node_modules', '.cache', 'dcm-processor', 'native']]) {
      const file = path.join(folder, ...place, 'linux.node');
      if (existsSync(file)) return file;
    }
    const parent = path.dirname(folder);
    if (parent === folder) return null;
    folder = parent;
  }
}
