// oxlint-disable-next-line import/no-unassigned-import -- it has to come before all others
import './withoutEval.ts';
import { languageOfWindow } from './language/index.ts';
import { openPage } from './openPage.ts';

await openPage(document, languageOfWindow(), {
  german: async () => (await import('./texts/de/index.ts')).speakGerman(),
  start: async () => (await import('./start.tsx')).start(document),
});
