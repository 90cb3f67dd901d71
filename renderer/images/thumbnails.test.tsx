// @vitest-environment happy-dom
import { act, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { EngineError, type ErrorCode } from '../../contract/index.ts';
import { renderPage } from '../testing/index.ts';
import { ImageProblem } from '../imaging/imageProblem.ts';
import { loadImaging } from './loadImaging.ts';
import { SeriesThumbnail } from './SeriesThumbnail.tsx';

const imaging = vi.hoisted(() => ({
  startImaging: vi.fn<() => void>(),
  makeThumbnail: vi.fn<() => unknown>(),
}));
// What draws needs a page with a canvas.
vi.mock('../imaging/index.ts', () => imaging);

/** Everything is in view. */
class InView {
  readonly tell: (entries: { isIntersecting: boolean }[]) => void;
  constructor(tell: (entries: { isIntersecting: boolean }[]) => void) {
    this.tell = tell;
  }
  observe() {
    queueMicrotask(() => this.tell([{ isIntersecting: true }]));
  }
  disconnect() {}
}
beforeEach(() => {
  vi.stubGlobal('IntersectionObserver', InView);
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'], shouldAdvanceTime: true });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  imaging.startImaging.mockReset();
  imaging.makeThumbnail.mockReset();
});

const middle = { SOPInstanceUID: '1.2', size: 1 };
function show(series: string, ask: () => unknown = () => middle) {
  renderPage(
    <div data-testid={series}>
      <SeriesThumbnail series={series} instanceCount={1} />
    </div>,
    { 'viewer.middle': () => ask() as never },
  );
  const state = () =>
    screen.getByTestId(series).querySelector('[data-thumbnail]')?.getAttribute('data-thumbnail');
  return { state };
}

test('what draws is started again where it could not be', async () => {
  imaging.startImaging.mockImplementationOnce(() => {
    throw new Error('no context');
  });
  await expect(loadImaging()).rejects.toThrow('no context');
  await expect(loadImaging()).resolves.toBeDefined();
});

test('a series whose image the engine could not give is tried again while it is in sight', async () => {
  imaging.makeThumbnail.mockRejectedValueOnce(new ImageProblem('unreadable', '500 engine-not-running', true));
  imaging.makeThumbnail.mockResolvedValue(null);
  const { state } = show('restarting');
  await expect.poll(() => imaging.makeThumbnail.mock.calls.length).toBe(1);
  expect(state()).toBe('waiting');
  await act(() => vi.advanceTimersByTimeAsync(6000));
  await expect.poll(state).toBe('none');
  expect(imaging.makeThumbnail).toHaveBeenCalledTimes(2);
});

test('one that cannot be decoded stays so', async () => {
  imaging.makeThumbnail.mockRejectedValue(new ImageProblem('undecodable', 'no such transfer syntax'));
  const { state } = show('odd');
  await expect.poll(state).toBe('failed');
  await act(() => vi.advanceTimersByTimeAsync(20_000));
  expect(imaging.makeThumbnail).toHaveBeenCalledTimes(1);
});

test.each<[code: ErrorCode, state: string, asked: number]>([
  ['not-found', 'failed', 1],
  ['connection-lost', 'none', 2],
  ['database-damaged', 'none', 2],
])('a series of which the engine says %s is %s after %d requests', async (code, ended, count) => {
  imaging.makeThumbnail.mockResolvedValue(null);
  let asked = 0;
  const { state } = show(code, () => {
    asked += 1;
    if (asked === 1) throw new EngineError(code);
    return middle;
  });
  await expect.poll(() => asked).toBe(1);
  await act(() => vi.advanceTimersByTimeAsync(20_000));
  await expect.poll(state).toBe(ended);
  expect(asked).toBe(count);
});
