import { setTimeout as pause } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { DoorState, HttpAccess, HttpOptions } from '../../../../contract/index.ts';
import type { ApplicationContext } from '../../context/index.ts';
import { answer } from '../arriving/index.ts';
import type { Taking } from '../arriving/index.ts';
import type { Door } from '../doors/index.ts';
import { readToken, renewToken, tokenFileOf } from './accessToken.ts';
import type { FromHttpThread, ToHttpThread } from './protocol.ts';
import { paths } from './routes.ts';

/** A port that is taken may become free; a thread that died is started again. In milliseconds. */
const retryAfter = 5_000;
/** Requests under way have this long to end when the engine ends; nothing of them was acknowledged. In milliseconds. */
const closePatience = 5_000;

/** The HTTP door of an application. */
export interface HttpDoor extends Door {
  /** @throws EngineError `disk-failed` */
  access(): HttpAccess;
  /** Makes a new token and forgets the one before. @throws EngineError `disk-failed` */
  renewToken(): HttpAccess;
  /** Resolves when it is as its options want it, or has failed. */
  settled(): Promise<DoorState>;
  /** Lets requests that are under way come to their end, for some seconds, then closes. */
  close(): Promise<void>;
}

const off: DoorState = { state: 'off', address: null, active: 0, problem: null, details: null };

/** Opens the HTTP door as the options of the application say, and follows their changes. */
export function createHttpDoor(context: ApplicationContext, given: Omit<Taking, 'log'>): HttpDoor {
  const taking = { ...given, log: context.log };
  const { folders, log } = context;
  const tokenFile = tokenFileOf(folders.root);
  let worker: Worker | null = null;
  let applied = '';
  let state: DoorState = off;
  let settling: { promise: Promise<DoorState>; resolve: (state: DoorState) => void } | null = null;
  let retry: NodeJS.Timeout | undefined;
  let closing = false;

  function show(next: DoorState): void {
    state = next;
    taking.doors.changed();
  }
  function begin(): void {
    if (settling !== null) return;
    let resolve: (state: DoorState) => void = () => undefined;
    const promise = new Promise<DoorState>((done) => {
      resolve = done;
    });
    settling = { promise, resolve };
  }
  function settle(next: DoorState): void {
    show(next);
    settling?.resolve(next);
    settling = null;
  }
  function send(message: ToHttpThread): void {
    worker?.postMessage(message);
  }
  function fail(problem: string, details: string): void {
    settle({ ...state, state: 'failed', active: 0, problem, details });
    clearTimeout(retry);
    if (!closing) retry = setTimeout(() => apply(true), retryAfter).unref();
  }
  function startThread(): Worker {
    // Without the flags of the engine's own start, which are not meant for threads.
    const thread = new Worker(new URL('./httpWorker.ts', import.meta.url), { execArgv: [] });
    thread.on('message', (message: FromHttpThread) => hear(message));
    thread.once('error', (cause) => {
      worker = null;
      log.error({ cause: String(cause) }, 'the thread of the HTTP door died');
      fail('The HTTP door stopped unexpectedly; it is opened again by itself.', String(cause));
    });
    return thread;
  }
  function hear(message: FromHttpThread): void {
    switch (message.type) {
      case 'opened':
        settle({ ...state, state: 'open', problem: null, details: null });
        break;
      case 'failed':
        fail(whyNotOpen(message.code, context.options().http), message.details);
        break;
      case 'active':
        show({ ...state, active: message.count });
        break;
      case 'closed':
        settle(off);
        break;
      default:
        void answer(taking, 'http', message, send);
    }
  }
  /** Makes the door what the options say. */
  function apply(again: boolean): void {
    const options = context.options().http;
    const wanted = JSON.stringify(options);
    if (closing || (wanted === applied && !again)) return;
    applied = wanted;
    clearTimeout(retry);
    if (!options.enabled) {
      if (worker === null) return settle(off);
      begin();
      return send({ type: 'close' });
    }
    begin();
    try {
      const token = readToken(tokenFile);
      state = { ...state, address: baseOf(options) };
      worker ??= startThread();
      send({ type: 'open', options, token, stagingFolder: folders.staging });
    } catch (cause) {
      fail('The access token of the HTTP door cannot be read or written.', String(cause));
    }
  }
  function accessWith(token: string): HttpAccess {
    const base = baseOf(context.options().http);
    return {
      token,
      file: tokenFile,
      instancesUrl: `${base}${paths.instances}`,
      dicomWebUrl: `${base}${paths.dicomWeb}`,
    };
  }

  const stopListening = context.events.listen((name, payload) => {
    if (name !== 'applications.changed') return;
    if ('application' in payload && payload.application === context.id) apply(false);
  });
  apply(false);

  return {
    name: 'http',
    describe: () => state,
    access: () => accessWith(readToken(tokenFile)),
    renewToken() {
      const token = renewToken(tokenFile);
      send({ type: 'token', token });
      return accessWith(token);
    },
    settled: async () => settling?.promise ?? state,
    async close() {
      closing = true;
      stopListening();
      clearTimeout(retry);
      if (worker === null) return;
      begin();
      send({ type: 'close' });
      const enough = new AbortController();
      const patience = pause(closePatience, undefined, { signal: enough.signal }).catch(() => undefined);
      await Promise.race([settling?.promise, patience]);
      enough.abort();
      await worker.terminate();
    },
  };
}

function baseOf({ bindAddress, port }: HttpOptions): string {
  const isAny = bindAddress === '0.0.0.0' || bindAddress === '::';
  const host = isAny ? 'localhost' : bindAddress;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

function whyNotOpen(code: string, { port, bindAddress }: HttpOptions): string {
  switch (code) {
    case 'EADDRINUSE':
      return `Port ${port} is used by another program. Choose another, or end that program.`;
    case 'EACCES':
      return `Port ${port} may not be used without special rights. Choose one above 1023.`;
    case 'EADDRNOTAVAIL':
      return `This machine has no address ${bindAddress}.`;
    default:
      return `The HTTP door cannot listen at ${bindAddress}, port ${port}.`;
  }
}
