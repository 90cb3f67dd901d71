// oxlint-disable-next-line import/no-unassigned-import -- it has to come before all others
import './withoutEval.ts';
import { languageOfWindow } from './language/index.ts';

const language = languageOfWindow();
document.documentElement.lang = language;
// Words are constants of the modules that show them: they have to be there before those are.
if (language === 'de') (await import('./texts/de/index.ts')).speakGerman();
const { start } = await import('./start.tsx');
start(document);
