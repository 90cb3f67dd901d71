/** Size of a block, in bytes: few calls write much, and small instances fit into one. */
export const blockSize = 256 * 1024;
/** Blocks that are kept for the next instances, 4 MiB in all. */
const mostKept = 16;

/** Memory for bytes on their way to the disk, used again and again: nothing is left to be collected. */
export interface BlockPool {
  take(): Buffer;
  /** Nobody reads it any more. */
  giveBack(block: Buffer): void;
}

export function createBlockPool(): BlockPool {
  const kept: Buffer[] = [];
  return {
    take: () => kept.pop() ?? Buffer.allocUnsafeSlow(blockSize),
    giveBack(block) {
      if (kept.length < mostKept) kept.push(block);
    },
  };
}
