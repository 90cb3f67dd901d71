const secondsOf: Record<string, number> = { w: 604_800, d: 86_400, h: 3600, m: 60, s: 1 };

/**
 * A span of time in seconds, as people write it in a settings.json: seconds as a number or text (`90`), or parts with
 * a unit of w, d, h, m, s (`30m`, `2h30m`). NaN where the text is no span of time.
 */
export function secondsInSpan(value: string | number): number {
  if (typeof value === 'number') return value;
  const text = value.trim().toLowerCase();
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text);
  if (!/^(\d+(\.\d+)?\s*[wdhms]\s*)+$/.test(text)) return Number.NaN;
  let seconds = 0;
  for (const [, amount, unit] of text.matchAll(/(\d+(?:\.\d+)?)\s*([wdhms])/g)) {
    seconds += Number(amount) * (secondsOf[unit ?? ''] ?? Number.NaN);
  }
  return seconds;
}
