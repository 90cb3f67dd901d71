/** Words in their order: the original's workers served their queues `default`, `medium`, `low`, one after the other. */
const words: Record<string, number> = { default: 0, medium: -10, low: -20 };

/**
 * The `priority` of a definition as a number, greater first: a word (`default` 0, `medium` -10, `low` -20) or any
 * number as it is, also as text. Null means that it cannot be understood.
 */
export function parsePriority(value: string | number): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  const text = value.trim().toLowerCase();
  if (text === '') return words['default'] ?? null;
  if (/^[+-]?\d+(\.\d+)?$/.test(text)) return Number(text);
  return Object.hasOwn(words, text) ? (words[text] ?? null) : null;
}
