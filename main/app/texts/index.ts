import { languageFor } from '../../../contract/index.ts';
import type { LanguageChoice } from '../../../contract/index.ts';
import { english } from './english.ts';
import type { ShellTexts } from './english.ts';
import { german } from './german.ts';

export type { ShellTexts } from './english.ts';

let spoken: ShellTexts = english;

/** What the program says outside its window: menu, tray, notifications, dialogs. To be asked for each time anew. */
export const shellTexts = () => spoken;

/**
 * Decides in which language that is.
 * @param system language of the system (BCP 47)
 */
export function speak(choice: LanguageChoice, system: string): void {
  spoken = { en: english, de: german }[languageFor(choice, system)];
}
