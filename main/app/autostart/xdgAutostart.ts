import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { sync as writeFileAtomicSync } from 'write-file-atomic';
import type { Autostart } from '../../../contract/index.ts';
import { desktopEntry, execValue, readExec } from './desktopEntry.ts';

/** Start at login as Linux desktops have it: a file in the person's autostart folder. */
export interface LoginStart {
  read(): Autostart;
  /** @throws Error where it cannot be written */
  set(isOn: boolean): void;
}

/** Where entries lie (XDG Autostart specification). */
export function autostartFolder(env: Readonly<Record<string, string | undefined>>, home: string): string {
  const given = env['XDG_CONFIG_HOME'];
  // The specification has relative ones ignored.
  return path.join(
    given !== undefined && path.isAbsolute(given) ? given : path.join(home, '.config'),
    'autostart',
  );
}

/**
 * @param options.command what is to be started
 * @param options.mark tells entries of other data homes apart; empty for the usual one
 */
export function xdgAutostart(options: {
  folder: string;
  command: readonly string[];
  mark: string;
}): LoginStart {
  const { folder, command, mark } = options;
  const file = path.join(folder, `dcm-processor${mark}.desktop`);
  const exec = (): string | null => {
    try {
      return readExec(readFileSync(file, 'utf8'));
    } catch {
      // There is none, or none that a session could read.
      return null;
    }
  };
  return {
    read() {
      const found = exec();
      return { isOn: found !== null, command: found ?? execValue(command), file, problem: null };
    },
    set(isOn) {
      if (!isOn) return rmSync(file, { force: true });
      mkdirSync(folder, { recursive: true });
      writeFileAtomicSync(file, desktopEntry(command));
    },
  };
}
