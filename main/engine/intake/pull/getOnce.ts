import { archiveFailure, removeStaged } from '../../archive/index.ts';
import { toEngineError } from '../../../../contract/index.ts';
import type { EngineError } from '../../../../contract/index.ts';
import { commandFields, responseBit, statuses } from '../../dimse/index.ts';
import { openAssociation, plainSyntaxes, query, serviceClasses } from '../../dimse/requestor/index.ts';
import type { RequestedAssociation } from '../../dimse/requestor/index.ts';
import type { Arrived, EngineSide } from '../arriving/index.ts';
import { createReceiving, lookNowAndThen, receiveInstance } from '../scp/thread/index.ts';
import type { Fetch } from './protocol.ts';
import { retrieveEnd, retrieveIdentifier } from './retrieval.ts';
import type { MissingInstance } from './missingInstances.ts';
import type { Contexts } from './storageContexts.ts';

/** Instances that are named in one request at most: a list of UIDs may have 64 KiB. */
const mostAsked = 500;

/** What is known of the instances of one study or series so far. */
export interface Heard {
  /** SOP Instance UIDs that the peer handed over, whatever became of them. */
  handed: Set<string>;
  /** Those that were taken; a peer may hand them over again in another encoding. */
  came: Set<string>;
  /** SOP Class UIDs that it agreed to hand over. */
  accepted: Set<string>;
}

/**
 * Asks on one association.
 * @returns how many instances the peer says it could not hand over, and why it did not come to its end
 * @throws EngineError `peer-unreachable`, `peer-refused`, `peer-failed`, `disk-full`, `disk-failed`, `cancelled`
 */
export async function getOnce(
  fetch: Extract<Fetch, { way: 'get' }>,
  {
    engine,
    signal,
    contexts,
    heard,
    only,
  }: {
    engine: EngineSide;
    signal: AbortSignal;
    contexts: Contexts;
    heard: Heard;
    /** Null: all of it. */
    only: readonly MissingInstance[] | null;
  },
): Promise<{ failed: number; problem: EngineError | null }> {
  const { studyRootGet } = serviceClasses;
  const { handed, came, accepted } = heard;
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
  const wrote = lookNowAndThen(() => {
    void engine.assertRoom(0).catch((cause: unknown) => {
      trouble ??= toEngineError(cause);
    });
  });
  const association: RequestedAssociation = await openAssociation({
    ...fetch.address,
    signal,
    contexts: [{ abstractSyntax: studyRootGet, transferSyntaxes: plainSyntaxes }, ...contexts],
    roles: [...new Set(contexts.map(({ abstractSyntax }) => abstractSyntax))].map((SOPClassUID) => ({
      SOPClassUID,
      scu: false,
      scp: true,
    })),
    serve({ contextId, command, answer }) {
      handed.add(command.AffectedSOPInstanceUID ?? '');
      return receiveInstance(
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
          wrote,
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
      );
    },
  });
  for (const { abstractSyntax } of contexts)
    if (association.find(abstractSyntax) !== undefined) accepted.add(abstractSyntax);
  const transferSyntax = association.find(studyRootGet)?.transferSyntax ?? plainSyntaxes[0];
  const ask = async (item: Parameters<typeof retrieveIdentifier>[0]) => {
    const identifier = retrieveIdentifier(item, transferSyntax);
    const service = { SOPClassUID: studyRootGet, CommandField: commandFields.getRequest };
    const { command } = await query(association, service, identifier, {});
    if (trouble !== null) throw trouble;
    return retrieveEnd(association.peer, command);
  };
  try {
    if (only === null) {
      const end = await ask(fetch.item);
      await association.release();
      return end;
    }
    // What was not agreed on ends the whole retrieval at some peers.
    const agreed = only.filter(({ SOPClassUID }) => association.find(SOPClassUID) !== undefined);
    for (const item of itemsOf(fetch.item.StudyInstanceUID, agreed)) await ask(item);
    // A peer that knows no lists of instances.
    const isOfUse = agreed.some(({ SOPInstanceUID }) => handed.has(SOPInstanceUID));
    if (agreed.length > 0 && !isOfUse) await ask(fetch.item);
    await association.release();
    return { failed: 0, problem: null };
  } finally {
    association.abort();
    receiving.files.tidy();
  }
}

/** Instances of one series each, and not too many for one identifier. */
function itemsOf(StudyInstanceUID: string, instances: readonly MissingInstance[]) {
  const bySeries = new Map<string, MissingInstance[]>();
  for (const one of instances) {
    const ofSeries = bySeries.get(one.SeriesInstanceUID) ?? [];
    bySeries.set(one.SeriesInstanceUID, ofSeries);
    ofSeries.push(one);
  }
  return [...bySeries].flatMap(([SeriesInstanceUID, all]) =>
    Array.from({ length: Math.ceil(all.length / mostAsked) }, (_, piece) => ({
      StudyInstanceUID,
      SeriesInstanceUID,
      SOPInstanceUIDs: all
        .slice(piece * mostAsked, (piece + 1) * mostAsked)
        .map(({ SOPInstanceUID }) => SOPInstanceUID),
    })),
  );
}
