import type { Check } from '../types.ts';

/** Memory from which on it is worth a word, in bytes. */
const muchMemory = 2 * 1024 ** 3;

/** The engine itself: its version, how long it runs, what it takes. */
export const engineCheck: Check = {
  id: 'engine',
  limitMs: 2000,
  look(_, { surroundings: { version, startedAt, logFile } }) {
    const memory = process.memoryUsage.rss();
    const facts = [
      `Version ${version}, process ${process.pid}`,
      `Node ${process.versions.node}, ${process.platform} ${process.arch}`,
      `Runs since ${new Date(startedAt).toISOString()}`,
      `Memory ${(memory / 1024 ** 2).toFixed(0)} MB`,
      `Log ${logFile}`,
    ];
    if (memory > muchMemory)
      return {
        state: 'warning',
        found: `The engine takes ${(memory / 1024 ** 3).toFixed(1)} GB of memory.`,
        advice: 'Quit DCM Processor and start it again; unfinished work goes on.',
        facts,
      };
    return { state: 'ok', found: `The engine runs, version ${version}.`, facts };
  },
};
