import type { ByteSource } from './byteSource.ts';
import type { Encoding } from './elements.ts';
import { actualEncoding } from './fileLayout.ts';
import { inflatedStarts } from './inflateStart.ts';
import { encodingOf, isDeflated } from './transferSyntaxes.ts';
import { walkDataSet } from './walk.ts';
import type { Visit } from './walk.ts';

/**
 * Walks over the first elements of a data set; of a deflated one it unpacks no more than that needs, without giving
 * other work a turn.
 * @param lastTag of the elements that are wanted
 * @param begin called at the start of each walk with what is walked over: a deflated one may take several, of which
 *   only the last counts
 * @throws when the elements cannot be read
 */
export function walkStart(
  source: ByteSource,
  dataSetAt: number,
  transferSyntaxUid: string,
  lastTag: number,
  begin: (start: ByteSource, encoding: Encoding) => Visit,
): void {
  const declared = encodingOf(transferSyntaxUid);
  const walk = (start: ByteSource, at: number) => {
    const encoding = actualEncoding(start, at, declared) ?? declared;
    return walkDataSet(start, at, encoding, begin(start, encoding), lastTag);
  };
  let outcome;
  if (isDeflated(transferSyntaxUid)) {
    for (const start of inflatedStarts(source, dataSetAt)) {
      outcome = walk(start, 0);
      if (outcome.end === 'complete' && !outcome.toEnd) return;
    }
  } else outcome = walk(source, dataSetAt);
  if (outcome?.end === 'broken') throw new Error(outcome.problem);
}
