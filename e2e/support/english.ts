import type { Page } from '@playwright/test';
import { z } from 'zod';
import { inRoot } from '../../scripts/setup/index.mjs';

/** Attributes that are read out or shown. */
const spoken = ['aria-label', 'aria-description', 'aria-roledescription', 'alt', 'placeholder', 'title'];

/** Everything that the page says: what is read, heard, and shown on hovering. What is typed as it stands is no words. */
export async function saidOn(page: Page): Promise<string[]> {
  const texts = await page.evaluate<string[]>(`[...document.querySelectorAll('body, body *')].flatMap((one) =>
    one.closest('code, pre, kbd, style, script, textarea, [lang="en"]') !== null ? [] : [
      ...${JSON.stringify(spoken)}.map((name) => one.getAttribute(name) ?? ''),
      ...[...one.childNodes].flatMap((node) => node.nodeType === 3 ? [node.nodeValue] : []),
    ])`);
  return [...new Set(texts.map(plain))].filter((text) => text !== '');
}

/** Finds what of the English words of the window stands in a text; null where nothing does. */
export async function englishFinder(): Promise<(text: string) => string | null> {
  // Read as it runs: tests are no part of the page, and share no types with it.
  const { english, german } = z.object({ english: z.unknown(), german: z.unknown() }).parse({
    ...(await import(inRoot('renderer', 'texts', 'english.ts'))),
    ...(await import(inRoot('renderer', 'texts', 'de', 'german.ts'))),
  });
  const inGerman = new Map(leavesOf(german));
  const ofGerman = new Set([...inGerman].flatMap(([, leaf]) => textsOf(leaf)));
  const patterns = leavesOf(english).flatMap(([place, leaf]) => {
    const translated = textsOf(inGerman.get(place));
    return textsOf(leaf)
      .filter((text, at) => text !== translated[at] && !ofGerman.has(text))
      .flatMap((text) => patternOf(text, place));
  });
  return (text) => patterns.find(({ pattern }) => pattern.test(text))?.place ?? null;
}

/** Letters that a text has at least: shorter ones are the same in many languages. */
const fewestLetters = 4;
/** Letters around the values of a text, and of one that is found within others too. */
const enoughLetters = 8;
const manyLetters = 12;
/** Stands for a value in what a function of the catalogue makes; no text has it. */
const blank = '\uE000';

interface Pattern {
  place: string;
  pattern: RegExp;
}

function patternOf(text: string, place: string): Pattern[] {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  if (letters < (text.includes(blank) ? enoughLetters : fewestLetters)) return [];
  const words = plain(text)
    .replaceAll(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`)
    .replaceAll(blank, '.+')
    .replaceAll(/\d+/g, String.raw`[\d.,]+`);
  const isFoundWithin = letters >= manyLetters && words.includes(' ');
  return [{ place, pattern: new RegExp(isFoundWithin ? words : `^${words}$`, 'u') }];
}

function leavesOf(value: unknown, place = ''): [place: string, leaf: unknown][] {
  if (typeof value !== 'object' || value === null) return [[place, value]];
  return Object.entries(value).flatMap(([key, inner]) => leavesOf(inner, `${place}.${key}`));
}

/** What a leaf of a catalogue says, as far as it can be had without knowing what its function takes. */
function textsOf(leaf: unknown): string[] {
  if (typeof leaf === 'string') return [leaf];
  if (typeof leaf !== 'function') return [];
  const kinds: unknown[][] = [
    [1, 1, 1, 1],
    [2, 3, 4, 5],
    [blank, blank, blank, blank],
    [blank, 2, 3, 4],
    [2, blank, 3, blank],
    [blank, blank, 2],
  ];
  return kinds.map((given) => {
    try {
      const made: unknown = Reflect.apply(leaf, undefined, given);
      return typeof made === 'string' && !/undefined|NaN|\[object/u.test(made) ? made : '';
    } catch {
      // It takes something else.
      return '';
    }
  });
}

function plain(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}
