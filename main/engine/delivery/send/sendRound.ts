import { EngineError, toEngineError } from '../../../../contract/index.ts';
import { createBlockMemory, openAssociation, openDataSet, store } from '../../dimse/requestor/index.ts';
import type { BlockMemory, RequestedAssociation, StoredDataSet } from '../../dimse/requestor/index.ts';
import type { Sendable, SendResult, SendRound } from './protocol.ts';
import { meaningOf } from './statusMeaning.ts';

/** Presentation contexts of one association (PS3.8 9.3.2.2). */
const mostContexts = 128;

const brokenOff = { outcome: 'transient', remark: 'The association broke off while it was sent.' } as const;

type Report = (result: SendResult) => void;

/** An instance whose file is open and being read. */
interface Prepared {
  instance: Sendable;
  contextId: number;
  dataSet: StoredDataSet;
}

const kindOf = ({ SOPClassUID, TransferSyntaxUID }: Sendable) => `${SOPClassUID} ${TransferSyntaxUID}`;

/**
 * Sends instances over some associations side by side. Each is offered in the transfer syntax in which it is stored,
 * so that its bytes go out as they are.
 * @param report called for each instance with which something came of it
 * @throws EngineError when no association is left although there is more to send, or `cancelled`
 */
export async function sendRound(round: SendRound, report: Report, signal: AbortSignal): Promise<void> {
  for (const instances of byContexts(round.instances)) {
    const waiting = [...instances].reverse();
    const kinds = [...new Map(instances.map((one) => [kindOf(one), one])).values()];
    const contexts = kinds.map(({ SOPClassUID, TransferSyntaxUID }) => ({
      abstractSyntax: SOPClassUID,
      transferSyntaxes: [TransferSyntaxUID],
    }));
    const lines = Array.from({ length: Math.min(round.associations, instances.length) }, async () => {
      const association = await openAssociation({ ...round.address, contexts, mayAcceptNone: true, signal });
      try {
        await sendOver(
          association,
          () => waiting.pop(),
          (one) => waiting.push(one),
          report,
        );
      } finally {
        // Nothing happens to one that was released.
        association.abort();
      }
    });
    const failed = (await Promise.allSettled(lines)).find((line) => line.status === 'rejected');
    if (signal.aborted) throw new EngineError('cancelled');
    if (waiting.length > 0 && failed !== undefined) throw toEngineError(failed.reason);
  }
}

/** Instances in groups that one association has contexts enough for. */
function byContexts(instances: readonly Sendable[]): Sendable[][] {
  const groups: { kinds: Set<string>; instances: Sendable[] }[] = [];
  for (const instance of instances) {
    const kind = kindOf(instance);
    let group = groups.find(({ kinds }) => kinds.has(kind) || kinds.size < mostContexts);
    if (group === undefined) {
      group = { kinds: new Set(), instances: [] };
      groups.push(group);
    }
    group.kinds.add(kind);
    group.instances.push(instance);
  }
  return groups.map((group) => group.instances);
}

/** Sends what `take` hands out until there is nothing more; the file of the next one is read meanwhile. */
async function sendOver(
  association: RequestedAssociation,
  take: () => Sendable | undefined,
  giveBack: (instance: Sendable) => void,
  report: Report,
): Promise<void> {
  const memory = createBlockMemory();
  let prepared = await prepareNext(association, memory, take, report);
  while (prepared !== null) {
    const current: Prepared = prepared;
    const storing = storeOne(association, current, report);
    const following = prepareNext(association, memory, take, report);
    try {
      await storing;
    } catch (cause) {
      if (toEngineError(cause).code === 'cancelled') giveBack(current.instance);
      // Perhaps it is this instance that the peer cannot stand: it is tried less often than the peer itself.
      else report({ ...resultOf(current.instance), ...brokenOff });
      const next = await following;
      await next?.dataSet.close();
      if (next !== null) giveBack(next.instance);
      throw cause;
    } finally {
      await current.dataSet.close();
    }
    prepared = await following;
  }
  await association.release();
}

/** The part of a result that says which instance it is. */
function resultOf({
  seriesKey,
  SOPInstanceUID,
  size,
}: Sendable): Pick<SendResult, 'seriesKey' | 'SOPInstanceUID' | 'size'> {
  return { seriesKey, SOPInstanceUID, size };
}

async function storeOne(
  association: RequestedAssociation,
  prepared: Prepared,
  report: Report,
): Promise<void> {
  const { instance, contextId, dataSet } = prepared;
  const answer = await store(association, contextId, instance, dataSet);
  report({ ...resultOf(instance), ...meaningOf(answer) });
}

/** Opens the next one that can be sent; null when there is none. */
async function prepareNext(
  association: RequestedAssociation,
  memory: BlockMemory,
  take: () => Sendable | undefined,
  report: Report,
): Promise<Prepared | null> {
  for (let instance = take(); instance !== undefined; instance = take()) {
    const { SOPClassUID, TransferSyntaxUID } = instance;
    const context = association.find(SOPClassUID, TransferSyntaxUID);
    const about = resultOf(instance);
    const fail = (remark: string) => report({ ...about, outcome: 'permanent', remark });
    if (context === undefined) {
      fail(
        `The peer takes no ${SOPClassUID} in the transfer syntax ${TransferSyntaxUID}, in which it is stored.`,
      );
      continue;
    }
    try {
      const { maxLength } = association;
      const dataSet = await openDataSet(instance.file, { id: context.id, maxLength }, memory);
      return { instance, contextId: context.id, dataSet };
    } catch (cause) {
      fail(`The stored file cannot be read: ${cause instanceof Error ? cause.message : String(cause)}.`);
    }
  }
  return null;
}
