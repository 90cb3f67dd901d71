import type { ByteSource } from './byteSource.ts';

/** Bytes that come in their order and of which only some are kept; the others read as zeros. */
export interface SparseSource extends ByteSource {
  /** Bytes of memory that it takes. */
  readonly cost: number;
  /** The next bytes, to be kept; they are copied. */
  append(bytes: Buffer): void;
  /** The next bytes are not kept. */
  skip(count: number): void;
}

const firstCapacity = 64 * 1024;
/** Memory for noting where one run of kept bytes begins. */
const costOfRun = 16;

/** A source that is empty. A view is overwritten by nothing, but `append` may make it one of an older copy. */
export function createSparseSource(): SparseSource {
  let kept = Buffer.allocUnsafeSlow(firstCapacity);
  let used = 0;
  let size = 0;
  /** Where runs of kept bytes begin, in the source and in `kept`. */
  const starts: number[] = [];
  const offsets: number[] = [];
  /** The last run ends where the next bytes are. */
  let isOpen = false;

  function lengthOf(run: number): number {
    return (offsets[run + 1] ?? used) - (offsets[run] ?? 0);
  }
  /** The last run that begins at `position` or before; -1 without one. */
  function runAt(position: number): number {
    const last = starts.length - 1;
    if (last >= 0 && (starts[last] ?? 0) <= position) return last;
    let [low, high] = [0, last];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((starts[middle] ?? 0) <= position) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }
  function assembled(position: number, length: number): Buffer {
    const bytes = Buffer.alloc(length);
    for (let run = Math.max(runAt(position), 0); run < starts.length; run++) {
      const [start, offset] = [starts[run] ?? 0, offsets[run] ?? 0];
      if (start >= position + length) break;
      const from = Math.max(position - start, 0);
      const there = lengthOf(run);
      if (from < there) kept.copy(bytes, start + from - position, offset + from, offset + there);
    }
    return bytes;
  }

  return {
    get size() {
      return size;
    },
    get cost() {
      return used + starts.length * costOfRun;
    },
    append(bytes) {
      if (bytes.length === 0) return;
      if (!isOpen) {
        starts.push(size);
        offsets.push(used);
        isOpen = true;
      }
      if (used + bytes.length > kept.length) {
        const larger = Buffer.allocUnsafeSlow(Math.max(kept.length * 2, used + bytes.length));
        kept.copy(larger, 0, 0, used);
        kept = larger;
      }
      used += bytes.copy(kept, used);
      size += bytes.length;
    },
    skip(count) {
      if (count === 0) return;
      isOpen = false;
      size += count;
    },
    view(position, length) {
      const wanted = Math.max(Math.min(length, size - position), 0);
      const run = runAt(position);
      const from = position - (starts[run] ?? 0);
      if (run < 0 || from + wanted > lengthOf(run)) return assembled(position, wanted);
      const offset = (offsets[run] ?? 0) + from;
      return kept.subarray(offset, offset + wanted);
    },
  };
}
