import { EngineError } from '../../../../contract/index.ts';
import { readTagsOf, writeTexts } from '../../dicom/index.ts';
import { commandFields, statuses } from '../../dimse/index.ts';
import {
  openAssociation,
  plainSyntaxes,
  query,
  serviceClasses,
  statusText,
} from '../../dimse/requestor/index.ts';
import type { PeerAddress } from '../../peers/index.ts';
import { elementsOf, queryElements } from './keys.ts';
import type { Answered, QueryKeyword } from './keys.ts';

/**
 * Asks a peer by C-FIND (PS3.4 C.4.1) in the study root model.
 * @param limit answers wanted; when there are more, the query is cancelled
 * @throws EngineError `peer-unreachable`, `peer-refused`, `peer-failed`, `cancelled`
 */
export async function findAnswers(
  address: PeerAddress,
  identifier: Answered,
  limit: number,
  signal: AbortSignal,
): Promise<{ answers: Answered[]; isComplete: boolean }> {
  const { studyRootFind } = serviceClasses;
  const association = await openAssociation({
    ...address,
    signal,
    contexts: [{ abstractSyntax: studyRootFind, transferSyntaxes: plainSyntaxes }],
  });
  const transferSyntax = association.find(studyRootFind)?.transferSyntax ?? plainSyntaxes[0];
  const found: Buffer[] = [];
  const enough = new AbortController();
  let isComplete = true;
  const onPending = ({ dataSet }: { dataSet: Buffer | null }) => {
    if (dataSet === null) return;
    if (found.length < limit) found.push(dataSet);
    else {
      isComplete = false;
      enough.abort();
    }
  };
  const { command } = await query(
    association,
    { SOPClassUID: studyRootFind, CommandField: commandFields.findRequest },
    writeTexts(elementsOf(identifier), transferSyntax),
    { onPending, cancel: enough.signal },
  ).catch((cause: unknown) => {
    // A peer that goes on in spite of the cancel was hung up on; what it told is good all the same.
    if (isComplete || signal.aborted) throw cause;
    return { command: { Status: statuses.cancelled } };
  });
  await association.release();
  const { Status } = command;
  if (Status !== statuses.success && Status !== statuses.cancelled) {
    throw new EngineError('peer-failed', `${association.peer} did not answer the query to its end.`, {
      details: `C-FIND: ${statusText(command)}`,
    });
  }
  const answers = await Promise.all(found.map((dataSet) => answerOf(dataSet, transferSyntax)));
  return { answers, isComplete };
}

async function answerOf(dataSet: Buffer, transferSyntax: string): Promise<Answered> {
  const values = await readTagsOf(dataSet, transferSyntax);
  const keywords = Object.keys(queryElements) as QueryKeyword[];
  return Object.fromEntries(
    keywords.flatMap((keyword) => {
      const value = values[keyword];
      return typeof value === 'string' ? [[keyword, value]] : [];
    }),
  );
}
