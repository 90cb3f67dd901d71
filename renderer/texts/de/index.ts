import { speak } from '../catalogue.ts';
import { german } from './german.ts';
import { locale } from './locale.ts';

/** Has the window speak German; to be called before `texts` is imported. */
export function speakGerman(): void {
  speak({ texts: german, locale });
}
