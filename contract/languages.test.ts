import { expect, test } from 'vitest';
import { languageFor } from './languages.ts';

test.each([
  ['system', 'de', 'de'],
  ['system', 'de-AT', 'de'],
  ['system', 'DE-ch', 'de'],
  ['system', 'den', 'en'],
  ['system', 'fr-FR', 'en'],
  ['system', '', 'en'],
  ['en', 'de-DE', 'en'],
  ['de', 'en-US', 'de'],
] as const)('the choice %s on a system of %s is spoken as %s', (choice, system, language) => {
  expect(languageFor(choice, system)).toBe(language);
});
