import { isTyping } from '../../contract/index.ts';
import type { Shortcut } from '../../contract/index.ts';

const field = 'input, textarea, select, [contenteditable]:not([contenteditable="false"]), [role="textbox"]';
/** Inputs that nobody writes in. */
const unwritten = 'input:is([type="checkbox"], [type="radio"], [type="button"], [type="range"])';
/** What is open above the views: what lies below it is not changed unseen. */
const above = '[role="dialog"][aria-modal="true"]';
/** What may be asked for from a dialog all the same. */
const harmless: ReadonlySet<string> = new Set(['find', 'shortcuts']);

/** Whether a shortcut may be taken from where the focus is. */
export function mayTake(shortcut: Shortcut, target: EventTarget | null, page: Document): boolean {
  if (page.querySelector(above) !== null && !harmless.has(shortcut.id)) return false;
  if (!isTyping(shortcut) || !(target instanceof Element)) return true;
  return !target.matches(field) || target.matches(unwritten);
}
