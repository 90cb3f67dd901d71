import type { ApplicationContext } from '../context/index.ts';
import { mayBeReencoded } from '../dicom/index.ts';
import type { CompareThread } from './compareThread.ts';
import { locateInstance } from './readers.ts';
import type { TakenInstance } from './types.ts';

/**
 * Finds those among conflicting instances that are the known one in another encoding: their elements are compared.
 * Where that cannot be done they stay conflicting, so that nothing is lost.
 */
export async function recogniseReencoded(
  { history, folders, log }: Pick<ApplicationContext, 'history' | 'folders' | 'log'>,
  thread: Pick<CompareThread, 'haveSameElements'>,
  taken: readonly TakenInstance[],
): Promise<TakenInstance[]> {
  const decided: TakenInstance[] = [];
  for (const one of taken)
    decided.push((await isReencoded(one)) ? { ...one, outcome: 'already-there' } : one);
  return decided;

  async function isReencoded({ staged, outcome, first }: TakenInstance): Promise<boolean> {
    const { SOPInstanceUID, TransferSyntaxUID } = staged.header;
    if (outcome !== 'conflicting' || first === null) return false;
    if (!mayBeReencoded(first.TransferSyntaxUID, TransferSyntaxUID)) return false;
    try {
      return await thread.haveSameElements(fileOf(SOPInstanceUID), staged.stagingFile);
    } catch (cause) {
      log.warn({ cause: String(cause) }, 'an instance could not be compared with the archived one');
      return false;
    }
  }
  /** The known one may be of the same batch and still staged. */
  function fileOf(uid: string): string {
    const inBatch = taken.find((one) => one.outcome === 'new' && one.staged.header.SOPInstanceUID === uid);
    return inBatch?.staged.stagingFile ?? locateInstance(history, folders.archive, uid);
  }
}
