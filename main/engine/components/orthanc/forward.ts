import type { ApplicationContext } from '../../context/index.ts';
import type { ComponentSurroundings } from '../types.ts';
import { OrthancRefusal, store } from './client.ts';
import type { OrthancAddress } from './client.ts';
import { nextToForward, readExchange, recordForwarded, refusedToForward } from './exchange.ts';
import type { Forwardable } from './exchange.ts';

/** Instances between two notes of how far it has come: at most these are handed over twice after a kill. */
const perBatch = 16;
/** Batches before anything else is looked at. */
const batchesAtOnce = 32;
/** Requests at once. */
const atOnce = 4;
/** What Orthanc answers to a file that it will never take. */
const permanent = new Set([400, 404, 409, 415]);

/** What handing over takes. */
export interface Forwarding {
  context: ApplicationContext;
  address: OrthancAddress;
  fileOf: ComponentSurroundings['fileOf'];
  /** Identifiers in Orthanc of what was just stored: its changes will tell of them. */
  stored(id: string): void;
}

/**
 * Hands what the archive has over to Orthanc, in the order in which it came, a few at once: no more is read than it
 * takes. Nothing is remembered but how far it has come, so that neither end of Orthanc nor of the engine loses any.
 * @returns whether there may be more
 * @throws what keeps Orthanc from taking more; what it took until then is noted
 */
export async function forwardSome(forwarding: Forwarding, signal: AbortSignal): Promise<boolean> {
  const { history } = forwarding.context;
  for (let done = 0; done < batchesAtOnce && !signal.aborted; done += 1) {
    const batch = nextToForward(history, readExchange(history).sentTo, perBatch);
    if (batch.length === 0) return false;
    await forwardBatch(forwarding, batch, signal);
  }
  return true;
}

/** Hands over once more what was refused. @throws as `forwardSome` */
export async function forwardRefused(forwarding: Forwarding, signal: AbortSignal): Promise<void> {
  const refused = refusedToForward(forwarding.context.history, 10_000);
  for (let at = 0; at < refused.length && !signal.aborted; at += perBatch) {
    await forwardBatch(forwarding, refused.slice(at, at + perBatch), signal);
  }
}

async function forwardBatch(
  forwarding: Forwarding,
  batch: readonly Forwardable[],
  signal: AbortSignal,
): Promise<void> {
  const results: { key: number; reason: string | null }[] = [];
  let failure: unknown;
  for (let at = 0; at < batch.length && failure === undefined; at += atOnce) {
    const settled = await Promise.allSettled(
      batch.slice(at, at + atOnce).map((instance) => forwardOne(forwarding, instance, signal)),
    );
    for (const one of settled) {
      if (one.status === 'rejected') failure ??= one.reason;
      // Those behind one that failed are handed over again: the mark can only move in order.
      else if (failure === undefined) results.push(one.value);
    }
  }
  if (results.length > 0) recordForwarded(forwarding.context.history, results, Date.now());
  if (failure !== undefined) throw failure;
}

async function forwardOne(
  { address, fileOf, stored }: Forwarding,
  instance: Forwardable,
  signal: AbortSignal,
): Promise<{ key: number; reason: string | null }> {
  const { key, size } = instance;
  try {
    stored(await store(address, { file: fileOf(instance), size }, signal));
    return { key, reason: null };
  } catch (cause) {
    if (cause instanceof OrthancRefusal && permanent.has(cause.status))
      return { key, reason: `Orthanc refused it: ${cause.message}` };
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT')
      return { key, reason: 'Its file is not in the archive any more.' };
    throw cause;
  }
}
