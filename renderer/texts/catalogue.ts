import type { Texts } from './english.ts';

/** The words of one language, and how it writes numbers and dates. */
export interface Catalogue {
  texts: Texts;
  /** BCP 47. */
  locale: string;
}

let chosen: Catalogue | null = null;

/** Decides in which language the window speaks. It counts only before `texts` is imported for the first time. */
export function speak(catalogue: Catalogue): void {
  chosen = catalogue;
}

/** The catalogue that was decided on; null for the one that is always there, English. */
export function spoken(): Catalogue | null {
  return chosen;
}
