import { createHash } from 'node:crypto';

/** A stream of numbers in [0, 1): the same seed gives the same stream on every machine (a 32-bit xorshift). */
export function randomStream(seed: string): () => number {
  let state = createHash('sha256').update(seed).digest().readUInt32LE(0) || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

/** `count` numbers of the standard normal distribution (Box-Muller). */
export function normalNumbers(random: () => number, count: number): Float32Array {
  const numbers = new Float32Array(count);
  for (let index = 0; index < count; index += 2) {
    const radius = Math.sqrt(-2 * Math.log(1 - random()));
    const angle = 2 * Math.PI * random();
    numbers[index] = radius * Math.cos(angle);
    if (index + 1 < count) numbers[index + 1] = radius * Math.sin(angle);
  }
  return numbers;
}
