import { createDiskPace } from '../../../context/index.ts';
import type { FromThread, ScpSettings, ThreadData, ToThread } from '../protocol.ts';
import { createEngine } from './engine.ts';
import { openListener } from './listener.ts';
import type { Listener } from './listener.ts';
import { lookNowAndThen } from './nowAndThen.ts';
import { loadQuickAck } from './quickAck.ts';
import { createService } from './service.ts';
import { createStagingFiles } from './stagingFiles.ts';

/** Associations in the middle of a message get this long to end it when the application is closed. */
const closingMs = 5000;

/** Runs the C-STORE door on this thread, as told over the port, until it is closed. */
export function runScpThread({ port, stagingFolder }: ThreadData): void {
  const engine = createEngine(port);
  const pace = createDiskPace();
  const files = createStagingFiles(stagingFolder, pace);
  const quickAck = loadQuickAck();
  let settings: ScpSettings | null = null;
  let space: string | null = null;
  let listener: Listener | null = null;
  /** When associations are ended even in the middle of a message; null while the door is not being closed. */
  let closeUntil: number | null = null;
  /** Settings follow one another: a port is closed before the next is opened. */
  let applied: Promise<void> = Promise.resolve();

  const service = createService({
    engine,
    files,
    pace,
    options: () => (settings ?? unset()).options,
    fullness: () => space,
    wrote: lookNowAndThen(() => engine.tell({ type: 'written' })),
  });

  async function apply(next: ScpSettings): Promise<void> {
    const before = settings;
    settings = next;
    if (listener !== null && before !== null && listensTheSame(before, next)) {
      engine.tell({ type: 'listening', port: listener.port });
      return;
    }
    await listener?.close();
    listener = null;
    if (!next.options.enabled) {
      engine.tell({ type: 'not-listening', problem: null, details: null });
      service.endIdle('The door was closed.');
      return;
    }
    try {
      listener = await openListener(next, service, {
        quickAck,
        onRefused: (sender, message, count) => engine.tell({ type: 'refused', sender, message, count }),
      });
      engine.tell({ type: 'listening', port: listener.port });
    } catch (cause) {
      engine.tell(notListening(next, cause));
    }
  }

  async function close(): Promise<void> {
    await applied;
    await listener?.close();
    listener = null;
    while (service.active > 0 && performance.now() < (closeUntil ?? 0)) {
      service.endIdle('The door was closed.');
      await pause(20);
    }
    service.endAll('The door was closed.');
    // What was handed to the archive is answered, whatever becomes of the association.
    while (engine.waiting > 0) await pause(20);
    files.tidy();
    engine.tell({ type: 'closed' });
    port.close();
  }

  port.on('message', (message: ToThread) => {
    if (engine.answered(message)) return;
    if (message.type === 'settings') applied = applied.then(() => apply(message.settings));
    if (message.type === 'space') space = message.problem;
    if (message.type !== 'close') return;
    const isClosing = closeUntil !== null;
    closeUntil = message.soon ? performance.now() + closingMs : Number.POSITIVE_INFINITY;
    if (!isClosing) void close();
  });
  engine.tell({ type: 'quick-ack', problem: quickAck.problem });
}

function listensTheSame(one: ScpSettings, other: ScpSettings): boolean {
  const part = ({ options, tls }: ScpSettings) => {
    const { enabled, port, bindAddress, maxAssociations, maxPduLength, timeouts } = options;
    return JSON.stringify({
      enabled,
      port,
      bindAddress,
      maxAssociations,
      maxPduLength,
      timeouts,
      tls,
      options: options.tls,
    });
  };
  return part(one) === part(other);
}

function notListening({ options }: ScpSettings, cause: unknown): FromThread {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  const where = `${options.bindAddress}:${options.port}`;
  const problems: Record<string, string> = {
    EADDRINUSE: `Another program listens on ${where}. Choose another port, or end that program.`,
    EACCES: `Listening on ${where} is not allowed: ports below 1024 need rights. Choose a higher one.`,
    EADDRNOTAVAIL: `This machine has no address ${options.bindAddress}. Choose one that it has.`,
    ENOTFOUND: `This machine has no address ${options.bindAddress}. Choose one that it has.`,
  };
  return {
    type: 'not-listening',
    problem: problems[code] ?? `Listening on ${where} is not possible. Check port, address and certificates.`,
    details: String(cause),
  };
}

function unset(): never {
  throw new Error('an association came before the settings');
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
