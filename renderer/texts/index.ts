import { spoken } from './catalogue.ts';
import { english } from './english.ts';
import { locale as englishLocale } from './locale.ts';

/**
 * Every word of the window in the language that it speaks, and how that language writes numbers and dates. They do not
 * change while the page lives, so that they can be used at module scope too.
 */
export const { texts, locale } = spoken() ?? { texts: english, locale: englishLocale };
