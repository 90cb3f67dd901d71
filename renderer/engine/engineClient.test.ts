import { expect, test } from 'vitest';
import { EngineError, type WindowBridge } from '../../contract/index.ts';
import { createEngineClient } from './engineClient.ts';

type Reply = Awaited<ReturnType<WindowBridge['request']>>;

/** A bridge whose replies the test gives, and that keeps what it was asked. */
function bridge() {
  const asked: { id: string; route: string; answer: (reply: Reply) => void }[] = [];
  const cancelled: string[] = [];
  const end: WindowBridge = {
    request: (id, route) => new Promise((answer) => asked.push({ id, route, answer })),
    cancel: (id) => cancelled.push(id),
    shell: () =>
      Promise.resolve({ ok: false, error: { code: 'folder-not-usable', message: 'No.', advice: 'Do.' } }),
    setEventsWanted: () => undefined,
    onEvent: () => () => undefined,
    onLinkState: () => () => undefined,
    onNotice: () => () => undefined,
    pathOfFile: () => '',
  };
  return { client: createEngineClient(end), asked, cancelled };
}

test('an abort cancels the request it belongs to, and only that one', async () => {
  const { client, asked, cancelled } = bridge();
  const abort = new AbortController();
  const first = client.request('applications.list', {});
  const second = client.request('studies.list', { application: 'a' }, abort.signal);
  abort.abort();
  expect(cancelled).toEqual([asked[1]!.id]);
  expect(asked[0]!.id).not.toBe(asked[1]!.id);
  asked[0]!.answer({ ok: true, data: [] });
  asked[1]!.answer({ ok: false, error: { code: 'cancelled', message: 'The request was cancelled.' } });
  await expect(first).resolves.toEqual([]);
  await expect(second).rejects.toMatchObject({ code: 'cancelled' });
});

test('an abort after the answer cancels nothing: the id may be in use again', async () => {
  const { client, asked, cancelled } = bridge();
  const abort = new AbortController();
  const answered = client.request('applications.list', {}, abort.signal);
  asked[0]!.answer({ ok: true, data: [] });
  await answered;
  abort.abort();
  expect(cancelled).toEqual([]);
});

test('what is aborted before it is asked never reaches the engine', async () => {
  const { client, asked } = bridge();
  await expect(client.request('applications.list', {}, AbortSignal.abort())).rejects.toThrow(EngineError);
  expect(asked).toEqual([]);
});

test('a refusal keeps its code, advice and technical cause', async () => {
  const { client, asked } = bridge();
  const answered = client.request('applications.get', { application: 'x' });
  const error = { code: 'application-damaged', message: 'M.', advice: 'A.', details: 'D' } as const;
  asked[0]!.answer({ ok: false, error });
  await expect(answered).rejects.toMatchObject(error);
  await expect(client.shell('shell.choose', { what: 'python' })).rejects.toMatchObject({
    code: 'folder-not-usable',
    advice: 'Do.',
  });
});
