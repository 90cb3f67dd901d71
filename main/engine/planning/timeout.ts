import { secondsInSpan } from '../../../contract/index.ts';

/** Time a job may take when its definition says nothing, in milliseconds. */
export const defaultTimeoutMs = 3_600_000;

/**
 * The `timeout` of a definition in milliseconds: seconds as a number or text (`90`), or parts with a unit of
 * w, d, h, m, s (`30m`, `2h30m`). Nothing given means the default; null means that it cannot be understood.
 */
export function parseTimeout(value: string | number | null | undefined): number | null {
  if (value == null) return defaultTimeoutMs;
  const milliseconds = Math.ceil(secondsInSpan(value) * 1000);
  return milliseconds > 0 && Number.isSafeInteger(milliseconds) ? milliseconds : null;
}
