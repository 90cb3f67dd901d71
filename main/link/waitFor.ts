import { EngineError } from '../../contract/index.ts';
import type { EngineClient } from '../../contract/index.ts';

/**
 * Asks again after every event until there is an answer. No polling: what the engine changes, it tells.
 * @param check returns null while the wait goes on
 */
export async function waitFor<Answer>(
  client: EngineClient,
  check: () => Promise<Answer | null>,
): Promise<Answer> {
  let wake: () => void = () => undefined;
  let happened = false;
  const stop = client.onEvent(() => {
    happened = true;
    wake();
  });
  const lost = client.closed.then((): never => {
    throw new EngineError('connection-lost');
  });
  try {
    for (;;) {
      happened = false;
      const answer = await check();
      if (answer !== null) return answer;
      if (happened) continue;
      await Promise.race([
        lost,
        new Promise<void>((resolve) => {
          wake = resolve;
        }),
      ]);
    }
  } finally {
    // The connection may end later in the usual way; that is no error of this wait.
    lost.catch(() => undefined);
    stop();
  }
}
