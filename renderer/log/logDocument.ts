import type { ContainerLogLine, LogPiece as JobLogPiece } from '../../contract/index.ts';
import { cleanText } from './cleanText.ts';

/** A piece of output of a job or a container; `engine`: what DCM Processor notes about a container. */
export interface LogPiece extends Omit<JobLogPiece, 'stream'> {
  stream: ContainerLogLine['stream'];
}

/** One line of output. */
export interface LogLine {
  /** When it began, in milliseconds since the epoch; 0: not known. */
  at: number;
  stream: LogPiece['stream'];
  text: string;
}

/** The output of an attempt as lines, growing. */
export interface LogDocument {
  readonly lines: readonly LogLine[];
  /** Lines that are no longer kept because there were too many; they came before `lines[0]`. */
  readonly forgotten: number;
  /** Length of the longest line so far. */
  readonly longest: number;
  append: (pieces: LogPiece[]) => void;
  /** Everything kept, as text. */
  text: () => string;
}

interface Limits {
  /** Lines kept. */
  lines: number;
  /** Characters kept. */
  characters: number;
  /** A longer line is broken: one line must not stop the window. */
  lineLength: number;
}

const usual: Limits = { lines: 400_000, characters: 48_000_000, lineLength: 8000 };

/** A line whose end has not come yet. */
interface OpenLine {
  line: LogLine;
  raw: string;
}

/**
 * Puts pieces together into lines. Both streams may be in the middle of a line at the same time: what comes next
 * on a stream continues that stream's line, wherever it stands.
 */
export function createLogDocument(limits: Limits = usual): LogDocument {
  const lines: LogLine[] = [];
  const open: Partial<Record<LogPiece['stream'], OpenLine>> = {};
  let forgotten = 0;
  let longest = 0;
  let characters = 0;

  function extend({ stream, at }: LogPiece, part: string) {
    const current = open[stream] ?? begin(stream, at);
    current.raw += part;
    const text = cleanText(current.raw);
    characters += text.length - current.line.text.length;
    current.line.text = text;
    longest = Math.max(longest, text.length);
    // What a carriage return has replaced is gone; a bar that is drawn for hours must not pile up.
    const replaced = current.raw.lastIndexOf('\r', current.raw.length - 2);
    if (replaced > 0) current.raw = current.raw.slice(replaced);
  }

  function begin(stream: LogPiece['stream'], at: number): OpenLine {
    const begun = { line: { at, stream, text: '' }, raw: '' };
    lines.push(begun.line);
    open[stream] = begun;
    return begun;
  }

  function takeLine(piece: LogPiece, text: string, ended: boolean) {
    for (let from = 0; from < text.length || (ended && from === 0);) {
      const room = limits.lineLength - (open[piece.stream]?.raw.length ?? 0);
      const part = text.slice(from, from + Math.max(1, room));
      extend(piece, part);
      from += Math.max(1, part.length);
      if (from < text.length) delete open[piece.stream];
    }
    if (ended) delete open[piece.stream];
  }

  function forget() {
    if (lines.length <= limits.lines && characters <= limits.characters) return;
    // A tenth at once, so that it happens seldom.
    let count = 0;
    let freed = 0;
    while (
      count < lines.length - 1 &&
      (lines.length - count > limits.lines * 0.9 || characters - freed > limits.characters * 0.9)
    ) {
      freed += lines[count]?.text.length ?? 0;
      count += 1;
    }
    lines.splice(0, count);
    characters -= freed;
    forgotten += count;
  }

  return {
    lines,
    get forgotten() {
      return forgotten;
    },
    get longest() {
      return longest;
    },
    append(pieces) {
      for (const piece of pieces) {
        let from = 0;
        for (let end = piece.text.indexOf('\n'); end >= 0; end = piece.text.indexOf('\n', from)) {
          takeLine(piece, piece.text.slice(from, end), true);
          from = end + 1;
        }
        if (from < piece.text.length) takeLine(piece, piece.text.slice(from), false);
      }
      forget();
    },
    text: () => lines.map(({ text }) => `${text}\n`).join(''),
  };
}
