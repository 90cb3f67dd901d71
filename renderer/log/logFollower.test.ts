import { expect, test, vi } from 'vitest';
import { EngineError } from '../../contract/index.ts';
import { createLogDocument } from './logDocument.ts';
import { createLogFollower } from './logFollower.ts';

/** A log that grows, read as the engine reads it: at most two characters at once. */
function growing() {
  const state = { text: '', ended: false, failure: null as EngineError | null, reads: 0 };
  const log = createLogDocument();
  const follower = createLogFollower({
    log,
    onChange: () => undefined,
    read: async (offset) => {
      state.reads += 1;
      await Promise.resolve();
      if (state.failure !== null) throw state.failure;
      const text = state.text.slice(offset, offset + 2);
      return {
        attempt: 1,
        pieces: text === '' ? [] : [{ at: 1, stream: 'stdout' as const, text }],
        nextOffset: offset + text.length,
        complete: state.ended && offset + text.length === state.text.length,
        droppedBytes: 0,
      };
    },
  });
  return { state, log, follower };
}

test('one wake reads all there is, and each stretch once', async () => {
  const { state, log, follower } = growing();
  state.text = 'one\ntwo\n';
  follower.wake();
  follower.wake();
  await vi.waitFor(() => expect(log.text()).toBe('one\ntwo\n'));
  expect(follower.reading.state).toBe('live');
});

test('what grows while it is being read is read without another wake after the last', async () => {
  const { state, log, follower } = growing();
  state.text = 'a\n';
  follower.wake();
  state.text += 'b\n';
  state.ended = true;
  follower.wake();
  await vi.waitFor(() => expect(follower.reading.state).toBe('ended'));
  expect(log.text()).toBe('a\nb\n');
});

test('a log that has ended is not asked for again', async () => {
  const { state, follower } = growing();
  state.ended = true;
  follower.wake();
  await vi.waitFor(() => expect(follower.reading.state).toBe('ended'));
  const { reads } = state;
  follower.wake();
  expect(state.reads).toBe(reads);
});

test('a lost connection is told, and the log goes on where it was', async () => {
  const { state, log, follower } = growing();
  state.text = 'a\n';
  follower.wake();
  await vi.waitFor(() => expect(log.lines.length).toBe(1));
  state.failure = new EngineError('connection-lost');
  follower.wake();
  await vi.waitFor(() => expect(follower.reading.error?.code).toBe('connection-lost'));
  state.failure = null;
  state.text += 'b\n';
  follower.wake();
  await vi.waitFor(() => expect(log.text()).toBe('a\nb\n'));
  expect(follower.reading).toMatchObject({ state: 'live', error: null });
});

test('a job that was not started yet waits, and is no error', async () => {
  const { state, follower } = growing();
  state.failure = new EngineError('not-found');
  follower.wake();
  await vi.waitFor(() => expect(state.reads).toBe(1));
  expect(follower.reading).toMatchObject({ state: 'waiting', error: null });
});

test('nothing is taken in after it was stopped', async () => {
  const { state, log, follower } = growing();
  state.text = 'a\n';
  follower.wake();
  follower.stop();
  await Promise.resolve();
  await Promise.resolve();
  await Promise.resolve();
  expect(log.lines).toEqual([]);
});
