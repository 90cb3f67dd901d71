/** Time a job may take when its definition says nothing, in milliseconds. */
export const defaultTimeoutMs = 3_600_000;

const secondsOf: Record<string, number> = { w: 604_800, d: 86_400, h: 3600, m: 60, s: 1 };

/**
 * The `timeout` of a definition in milliseconds: seconds as a number or text (`90`), or parts with a unit of
 * w, d, h, m, s (`30m`, `2h30m`). Nothing given means the default; null means that it cannot be understood.
 */
export function parseTimeout(value: string | number | null | undefined): number | null {
  if (value == null) return defaultTimeoutMs;
  const seconds = typeof value === 'number' ? value : secondsInText(value.trim().toLowerCase());
  const milliseconds = Math.ceil(seconds * 1000);
  return milliseconds > 0 && Number.isSafeInteger(milliseconds) ? milliseconds : null;
}

/** NaN where the text is no span of time. */
function secondsInText(text: string): number {
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text);
  if (!/^(\d+(\.\d+)?\s*[wdhms]\s*)+$/.test(text)) return Number.NaN;
  let seconds = 0;
  for (const [, amount, unit] of text.matchAll(/(\d+(?:\.\d+)?)\s*([wdhms])/g)) {
    seconds += Number(amount) * (secondsOf[unit ?? ''] ?? Number.NaN);
  }
  return seconds;
}
