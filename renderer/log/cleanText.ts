/* oxlint-disable no-control-regex -- control characters are what is taken out */

/** Colours, cursor moves and titles that programs write for a terminal (ECMA-48 CSI and OSC sequences). */
const terminalSequences = /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[@-Z\\-_])/g;
const otherControls = /[\u0000-\u0008\u000b-\u001f\u007f]/g;
const anything = /[\u0000-\u0008\u000b-\u001f\u007f]/;

/**
 * A line as a terminal would show it: sequences for colours are left out, and what follows a carriage return
 * replaces what stood before it, as progress bars want it.
 */
export function cleanText(raw: string): string {
  if (!anything.test(raw)) return raw;
  const unended = raw.replace(/\r+$/, '');
  return unended
    .slice(unended.lastIndexOf('\r') + 1)
    .replace(terminalSequences, '')
    .replace(otherControls, '');
}
