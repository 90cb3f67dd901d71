import type { ErrorReply } from '../../../contract/index.ts';
import { printableLines } from './table.ts';

/**
 * Where the command line speaks: machine-readable results and tables on standard output, everything else on standard
 * error, so that results can be piped. Names of files and words of services reach a terminal without control characters.
 */
export interface Output {
  readonly json: boolean;
  /** The result: one JSON line with `--json`, else the text. */
  result(data: object, text: string): void;
  /** The failure: one JSON line on standard output with `--json`, and always a sentence on standard error. */
  failure(error: ErrorReply, data?: object): void;
  /** A remark for people. */
  note(text: string): void;
  /** A line that the next one takes the place of on a terminal; nothing elsewhere. */
  progress(text: string): void;
}

export function createOutput(json: boolean): Output {
  let progressShown = false;
  const clearProgress = () => {
    if (progressShown) process.stderr.write('\r\u001b[K');
    progressShown = false;
  };
  const line = (stream: NodeJS.WriteStream, text: string) => {
    clearProgress();
    stream.write(`${printableLines(text)}\n`);
  };
  return {
    json,
    result(data, text) {
      line(process.stdout, json ? JSON.stringify({ ok: true, ...data }) : text);
    },
    failure(error, data = {}) {
      if (json) line(process.stdout, JSON.stringify({ ok: false, error, ...data }));
      line(process.stderr, `Error: ${error.message}`);
      if (error.advice !== undefined) line(process.stderr, error.advice);
      if (error.details !== undefined) line(process.stderr, `Technical cause: ${error.details}`);
    },
    note: (text) => line(process.stderr, text),
    progress(text) {
      if (!process.stderr.isTTY) return;
      process.stderr.write(`\r\u001b[K${text.slice(0, (process.stderr.columns || 80) - 1)}`);
      progressShown = true;
    },
  };
}
