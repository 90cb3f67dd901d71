import type { LanguageChoice } from '../../contract/index.ts';
import { languageChoiceSchema, languageFor } from '../../contract/index.ts';

/** Where the choice is kept: beside the colours, in the page's own storage. */
const key = 'language';

/** What the person chose; the system's language before they did. */
export function readLanguageChoice(): LanguageChoice {
  try {
    return languageChoiceSchema.catch('system').parse(localStorage.getItem(key));
  } catch {
    // A page without storage speaks the system's language.
    return 'system';
  }
}

/** In which language the window is to speak. */
export const languageOfWindow = () => languageFor(readLanguageChoice(), navigator.language);

/** Keeps the choice. The page has to be loaded anew for it to be seen. */
export function keepLanguageChoice(choice: LanguageChoice): void {
  localStorage.setItem(key, choice);
}
