import type { ApplicationContext } from '../../../context/index.ts';
import type { CommitmentReporter } from '../types.ts';
import type { CommitmentResult } from '../protocol.ts';

/** Pauses before each further try, in milliseconds. A sender that never hears asks again by itself. */
const pauses = [5_000, 30_000, 120_000];

/** Tells a result of storage commitment to who asked for it, on an association of our own. */
export function reportLater(
  context: ApplicationContext,
  report: CommitmentReporter | undefined,
  {
    callingAeTitle,
    calledAeTitle,
    result,
  }: { callingAeTitle: string; calledAeTitle: string; result: CommitmentResult },
): void {
  const { log } = context;
  async function attempt(count: number): Promise<void> {
    try {
      const known = (await report?.(callingAeTitle, calledAeTitle, result)) ?? false;
      if (!known) {
        const message = 'a sender asked for storage commitment and is not among the peers: it cannot be told';
        log.warn({ peer: callingAeTitle }, message);
      }
    } catch (cause) {
      const pause = pauses[count];
      log.warn({ peer: callingAeTitle, cause: String(cause) }, 'a result of storage commitment was not told');
      if (pause !== undefined) setTimeout(() => void attempt(count + 1), pause).unref();
    }
  }
  void attempt(0);
}
