import { describe, expect, it } from 'vitest';
import { EngineError } from '../../../contract/index.ts';
import type { EngineFrame } from '../../../contract/index.ts';
import { createEventBus, silentLogger } from '../context/index.ts';
import { serveClient } from './connection.ts';
import type { Handlers } from './handlers.ts';

/** Serves a client whose frames are collected; only the routes named here are ever asked. */
function serve(handlers: Partial<Handlers>) {
  const frames: EngineFrame[] = [];
  const waiting: ((frame: EngineFrame) => void)[] = [];
  const events = createEventBus();
  let hungUp = false;
  const connection = serveClient({
    channel: {
      send: (frame) => {
        frames.push(frame);
        waiting.shift()?.(frame);
      },
      close: () => {
        hungUp = true;
      },
    },
    handlers: handlers as Handlers,
    events,
    version: 'test',
    log: silentLogger,
  });
  return {
    connection,
    events,
    frames,
    next: () => new Promise<EngineFrame>((resolve) => waiting.push(resolve)),
    hungUp: () => hungUp,
  };
}

describe('a client of the engine', () => {
  it('is told the version first', () => {
    expect(serve({}).frames).toEqual([{ kind: 'welcome', protocol: 1, version: 'test' }]);
  });

  it.each([
    ['an unknown route', 'nonsense.route', {}, 'route-not-found'],
    ['a name of the prototype', 'constructor', {}, 'route-not-found'],
    ['a missing field', 'studies.list', {}, 'validation-failed'],
    ['a wrong type', 'studies.list', { application: 7 }, 'validation-failed'],
    ['a page that is too large', 'studies.list', { application: 'a', limit: 1e9 }, 'validation-failed'],
    ['no input at all', 'studies.list', undefined, 'validation-failed'],
  ])('gets a coded error for %s, and the connection lives on', async (_what, route, input, code) => {
    const { connection, next, hungUp } = serve({});
    const reply = next();
    connection.receive({ kind: 'request', id: 1, route, input });
    expect(await reply).toMatchObject({ kind: 'reply', id: 1, ok: false, error: { code } });
    expect(hungUp()).toBe(false);
  });

  it.each([null, 'text', 7, [], { kind: 'nonsense' }, { kind: 'request', id: -1, route: 'x' }])(
    'that sends %j, which is no frame, is hung up on',
    (frame) => {
      const { connection, hungUp } = serve({});
      connection.receive(frame);
      expect(hungUp()).toBe(true);
    },
  );

  it('gets errors as they were meant, and unforeseen ones without a stack in the message', async () => {
    const { connection, next } = serve({
      'applications.list': () => {
        throw new EngineError('application-damaged', 'The list is damaged.');
      },
      'engine.status': () => {
        throw new Error('secret of the house');
      },
    });
    let reply = next();
    connection.receive({ kind: 'request', id: 1, route: 'applications.list', input: {} });
    expect(await reply).toMatchObject({
      error: { code: 'application-damaged', message: 'The list is damaged.' },
    });
    reply = next();
    connection.receive({ kind: 'request', id: 2, route: 'engine.status', input: {} });
    expect(await reply).toMatchObject({
      error: {
        code: 'internal',
        message: expect.not.stringContaining('secret'),
        details: expect.stringContaining('secret'),
      },
    });
  });

  it('can cancel one of two requests of the same route without touching the other', async () => {
    const signals: AbortSignal[] = [];
    const { connection, next } = serve({
      'engine.stop': (_request, signal) =>
        new Promise((_resolve, reject) => {
          signals.push(signal);
          signal.addEventListener('abort', () => reject(new Error('aborted')));
        }),
    });
    connection.receive({ kind: 'request', id: 1, route: 'engine.stop', input: {} });
    connection.receive({ kind: 'request', id: 2, route: 'engine.stop', input: {} });
    const reply = next();
    connection.receive({ kind: 'cancel', id: 2 });
    expect(await reply).toMatchObject({ id: 2, ok: false, error: { code: 'cancelled' } });
    expect(signals.map((signal) => signal.aborted)).toEqual([false, true]);
  });

  it('that goes away has its open requests cancelled and hears no more events', async () => {
    const signals: AbortSignal[] = [];
    const { connection, events, frames } = serve({
      'engine.stop': (_request, signal) => new Promise(() => signals.push(signal)),
    });
    connection.receive({ kind: 'events', wanted: true });
    connection.receive({ kind: 'request', id: 1, route: 'engine.stop', input: {} });
    connection.closed();
    events.emit('applications.changed', { application: null });
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(signals[0]?.aborted).toBe(true);
    expect(frames.filter((frame) => frame.kind === 'event')).toEqual([]);
  });

  it('hears events only while it wants them', async () => {
    const { connection, events, next, frames } = serve({});
    events.emit('arrivals.changed', { application: 'before' });
    connection.receive({ kind: 'events', wanted: true });
    const heard = next();
    events.emit('arrivals.changed', { application: 'during' });
    expect(await heard).toEqual({
      kind: 'event',
      name: 'arrivals.changed',
      payload: { application: 'during' },
    });
    connection.receive({ kind: 'events', wanted: false });
    events.emit('arrivals.changed', { application: 'after' });
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(frames.filter((frame) => frame.kind === 'event')).toHaveLength(1);
  });
});
