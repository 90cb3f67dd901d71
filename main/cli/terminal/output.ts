import { problemsIn } from '../../../contract/index.ts';
import type { EngineError, ErrorReply } from '../../../contract/index.ts';
import { exitCodeOf, exitCodes } from './exitCodes.ts';
import { createProgressLine } from './progressLine.ts';
import { printableLines } from './table.ts';

/** Version of the shape of what `--json` prints; docs/cli.md tells what may change without a new one. */
export const jsonVersion = 1;

/**
 * How the work of a command ended: well, or with an exit code. One that is not 0 comes only from an `Output`, which has
 * said then what is wrong: `ok` is false exactly when the exit code is not 0.
 */
export type Ended = true | { readonly exitCode: number };

/**
 * Where the command line speaks: machine-readable results and tables on standard output, everything else on standard
 * error, so that results can be piped. Names of files and words of services reach a terminal without control characters.
 */
export interface Output {
  readonly json: boolean;
  /** The result: one JSON line with `--json`, else the text. */
  result(data: object, text: string): void;
  /** A part of a text that goes on as it comes; lines end where they end. Not with `--json`. */
  text(part: string): void;
  /** The result and, where it is not good, why: `ok` is false then, and the result stays beside `error`. */
  verdict(data: object, text: string, problem: EngineError | null): Ended;
  /** The failure: one JSON line on standard output with `--json`, and always a sentence on standard error. */
  failure(error: ErrorReply, data?: object): Ended;
  /** The exit code of a program that had the terminal and has told there what went wrong. Not with `--json`. */
  endOf(program: number): Ended;
  /** A remark for people. */
  note(text: string): void;
  /**
   * How far something is: a bar on a terminal, else a plain line from time to time.
   * @param share of it that is done, from 0 to 1, where that is known
   */
  progress(text: string, share?: number | null): void;
}

/** @param hinted what a hint to somebody who called in this way says */
export function createOutput(json: boolean, hinted = (hint: string) => hint): Output {
  const progressLine = createProgressLine(process.stderr);
  const write = (stream: NodeJS.WriteStream, text: string) => {
    progressLine.clear();
    stream.write(printableLines(text));
  };
  const line = (stream: NodeJS.WriteStream, text: string) => write(stream, `${text}\n`);
  const output: Output = {
    json,
    result(data, text) {
      line(process.stdout, json ? JSON.stringify({ ok: true, version: jsonVersion, ...data }) : text);
    },
    verdict(data, text, problem) {
      if (problem !== null) {
        if (!json) line(process.stdout, text);
        return output.failure(problem.toReply(), data);
      }
      output.result(data, text);
      return true;
    },
    text: (part) => write(process.stdout, part),
    failure(reply, data = {}) {
      const { advice } = reply;
      const error = advice === undefined ? reply : { ...reply, advice: hinted(advice) };
      if (json) line(process.stdout, JSON.stringify({ ok: false, version: jsonVersion, error, ...data }));
      line(process.stderr, `Error: ${error.message}`);
      if (error.advice !== undefined) line(process.stderr, error.advice);
      if (error.details !== undefined && !isSaid(error.message, error.details))
        line(process.stderr, `Technical cause: ${error.details}`);
      return { exitCode: exitCodeOf(error.code) };
    },
    endOf: (program) => program === 0 || { exitCode: exitCodes.failure },
    note: (text) => line(process.stderr, text),
    progress: (text, share = null) => progressLine.show(printableLines(text), share),
  };
  return output;
}

/** Whether a technical cause says no more than the sentence: the only thing that is wrong with a request, say. */
function isSaid(message: string, details: string): boolean {
  const [only, ...others] = problemsIn(details);
  const isOnly = only !== undefined && others.length === 0 && message.includes(only.message);
  return isOnly || message.includes(details);
}
