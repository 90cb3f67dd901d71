/**
 * A Python literal for a text: whatever it holds stays within its quotes. Everything but printable ASCII and letters is
 * escaped, so that nothing can hide in it or change how the file reads.
 */
export function pythonText(text: string): string {
  let literal = '';
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (character === '\\' || character === '"') literal += `\\${character}`;
    else if (character === '\n') literal += '\\n';
    else if (character === '\t') literal += '\\t';
    else if (isPlain(character, code)) literal += character;
    else if (code <= 0xff) literal += `\\x${hex(code, 2)}`;
    else if (code <= 0xffff) literal += `\\u${hex(code, 4)}`;
    else literal += `\\U${hex(code, 8)}`;
  }
  return `"${literal}"`;
}

/**
 * A Python literal for a number.
 * @throws RangeError for what is no number
 */
export function pythonNumber(value: number): string {
  if (!Number.isFinite(value)) throw new RangeError('Only finite numbers can be written.');
  // Python would take digits without a point for an integer, which is exact where this is not.
  if (Number.isInteger(value) && !Number.isSafeInteger(value)) return `float("${String(value)}")`;
  return String(value);
}

/** Printable ASCII, and letters that read the same in every editor. */
function isPlain(character: string, code: number): boolean {
  return (code >= 0x20 && code < 0x7f) || /^\p{L}$/u.test(character);
}

function hex(code: number, digits: number): string {
  return code.toString(16).padStart(digits, '0');
}
