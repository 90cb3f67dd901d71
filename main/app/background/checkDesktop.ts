import { existsSync } from 'node:fs';
import type { Autostart, DesktopCheck } from '../../../contract/index.ts';

/** What is known of this desktop. */
interface Surroundings {
  autostart: Autostart;
  canNotify: boolean;
  /** Links of our scheme lead to this program; null in a checkout, where they cannot. */
  ownsLinks: boolean | null;
  /** Of the window's program, and of the engine that it speaks with; null while there is none. */
  version: string;
  engineVersion: string | null;
  facts: readonly string[];
}

const well = { advice: null, fix: null, facts: [] };

/** Whether this desktop does for the program what it is meant to. */
export function checkDesktop(surroundings: Surroundings): DesktopCheck[] {
  const { canNotify, ownsLinks } = surroundings;
  return [
    windowCheck(surroundings),
    autostartCheck(surroundings.autostart),
    canNotify
      ? { ...well, check: 'notifications', state: 'ok', found: 'This system shows notifications.' }
      : {
          ...well,
          check: 'notifications',
          state: 'warning',
          found: 'This system shows no notifications.',
          advice: 'Install or start the notification service of your desktop.',
        },
    ownsLinks === false
      ? {
          ...well,
          check: 'links',
          state: 'warning',
          found: 'Links to DCM Processor are opened by another program, or by none.',
          advice: 'Start the installed program once; an AppImage must be registered by your desktop.',
        }
      : {
          ...well,
          check: 'links',
          state: ownsLinks === null ? 'unused' : 'ok',
          found: ownsLinks === null ? 'Only the installed program opens links.' : 'Links lead here.',
        },
  ];
}

function windowCheck({ version, engineVersion, facts }: Surroundings): DesktopCheck {
  const check = { check: 'window' as const, fix: null, facts: [...facts] };
  if (engineVersion === null)
    return {
      ...check,
      state: 'failed',
      found: 'The window reaches no engine.',
      advice: 'See the engine log.',
    };
  if (engineVersion !== version)
    return {
      ...check,
      state: 'failed',
      found: `The window is version ${version}, and the engine ${engineVersion}.`,
      advice:
        'Quit DCM Processor, end engines that were started by "dcm-processor serve", and start it again.',
    };
  return { ...check, state: 'ok', found: `Window and engine are both version ${version}.`, advice: null };
}

function autostartCheck({ isOn, command, file, problem }: Autostart): DesktopCheck {
  const check = { ...well, check: 'autostart' as const };
  if (problem !== null) return { ...check, state: 'unused', found: problem };
  if (!isOn) return { ...check, state: 'unused', found: 'The session does not start the program at login.' };
  const facts = [...(file === null ? [] : [file]), ...(command === null ? [] : [command])];
  // The program is the first word, in quotes; entries of Linux are escaped once more as a whole.
  const words = (command ?? '').replaceAll('\\\\', '\\');
  const program = /^"((?:[^"\\]|\\.)*)"/.exec(words)?.[1]?.replaceAll(/\\(["`$\\])/g, '$1');
  if (program !== undefined && !existsSync(program))
    return {
      ...check,
      state: 'failed',
      found: `The session would start ${program}, which is not there.`,
      advice: 'The program was moved or updated since.',
      fix: 'renew-autostart',
      facts,
    };
  return { ...check, state: 'ok', found: 'The session starts the program at login.', facts };
}
