/** A line that a container printed. */
export interface PrintedLine {
  stream: 'stdout' | 'stderr';
  /** Seconds since the epoch with nine digits of a fraction, as Docker takes it for `since`; empty where not told. */
  time: string;
  text: string;
}

/** Docker says of each piece where it comes from: one byte, three unused, and its length. */
const headerBytes = 8;
/** Docker cuts longer lines itself; what is longer is not its log. */
const longestPiece = 1024 * 1024;

/**
 * Takes the stream of a container's log apart.
 * @returns a function that takes the next chunk and gives the lines that are complete with it
 */
export function demultiplexer(): (chunk: Buffer) => PrintedLine[] {
  let held: Buffer = Buffer.alloc(0);
  return (chunk) => {
    held = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
    const lines: PrintedLine[] = [];
    let at = 0;
    while (held.length - at >= headerBytes) {
      const length = held.readUInt32BE(at + 4);
      if (length > longestPiece) throw new Error(`a piece of ${length} bytes in the log of a container`);
      if (held.length - at < headerBytes + length) break;
      const stream = held[at] === 2 ? 'stderr' : 'stdout';
      const text = held.toString('utf8', at + headerBytes, at + headerBytes + length);
      lines.push(...linesOf(stream, text));
      at += headerBytes + length;
    }
    held = held.subarray(at);
    return lines;
  };
}

function linesOf(stream: PrintedLine['stream'], piece: string): PrintedLine[] {
  return piece
    .replace(/\r?\n$/, '')
    .split('\n')
    .map((line) => {
      const found = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d+))?(Z|[+-]\d\d:\d\d) ?/.exec(line);
      const [all = '', second = '', fraction = '', zone = ''] = found ?? [];
      const seconds = Date.parse(`${second}${zone}`) / 1000;
      const time = found === null ? '' : `${seconds}.${fraction.padEnd(9, '0').slice(0, 9)}`;
      return { stream, time, text: line.slice(all.length).replace(/\r$/, '') };
    });
}

/** True when `one` is later than `other`; both as in `PrintedLine`. */
export function isLater(one: string, other: string): boolean {
  return one.length === other.length ? one > other : one.length > other.length;
}
