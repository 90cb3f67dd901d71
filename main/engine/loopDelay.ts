import { monitorEventLoopDelay } from 'node:perf_hooks';

/** Granularity of the measurement, in milliseconds. */
const resolution = 5;

/**
 * Measures how late the event loop of this thread is, for benchmarks: only where `DCM_PROCESSOR_MEASURE` is set, since
 * the measurement itself keeps an idle engine busy.
 * @returns the 99th percentile in milliseconds since the last call, or null
 */
export function measureLoopDelay(): () => number | null {
  if (!process.env['DCM_PROCESSOR_MEASURE']) return () => null;
  const delays = monitorEventLoopDelay({ resolution });
  delays.enable();
  return () => {
    // What is measured is the time between two turns of a timer of that resolution.
    const p99 = Math.max(delays.percentile(99) / 1e6 - resolution, 0);
    delays.reset();
    return p99;
  };
}
