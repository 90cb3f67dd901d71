import type { ApplicationOptions } from '../../../contract/index.ts';

/** What an arrival records for instances that came by no door with a sender. */
const nobody = '';

/** Senders of a batch as they are recorded. */
export function namedSenders(senders: readonly string[] | undefined): readonly string[] {
  return senders === undefined || senders.length === 0 ? [nobody] : senders;
}

/** The quiet time after instances of a sender, in milliseconds. */
export function quietMsOf(
  options: Pick<ApplicationOptions, 'quietSeconds' | 'completeness'>,
  sender: string,
): number {
  const own =
    sender === nobody
      ? undefined
      : options.completeness.quietTimes.find((entry) => isSender(entry.sender, sender));
  return Math.round((own?.quietSeconds ?? options.quietSeconds) * 1000);
}

/**
 * True where a pattern means a sender: all of its name, or its AE title alone where the name is `AETITLE (address)`.
 */
function isSender(pattern: string, sender: string): boolean {
  return fits(pattern, sender) || fits(pattern, senderTitle(sender));
}

/** The AE title of a sender that is named `AETITLE (address)`; all of another's name. */
export function senderTitle(sender: string): string {
  return /^(.*) \([^()]*\)$/.exec(sender)?.[1] ?? sender;
}

/** Whether `*` and the other characters of a pattern make up the text. Takes no longer than both lengths multiplied. */
function fits(pattern: string, text: string): boolean {
  const [wanted, given] = [pattern.toLowerCase(), text.toLowerCase()];
  let at = 0;
  let star = -1;
  let resume = 0;
  for (let read = 0; read < given.length;) {
    if (wanted[at] === '*') {
      star = at;
      resume = read;
      at += 1;
    } else if (wanted[at] === given[read]) {
      at += 1;
      read += 1;
    } else if (star !== -1) {
      // The last star takes one character more.
      resume += 1;
      read = resume;
      at = star + 1;
    } else return false;
  }
  while (wanted[at] === '*') at += 1;
  return at === wanted.length;
}
