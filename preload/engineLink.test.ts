import { MessageChannel } from 'node:worker_threads';
import { afterEach, expect, test } from 'vitest';
import { clientFrameSchema } from '../contract/index.ts';
import type { ClientFrame, EngineFrame, EngineLinkState } from '../contract/index.ts';
import { createEngineLink } from './engineLink.ts';

const ends: { close(): void }[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end.close();
});

/** An engine at the other end of a real message channel, answering as told. */
function engine(answer: (frame: ClientFrame, reply: (frame: EngineFrame) => void) => void) {
  const { port1, port2 } = new MessageChannel();
  const frames: ClientFrame[] = [];
  const heard = new Map<ClientFrame['kind'], () => void>();
  port1.on('message', (data) => {
    const frame = clientFrameSchema.parse(data);
    frames.push(frame);
    answer(frame, (reply) => port1.postMessage(reply));
    heard.get(frame.kind)?.();
  });
  ends.push(port1, port2);
  return {
    // The page's own type of the very same port.
    port: port2 as unknown as MessagePort,
    frames,
    until: (kind: ClientFrame['kind']) => new Promise<void>((resolve) => heard.set(kind, resolve)),
    tell: (frame: EngineFrame) => port1.postMessage(frame),
    die: () => port1.close(),
  };
}

const answering = (data: unknown) =>
  engine((frame, reply) => {
    if (frame.kind === 'request') reply({ kind: 'reply', id: frame.id, ok: true, data });
  });
const silent = () => engine(() => undefined);

test('a request made before the engine is there is answered once it is', async () => {
  const link = createEngineLink();
  const reply = link.request('1', 'engine.status', {});
  link.change({ state: 'connected' }, answering('here').port);
  expect(await reply).toEqual({ ok: true, data: 'here' });
});

test('a request does not wait for an engine that failed: it is told why', async () => {
  const link = createEngineLink();
  const reply = link.request('1', 'engine.status', {});
  link.change({ state: 'failed', message: 'The history is of a newer version.' }, null);
  expect(await reply).toMatchObject({
    ok: false,
    error: { code: 'engine-not-running', message: 'The history is of a newer version.' },
  });
});

test('a request whose engine dies is told so, and the next one waits for the next engine', async () => {
  const link = createEngineLink();
  const states: EngineLinkState[] = [];
  link.onState((state) => states.push(state));
  const first = silent();
  link.change({ state: 'connected' }, first.port);
  const lost = link.request('1', 'engine.status', {});
  await first.until('request');
  first.die();
  expect(await lost).toMatchObject({ ok: false, error: { code: 'connection-lost' } });
  const waiting = link.request('2', 'engine.status', {});
  link.change({ state: 'connected' }, answering('the second').port);
  expect(await waiting).toEqual({ ok: true, data: 'the second' });
  expect(states.map(({ state }) => state)).toEqual(['connecting', 'connected', 'connecting', 'connected']);
});

test('a request under way does not hang when the shell replaces the port', async () => {
  const link = createEngineLink();
  const first = silent();
  link.change({ state: 'connected' }, first.port);
  const open = link.request('1', 'engine.status', {});
  await first.until('request');
  link.change({ state: 'connected' }, answering('other').port);
  expect(await open).toMatchObject({ ok: false, error: { code: 'connection-lost' } });
  expect(await link.request('2', 'engine.status', {})).toEqual({ ok: true, data: 'other' });
});

test('cancelling ends a request that waits for an engine as well as one that the engine has', async () => {
  const link = createEngineLink();
  const waiting = link.request('1', 'engine.status', {});
  link.cancel('1');
  expect(await waiting).toMatchObject({ ok: false, error: { code: 'cancelled' } });

  const slow = engine((frame, reply) => {
    if (frame.kind !== 'cancel') return;
    reply({ kind: 'reply', id: frame.id, ok: false, error: { code: 'cancelled', message: 'Cancelled.' } });
  });
  link.change({ state: 'connected' }, slow.port);
  const open = link.request('2', 'engine.status', {});
  await slow.until('request');
  link.cancel('2');
  expect(await open).toMatchObject({ ok: false, error: { code: 'cancelled' } });
});

test('events flow only while wanted, and again from the next engine without asking anew', async () => {
  const link = createEngineLink();
  const heard: string[] = [];
  const first = silent();
  link.change({ state: 'connected' }, first.port);
  link.setEventsWanted(true);
  await first.until('events');
  const next = silent();
  const asked = next.until('events');
  const arrived = new Promise<void>((resolve) => {
    link.events.hear((name) => {
      heard.push(name);
      resolve();
    });
  });
  link.change({ state: 'connected' }, next.port);
  await asked;
  expect(next.frames).toEqual([{ kind: 'events', wanted: true }]);
  next.tell({ kind: 'event', name: 'applications.changed', payload: { application: null } });
  await arrived;
  const off = next.until('events');
  link.setEventsWanted(false);
  await off;
  expect(next.frames.at(-1)).toEqual({ kind: 'events', wanted: false });
  expect(heard).toEqual(['applications.changed']);
});
