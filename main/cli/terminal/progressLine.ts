/** Where nobody watches, a line at most this often, in milliseconds. */
const plainLineEveryMs = 5_000;
/** Characters of a bar. */
const barWidth = 24;

/** What a progress line writes to. */
interface ProgressStream {
  isTTY?: boolean;
  columns?: number;
  write(text: string): unknown;
}

/** How far something is: a line that the next one takes the place of on a terminal, plain lines elsewhere. */
export interface ProgressLine {
  show(text: string, share: number | null): void;
  /** Makes room for other text. */
  clear(): void;
}

/** @param now milliseconds of a clock that is never set */
export function createProgressLine(
  stream: ProgressStream,
  now: () => number = () => performance.now(),
): ProgressLine {
  let isShown = false;
  const began = now();
  let last = { text: '', at: began };
  return {
    show(text, share) {
      if (stream.isTTY === true) {
        const line = share === null ? text : `${bar(share)} ${text}`;
        stream.write(`\r\u001b[K${line.slice(0, (stream.columns ?? 80) - 1)}`);
        isShown = true;
      } else if (text !== last.text && now() - last.at >= plainLineEveryMs) {
        stream.write(share === null ? `${text}\n` : `${percent(share)} ${text}\n`);
        last = { text, at: now() };
      }
    },
    clear() {
      if (isShown) stream.write('\r\u001b[K');
      isShown = false;
    },
  };
}

function bar(share: number): string {
  const full = Math.round(within(share) * barWidth);
  return `[${'#'.repeat(full)}${'.'.repeat(barWidth - full)}] ${percent(share)}`;
}

function percent(share: number): string {
  return `${String(Math.floor(within(share) * 100)).padStart(3)} %`;
}

function within(share: number): number {
  return Math.min(1, Math.max(0, share));
}
