import path from 'node:path';
import { MessageChannel, Worker } from 'node:worker_threads';
import { EngineError, toEngineError, withAdvice } from '../../../../contract/index.ts';
import type { DoorState, ScpOptions } from '../../../../contract/index.ts';
import type { ApplicationContext } from '../../context/index.ts';
import { checkCommitment } from './checkCommitment.ts';
import { createCommitmentReports } from './commitmentReports.ts';
import { putAside, storeStaged } from './outcomes.ts';
import type { DoorIntake } from '../doors/index.ts';
import type {
  FromThread,
  KeptCommitment,
  ScpSettings,
  ThreadData,
  TlsMaterial,
  ToThread,
} from './protocol.ts';
import { tlsMaterial } from './tlsMaterial.ts';
import { validityProblem } from './validity.ts';
import type { ScpDoor, ScpSurroundings } from './types.ts';

/** Pause before a door that cannot be opened is tried again, and one whose thread died, in milliseconds. */
const retryMs = 5000;
/** Pause between two looks at the files of certificate and key, in milliseconds. */
const certificateMs = 60_000;

const off: DoorState = { state: 'off', address: null, active: 0, problem: null, details: null };

/** The thread of an open door. */
interface Thread {
  send(message: ToThread): void;
  /** Resolves when it has ended. */
  gone: Promise<void>;
}

/** Opens the C-STORE door as the options of the application say, and follows their changes. */
export function createScpDoor(context: ApplicationContext, surroundings: ScpSurroundings): ScpDoor {
  const { folders, log, history } = context;
  /** Counting fails where the history cannot be written; a sender gets its answer all the same. */
  const doors: DoorIntake = {
    ...surroundings.doors,
    quarantined: (...kept) => logged(() => surroundings.doors.quarantined(...kept)),
  };
  const reports = createCommitmentReports(context, { ...surroundings, doors });
  const tlsFolder = path.join(folders.root, 'tls');
  let thread: Thread | null = null;
  /** Threads of doors that were switched off; each ends when the last message it receives is over. */
  const retired = new Set<Thread>();
  let state: DoorState = off;
  let quickAckProblem: string | null = null;
  /** What is used of TLS; null where it is not, or could not be. */
  let material: TlsMaterial | null = null;
  /** Why nothing can be taken for now. */
  let space: EngineError | null = null;
  let appliedOptions = '';
  let applied: Promise<void> = Promise.resolve();
  let whenListening: (() => void) | null = null;
  let retry: NodeJS.Timeout | undefined;
  let isClosing = false;

  function show(change: Partial<DoorState>): void {
    state = { ...state, ...change };
    doors.changed();
  }
  function fail(problem: string, details: string): void {
    show({ state: 'failed', problem, details });
    clearTimeout(retry);
    if (!isClosing) retry = setTimeout(() => apply(true), retryMs).unref();
  }
  function logged(action: () => void): void {
    try {
      action();
    } catch (cause) {
      log.error({ cause: String(cause) }, 'the C-STORE door could not note what happened');
    }
  }
  function listening(): void {
    whenListening?.();
    whenListening = null;
  }

  function startThread(): Thread {
    const { port1, port2 } = new MessageChannel();
    const data: ThreadData = { port: port2, stagingFolder: folders.staging };
    // Without the flags of the engine's own start, which are not meant for threads.
    const worker = new Worker(new URL('./thread/scpWorker.ts', import.meta.url), {
      execArgv: [],
      // It makes little garbage, and would let much of it lie about where it may.
      resourceLimits: { maxYoungGenerationSizeMb: 3 },
      workerData: data,
      transferList: [port2],
    });
    const send = (message: ToThread) => port1.postMessage(message);
    port1.on('message', (message: FromThread) => hear(message, started));
    let cause: unknown = 'the thread is gone';
    worker.once('error', (thrown) => {
      cause = thrown;
    });
    const gone = new Promise<void>((resolve) => {
      worker.once('exit', () => {
        port1.close();
        resolve();
        if (retired.delete(started)) return;
        thread = null;
        if (!isClosing) {
          log.error({ cause: String(cause) }, 'the thread of the C-STORE door died');
          show({ active: 0 });
          fail('The C-STORE door stopped unexpectedly; it is opened again by itself.', String(cause));
        }
        listening();
      });
    });
    if (space !== null) send({ type: 'space', problem: space.message });
    const started: Thread = { send, gone };
    return started;
  }
  /** A thread without a port to listen on would only take memory. */
  function retire(unwanted: Thread): void {
    if (thread !== unwanted) return;
    thread = null;
    retired.add(unwanted);
    unwanted.send({ type: 'close', soon: false });
  }

  function hear(message: FromThread, from: Thread): void {
    const { send } = from;
    const origin = 'sender' in message ? { door: 'scp' as const, sender: message.sender } : null;
    switch (message.type) {
      case 'staged':
      case 'unfit': {
        if (origin === null) return;
        const { id } = message;
        const outcome =
          message.type === 'staged'
            ? storeStaged({ ...surroundings, doors }, message.staged, origin)
            : putAside({ ...surroundings, doors }, message.unfit, origin);
        void outcome.then((answer) => send({ type: 'stored', id, answer }));
        return;
      }
      case 'listening':
        show({ ...openState(), address: addressOf(context.options().scp, message.port) });
        return listening();
      case 'not-listening':
        if (message.problem === null) {
          show(off);
          retire(from);
        } else fail(message.problem, message.details ?? '');
        return listening();
      case 'quick-ack':
        quickAckProblem = message.problem;
        return;
      case 'written':
        // Where it is too much, the guard changes its state, and the thread is told as ever.
        return void doors.assertRoom(0).catch(() => undefined);
      case 'disk-failed':
        return doors.failed(new EngineError('disk-failed', undefined, { details: message.details }));
      case 'associations':
        // The counts of a door that was opened again meanwhile are its own.
        return thread === null || thread === from ? show({ active: message.active }) : undefined;
      case 'refused':
        if (origin !== null) doors.refused(origin, message.message, message.count);
        return;
      case 'association-ended':
        return logged(() =>
          surroundings.associationEnded?.(message.sender, message.studies, message.openStudies),
        );
      case 'commitment':
        void commit(message).then((kept) => send({ type: 'committed', id: message.id, kept }));
        return;
      case 'commitment-told':
        return logged(() => reports.told(message.key));
      case 'commitment-untold':
        return logged(() => reports.tellLater(message.key));
      case 'log':
        return log[message.level](message.fields, message.message);
      case 'closed':
        return;
    }
  }

  /** Null when the result cannot be kept until its sender has heard it. */
  async function commit({
    asker,
    request,
  }: Extract<FromThread, { type: 'commitment' }>): Promise<KeptCommitment | null> {
    const { result, conflicting } = await checkCommitment({ history, doors }, request);
    if (conflicting > 0) doors.refused({ door: 'scp', sender: asker.sender }, whyNotCommitted(conflicting));
    try {
      const named = [...result.failed, ...result.stored].map(({ SOPInstanceUID }) => SOPInstanceUID);
      await surroundings.commitmentAsked?.(named);
    } catch (cause) {
      // It is answered all the same: what is stored is stored.
      log.error({ cause: String(cause) }, 'what storage commitment was asked for could not be noted');
    }
    try {
      return { key: await reports.keep(asker, result), result };
    } catch (cause) {
      log.error({ cause: String(cause) }, 'a result of storage commitment could not be kept');
      return null;
    }
  }

  /** Resolves when the thread has made of it what it can. */
  async function settle(settings: ScpSettings): Promise<void> {
    const told = new Promise<void>((resolve) => {
      whenListening = resolve;
    });
    thread ??= startThread();
    thread.send({ type: 'settings', settings });
    await told;
  }
  async function open(options: ScpOptions): Promise<void> {
    if (!options.enabled && thread === null) return show(off);
    try {
      material = options.enabled ? await tlsMaterial(options.tls, tlsFolder) : null;
      await settle({ options, tls: material });
    } catch (cause) {
      const failure =
        cause instanceof EngineError ? cause : new EngineError('internal', undefined, { cause });
      // Not under settings that are not wanted any more either.
      if (thread !== null) await settle({ options: { ...options, enabled: false }, tls: null });
      fail(withAdvice(failure), failure.details ?? '');
    }
  }
  /** Uses a certificate that was renewed in its place, and tells of one that expires; associations go on. */
  async function lookAtCertificate(): Promise<void> {
    if (material === null || isClosing || state.state === 'failed') return;
    // Files that are just being replaced do not fit; the old ones are used until they do.
    const found = await tlsMaterial(context.options().scp.tls, tlsFolder).catch(() => material);
    if (JSON.stringify(found) !== JSON.stringify(material)) apply(true);
    else if (state.state === 'open' && openState().problem !== state.problem) show(openState());
  }
  /** One after the other, whatever becomes of the one before. */
  function next(work: () => Promise<void>): void {
    applied = applied.then(work).catch((cause: unknown) => {
      context.log.error({ cause: String(cause) }, 'the C-STORE door could not be set');
    });
  }
  function apply(again: boolean): void {
    const options = context.options().scp;
    const wanted = JSON.stringify(options);
    if (isClosing || (wanted === appliedOptions && !again)) return;
    appliedOptions = wanted;
    clearTimeout(retry);
    next(() => open(options));
  }
  function lookAtSpace(): void {
    const before = space;
    try {
      doors.assertSpace();
      space = null;
    } catch (cause) {
      space = toEngineError(cause);
    }
    if (space?.message === before?.message) return;
    thread?.send({ type: 'space', problem: space?.message ?? null });
    if (state.state === 'open' || state.state === 'paused') show(openState());
  }
  const certificateProblem = () => (material === null ? null : validityProblem(material.certificate));
  function openState(): Pick<DoorState, 'state' | 'problem' | 'details'> {
    if (space === null)
      return { state: 'open', problem: certificateProblem() ?? quickAckProblem, details: null };
    return { state: 'paused', problem: withAdvice(space), details: space.details ?? null };
  }

  const stopHearing = context.events.listen((name, payload) => {
    // The disk guard tells its changes so.
    if (name === 'doors.changed') lookAtSpace();
    if (name !== 'applications.changed') return;
    if ('application' in payload && payload.application === context.id) apply(false);
  });
  const looking = setInterval(() => {
    next(lookAtCertificate);
  }, surroundings.certificatePauseMs ?? certificateMs).unref();
  lookAtSpace();
  apply(false);

  return {
    name: 'scp',
    describe: () => state,
    async settled() {
      await applied;
      return state;
    },
    async close() {
      isClosing = true;
      stopHearing();
      clearTimeout(retry);
      clearInterval(looking);
      await applied;
      const ending = [...retired, ...(thread === null ? [] : [thread])];
      for (const one of ending) one.send({ type: 'close', soon: true });
      await Promise.all(ending.map(({ gone }) => gone));
      await reports.close();
    },
  };
}

/** Why instances that the archive has are reported as not stored. */
function whyNotCommitted(count: number): string {
  const [which, them] = count === 1 ? ['an instance', 'it'] : [`${count} instances`, 'them'];
  return `It asked whether ${which} may be deleted at its side (storage commitment), and was told no: other content under the same SOPInstanceUID lies in quarantine. Look there, and take or delete ${them}; it is told yes when it asks again.`;
}

/** How a sender reaches the door. */
function addressOf({ aeTitle, bindAddress, tls }: ScpOptions, port: number): string {
  const host = bindAddress.includes(':') ? `[${bindAddress}]` : bindAddress;
  return `${aeTitle} at ${host}:${port}${tls.mode === 'on' ? ' with TLS' : ''}`;
}
