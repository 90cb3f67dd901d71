import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createEventCoalescer } from './eventCoalescer.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

describe('coalescing events', () => {
  it('makes one message of many changes of one thing, with its newest state', () => {
    const sent: unknown[] = [];
    const coalescer = createEventCoalescer((name, payload) => sent.push([name, payload]));
    for (let bytes = 1; bytes <= 1000; bytes++) {
      coalescer.add('log.grown', { application: 'a', jobRun: 'j', attempt: 1, bytes });
    }
    coalescer.add('runs.changed', { application: 'a', run: 'r', state: 'active' });
    vi.advanceTimersByTime(1);
    expect(sent).toEqual([
      ['log.grown', { application: 'a', jobRun: 'j', attempt: 1, bytes: 1000 }],
      ['runs.changed', { application: 'a', run: 'r', state: 'active' }],
    ]);
  });

  it('sends the first change at once and later ones together, so that nothing is late and nothing floods', () => {
    const sent: number[] = [];
    const coalescer = createEventCoalescer(() => sent.push(Date.now()));
    const start = Date.now();
    for (let elapsed = 0; elapsed < 500; elapsed += 5) {
      coalescer.add('arrivals.changed', { application: 'a' });
      vi.advanceTimersByTime(5);
    }
    vi.advanceTimersByTime(100);
    expect(sent[0]).toBeLessThanOrEqual(start + 5);
    expect(sent.length).toBeLessThanOrEqual(17);
    expect(sent.length).toBeGreaterThanOrEqual(12);
  });

  it('does not lose the last change', () => {
    let last = '';
    const coalescer = createEventCoalescer((_name, payload) => {
      last = (payload as { state: string }).state;
    });
    coalescer.add('runs.changed', { application: 'a', run: 'r', state: 'active' });
    vi.advanceTimersByTime(1);
    coalescer.add('runs.changed', { application: 'a', run: 'r', state: 'succeeded' });
    vi.advanceTimersByTime(1000);
    expect(last).toBe('succeeded');
  });
});
