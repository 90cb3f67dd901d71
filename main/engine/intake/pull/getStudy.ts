import { archiveFailure, removeStaged } from '../../archive/index.ts';
import { EngineError, toEngineError } from '../../../../contract/index.ts';
import { writeTexts } from '../../dicom/index.ts';
import { commandFields, responseBit, statuses } from '../../dimse/index.ts';
import type { CommandSet } from '../../dimse/index.ts';
import {
  openAssociation,
  plainSyntaxes,
  query,
  serviceClasses,
  statusText,
} from '../../dimse/requestor/index.ts';
import type { RequestedAssociation, RequestorOptions } from '../../dimse/requestor/index.ts';
import type { Arrived, EngineSide } from '../arriving/index.ts';
import { createReceiving, receiveInstance } from '../scp/thread/index.ts';
import { elementsOf } from './keys.ts';
import type { Fetch, FetchItem } from './protocol.ts';
import { storageContexts } from './storageContexts.ts';

/** C-GET ended with sub-operations that failed, or with nothing but such (PS3.4 table C.4-3). */
const someFailed = 0xb000;
const allFailed = 0xa702;

/** The identifier of a retrieval (PS3.4 C.4.2.1.4, C.4.3.1.3). */
export function retrieveIdentifier(
  { StudyInstanceUID, SeriesInstanceUID }: FetchItem,
  transferSyntax: string,
): Buffer {
  const QueryRetrieveLevel = SeriesInstanceUID === undefined ? 'STUDY' : 'SERIES';
  return writeTexts(elementsOf({ QueryRetrieveLevel, StudyInstanceUID, SeriesInstanceUID }), transferSyntax);
}

/** What the last answer of C-GET or C-MOVE says. @throws EngineError `peer-failed` when it says that nothing came */
export function retrieveEnd(peer: string, command: CommandSet): { failed: number } {
  const { Status, NumberOfFailedSuboperations: failed = 0 } = command;
  if (Status === statuses.success || Status === someFailed) return { failed };
  throw failureOf(peer, command);
}

function failureOf(peer: string, command: CommandSet): EngineError {
  return new EngineError('peer-failed', `${peer} did not hand over what was asked for.`, {
    details: statusText(command),
  });
}

/**
 * Fetches by C-GET (PS3.4 C.4.3): the instances come on the association that asks for them, and are stored as those
 * of any sender are. Where some could not be handed over, the peer is asked again with other transfer syntaxes: it may
 * have accepted none in which they are stored.
 * @returns how many instances the peer could not hand over
 * @throws EngineError `peer-unreachable`, `peer-refused`, `peer-failed`, `disk-full`, `cancelled`
 */
export async function getStudy(
  fetch: Extract<Fetch, { way: 'get' }>,
  engine: EngineSide,
  signal: AbortSignal,
): Promise<{ failed: number }> {
  await engine.assertSpace();
  /** SOP Instance UIDs of what came; a peer may hand it over again in another encoding. */
  const came = new Set<string>();
  const [first = [], ...others] = storageContexts(fetch.SOPClassUIDs);
  const { failed, problem } = await getOnce(fetch, { engine, signal, contexts: first, came });
  const cameFirst = came.size;
  const left = () => Math.max(failed - (came.size - cameFirst), 0);
  for (const contexts of others) {
    if (left() === 0) break;
    await getOnce(fetch, { engine, signal, contexts, came });
  }
  if (problem !== null && came.size === 0) throw problem;
  return { failed: left() };
}

/**
 * Asks on one association.
 * @returns how many instances did not come, and why where none did
 */
async function getOnce(
  fetch: Extract<Fetch, { way: 'get' }>,
  {
    engine,
    signal,
    contexts,
    came,
  }: {
    engine: EngineSide;
    signal: AbortSignal;
    contexts: RequestorOptions['contexts'];
    came: Set<string>;
  },
): Promise<{ failed: number; problem: EngineError | null }> {
  const { studyRootGet } = serviceClasses;
  const receiving = createReceiving(fetch.stagingFolder);
  /** Our own trouble: the rest would fail in the same way. */
  let trouble: EngineError | null = null;

  async function hand(arrived: Arrived, study: string | null) {
    try {
      const verdict = await engine.take(arrived, fetch.sender);
      const isTaken = verdict.outcome === 'new' || verdict.outcome === 'already-there';
      if (isTaken || verdict.outcome === 'conflicting')
        return { status: statuses.success, comment: null, study };
      return { status: statuses.cannotUnderstand, comment: null, study: null };
    } catch (cause) {
      trouble ??= toEngineError(cause);
      return { status: statuses.outOfResources, comment: null, study: null };
    }
  }
  const association: RequestedAssociation = await openAssociation({
    ...fetch.address,
    signal,
    contexts: [{ abstractSyntax: studyRootGet, transferSyntaxes: plainSyntaxes }, ...contexts],
    roles: [...new Set(contexts.map(({ abstractSyntax }) => abstractSyntax))].map((SOPClassUID) => ({
      SOPClassUID,
      scu: false,
      scp: true,
    })),
    serve: ({ contextId, command, answer }) =>
      receiveInstance(
        {
          SOPClassUID: command.AffectedSOPClassUID ?? '',
          SOPInstanceUID: command.AffectedSOPInstanceUID ?? '',
          TransferSyntaxUID: association.context(contextId)?.transferSyntax ?? '',
          SourceApplicationEntityTitle: fetch.address.calledAeTitle,
        },
        {
          ...receiving,
          sender: fetch.sender,
          engine: {
            async store(_sender, staged) {
              const { SOPInstanceUID, StudyInstanceUID } = staged.header;
              if (came.has(SOPInstanceUID)) {
                removeStaged(staged.stagingFile);
                return { status: statuses.success, comment: null, study: StudyInstanceUID };
              }
              const answer = await hand({ kind: 'instance', staged }, StudyInstanceUID);
              if (answer.status === statuses.success) came.add(SOPInstanceUID);
              return answer;
            },
            quarantine: async (_sender, { file, reason, header, answer: told }) => {
              if (reason.code === 'conflicting' || reason.code === 'replaced') {
                removeStaged(file);
                return told;
              }
              const { code, message } = reason;
              await hand({ kind: 'damaged', file, code, message, header }, null);
              return told;
            },
          },
          fullness: () => trouble?.message ?? null,
          brake: (on) => (on ? association.hold() : association.letGo()),
          refused: (message) => engine.refused(fetch.sender, message),
          diskFailed(cause) {
            const failure = archiveFailure(fetch.stagingFolder, cause);
            engine.failed(failure);
            trouble ??= failure;
          },
        },
        ({ status, comment }) =>
          answer({
            CommandField: commandFields.storeRequest | responseBit,
            MessageIDBeingRespondedTo: command.MessageID ?? 0,
            AffectedSOPClassUID: command.AffectedSOPClassUID ?? '',
            AffectedSOPInstanceUID: command.AffectedSOPInstanceUID ?? '',
            Status: status,
            ...(comment === null ? {} : { ErrorComment: comment }),
          }),
      ),
  });
  try {
    const transferSyntax = association.find(studyRootGet)?.transferSyntax ?? plainSyntaxes[0];
    const { command } = await query(
      association,
      { SOPClassUID: studyRootGet, CommandField: commandFields.getRequest },
      retrieveIdentifier(fetch.item, transferSyntax),
      {},
    );
    await association.release();
    if (trouble !== null) throw trouble;
    const { Status, NumberOfFailedSuboperations: failed = 0 } = command;
    if (Status === allFailed && failed > 0) return { failed, problem: failureOf(association.peer, command) };
    return { ...retrieveEnd(association.peer, command), problem: null };
  } finally {
    association.abort();
    receiving.files.tidy();
  }
}
