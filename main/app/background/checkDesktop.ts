import { existsSync } from 'node:fs';
import type { Autostart, DesktopCheck } from '../../../contract/index.ts';
import { shellTexts } from '../texts/index.ts';

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
  const { desktop: words } = shellTexts();
  return [
    windowCheck(surroundings),
    autostartCheck(surroundings.autostart),
    canNotify
      ? { ...well, check: 'notifications', state: 'ok', found: words.notifies }
      : {
          ...well,
          check: 'notifications',
          state: 'warning',
          found: words.notifiesNot,
          advice: words.startNotifications,
        },
    ownsLinks === false
      ? {
          ...well,
          check: 'links',
          state: 'warning',
          found: words.linksElsewhere,
          advice: words.startInstalled,
        }
      : {
          ...well,
          check: 'links',
          state: ownsLinks === null ? 'unused' : 'ok',
          found: ownsLinks === null ? words.linksOnlyInstalled : words.linksHere,
        },
  ];
}

function windowCheck({ version, engineVersion, facts }: Surroundings): DesktopCheck {
  const { desktop: words } = shellTexts();
  const check = { check: 'window' as const, fix: null, facts: [...facts] };
  if (engineVersion === null)
    return {
      ...check,
      state: 'failed',
      found: words.noEngine,
      advice: words.seeLog,
    };
  if (engineVersion !== version)
    return {
      ...check,
      state: 'failed',
      found: words.versions(version, engineVersion),
      advice: words.startAgain,
    };
  return { ...check, state: 'ok', found: words.sameVersion(version), advice: null };
}

function autostartCheck({ isOn, command, file, problem }: Autostart): DesktopCheck {
  const { desktop: words } = shellTexts();
  const check = { ...well, check: 'autostart' as const };
  if (problem !== null) return { ...check, state: 'unused', found: problem };
  if (!isOn) return { ...check, state: 'unused', found: words.notAtLogin };
  const facts = [...(file === null ? [] : [file]), ...(command === null ? [] : [command])];
  // The program is the first word, in quotes; entries of Linux are escaped once more as a whole.
  const unescaped = (command ?? '').replaceAll('\\\\', '\\');
  const program = /^"((?:[^"\\]|\\.)*)"/.exec(unescaped)?.[1]?.replaceAll(/\\(["`$\\])/g, '$1');
  if (program !== undefined && !existsSync(program))
    return {
      ...check,
      state: 'failed',
      found: words.startsWhatIsGone(program),
      advice: words.moved,
      fix: 'renew-autostart',
      facts,
    };
  return { ...check, state: 'ok', found: words.atLogin, facts };
}
