import { EngineError } from '../../contract/index.ts';
import type { Requeued } from '../../contract/index.ts';
import { counted, printable } from './terminal/index.ts';

/** What became of two requests together, which may have been about the same run. */
export function addRequeued(a: Requeued, b: Requeued): Requeued {
  const runIds = [...new Set([...a.runIds, ...b.runIds])];
  return {
    requeued: a.requeued + b.requeued,
    alongside: a.alongside + b.alongside,
    refused: a.refused + b.refused,
    refusals: [...a.refusals, ...b.refusals],
    notes: [...a.notes, ...b.notes],
    runs: runIds.length + unnamed(a) + unnamed(b),
    runIds,
  };
}

/** Why not all of it could be requeued; null where it was. */
export function refusalIn({ refused, refusals: [first] }: Requeued): EngineError | null {
  if (first === undefined) return null;
  return new EngineError('incomplete', `${refused} could not be requeued. ${first.message}`, {
    advice: `See: dcm-processor show job ${first.jobRun}`,
  });
}

/** That a wait cannot tell what became of all of them, since the engine names so many only; null where it can. */
export function unnamedIn(sum: Requeued): EngineError | null {
  if (unnamed(sum) === 0) return null;
  const { runs, runIds } = sum;
  return new EngineError('incomplete', `Only ${runIds.length} of ${runs} runs were looked at.`, {
    advice: 'All have ended. See: dcm-processor list runs --state failed',
  });
}

export function requeuedInWords({ requeued, alongside, refusals, notes, runs }: Requeued): string {
  return [
    `${requeued} requeued and ${alongside} with them, in ${counted(runs, 'run')}.`,
    ...notes.map((note) => `Note: ${note}`),
    ...refusals.map(({ message, jobRun }) => `Not requeued: ${message} (${jobRun})`),
  ]
    .map(printable)
    .join('\n');
}

/** Runs of which no identifier is told. */
const unnamed = ({ runs, runIds }: Requeued): number => runs - runIds.length;
