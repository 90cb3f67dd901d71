/**
 * Splits a byte stream into lines.
 * @param longest bytes that one line may have
 * @param onLine called for each whole line, without its end mark
 * @returns a function that takes the next chunk; false when a line is too long and the stream is to be given up
 */
export function lineSplitter(longest: number, onLine: (line: string) => void): (chunk: Buffer) => boolean {
  let held: Buffer[] = [];
  let heldBytes = 0;
  return (chunk) => {
    let start = 0;
    for (let end = chunk.indexOf(0x0a); end !== -1; end = chunk.indexOf(0x0a, start)) {
      const rest = chunk.subarray(start, end);
      const line = held.length === 0 ? rest : Buffer.concat([...held, rest]);
      held = [];
      heldBytes = 0;
      start = end + 1;
      if (line.length > longest) return false;
      if (line.length > 0) onLine(line.toString('utf8'));
    }
    if (start < chunk.length) {
      held.push(chunk.subarray(start));
      heldBytes += chunk.length - start;
    }
    return heldBytes <= longest;
  };
}
