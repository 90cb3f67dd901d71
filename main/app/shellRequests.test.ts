import { expect, test } from 'vitest';
import { EngineError } from '../../contract/index.ts';
import { answerShell } from './shellRequests.ts';
import type { ShellHandlers } from './shellRequests.ts';

const revealed: string[] = [];
const handlers: ShellHandlers = {
  'shell.choose': async () => ({ paths: ['/data'] }),
  'shell.choose_target': async () => ({ path: null }),
  'shell.save_result': async () => ({ path: null }),
  'shell.open_result': async () => ({ opened: false, isRefused: true }),
  'shell.reveal': async ({ path }) => {
    if (path === 'gone.txt') throw new EngineError('not-found', 'It is gone.');
    revealed.push(path);
    return {};
  },
  'shell.open_job': async () => ({ opened: false, command: '', differences: [] }),
  'shell.open_service': async () => ({ opened: false, command: '' }),
  'shell.set_scheme': async () => ({}),
  'shell.set_language': async () => ({}),
  'shell.desktop': async () => Promise.reject(new TypeError('a fault of ours')),
  'shell.set_desktop': async () => Promise.reject(new TypeError('a fault of ours')),
  'shell.diagnose': async () => [],
  'shell.save_report': async () => ({ path: null }),
  'shell.sample': async () => ({ patient: '', PatientID: '', services: [] }),
  'shell.closing_asked': async () => ({}),
  'shell.close_window': async () => ({}),
  'shell.info': async () => Promise.reject(new TypeError('a fault of ours')),
};

test('a request is answered by its handler', async () => {
  expect(await answerShell(handlers, 'shell.choose', { what: 'dicom-files' })).toEqual({
    ok: true,
    data: { paths: ['/data'] },
  });
});

test.each(['shell.delete', 'constructor', '__proto__', 7, null, undefined])(
  'the route %s is refused as unknown and reaches no handler',
  async (route) => {
    expect(await answerShell(handlers, route, {})).toMatchObject({
      ok: false,
      error: { code: 'route-not-found' },
    });
  },
);

test.each([{ what: 'everything' }, {}, null, 'dicom-files'])(
  'the input %j is refused before its handler',
  async (input) => {
    expect(await answerShell(handlers, 'shell.choose', input)).toMatchObject({
      ok: false,
      error: { code: 'validation-failed' },
    });
  },
);

test('a request to reveal is refused when it names more than a path', async () => {
  const input = { application: 'a', run: 'r', path: { toString: 'x' } };
  expect(await answerShell(handlers, 'shell.reveal', input)).toMatchObject({ ok: false });
  expect(revealed).toEqual([]);
});

test('an error of a handler crosses with its code, a fault of ours as an internal one', async () => {
  const gone = { application: 'a', run: 'r', path: 'gone.txt' };
  expect(await answerShell(handlers, 'shell.reveal', gone)).toMatchObject({
    ok: false,
    error: { code: 'not-found', message: 'It is gone.' },
  });
  expect(await answerShell(handlers, 'shell.info', {})).toMatchObject({
    ok: false,
    error: { code: 'internal' },
  });
});
