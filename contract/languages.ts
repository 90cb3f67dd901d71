import { z } from 'zod';

/** What a person may choose for the language of the program. */
export const languageChoiceSchema = z.enum(['system', 'en', 'de']);
export type LanguageChoice = z.infer<typeof languageChoiceSchema>;

/** A language that the program speaks. */
export type Language = Exclude<LanguageChoice, 'system'>;

/**
 * The language that a choice means.
 * @param system language of the system (BCP 47); English stands for all that are not spoken
 */
export function languageFor(choice: LanguageChoice, system: string): Language {
  if (choice !== 'system') return choice;
  return /^de\b/iu.test(system) ? 'de' : 'en';
}
