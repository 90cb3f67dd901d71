/** So much is done before others get a turn. */
const atOnce = 1_000_000;

/** Does something for each number from 0 on, and lets the window draw and answer in between. */
export async function inPieces(count: number, work: (at: number) => unknown): Promise<void> {
  for (let at = 0; at < count; at += 1) {
    work(at);
    if (at % atOnce === atOnce - 1) await new Promise((resolve) => setTimeout(resolve));
  }
}
