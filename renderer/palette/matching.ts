import type { Entry, EntryGroup } from './entry.ts';

/** Entries that stand under one heading. */
export interface Found {
  group: EntryGroup;
  entries: Entry[];
}

/** Most entries of one heading while something is typed, and before. */
const mostOfGroup = 8;

/** Without case and marks: `Über` is found by `uber`. */
export function folded(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/\p{Mark}/gu, '')
    .toLowerCase();
}

/** How well a text answers what is typed: 0 not at all, more is better. Every word has to be in it somewhere. */
export function matchOf(text: string, query: string): number {
  const words = folded(query).split(/\s+/).filter(Boolean);
  const whole = folded(text);
  if (words.length === 0) return 1;
  let sum = whole.startsWith(words.join(' ')) ? 3 : 0;
  for (const word of words) {
    const at = whole.indexOf(word);
    if (at < 0) return 0;
    const isBeginning = at === 0 || !/[\p{Letter}\p{Number}]/u.test(whole[at - 1] ?? '');
    sum += (isBeginning ? 2 : 1) / words.length;
  }
  return sum;
}

/** What is shown for what is typed: headings with the best entry first, each in the order of its matches. */
export function matching(entries: readonly Entry[], query: string): Found[] {
  const isAsked = query.trim() !== '';
  const groups = new Map<EntryGroup, { best: number; all: { entry: Entry; match: number }[] }>();
  for (const entry of entries) {
    const match =
      entry.isFound === true
        ? 1
        : Math.max(matchOf(entry.label, query), matchOf(entry.hint ?? '', query) / 2);
    // Before anything is typed only what is likely is shown.
    if (match === 0 || (!isAsked && entry.group === 'settings')) continue;
    const group = groups.get(entry.group) ?? { best: 0, all: [] };
    group.all.push({ entry, match });
    groups.set(entry.group, { ...group, best: Math.max(group.best, match) });
  }
  const found = [...groups].map(([group, { best, all }]) => ({
    group,
    best,
    entries: all
      .toSorted((one, other) => other.match - one.match)
      .slice(0, isAsked ? mostOfGroup : undefined)
      .map(({ entry }) => entry),
  }));
  return isAsked ? found.toSorted((one, other) => other.best - one.best) : found;
}
