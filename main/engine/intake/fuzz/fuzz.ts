import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { EngineError } from '../../../../contract/index.ts';
import { readTags } from '../../dicom/index.ts';
import { examineFiles } from '../reading/index.ts';
import type { FileResult } from '../reading/index.ts';
import { mutate } from './mutate.ts';
import { createRandom } from './random.ts';
import { seedFiles } from './seeds.ts';

/** What became of the files of a run. */
export interface FuzzReport {
  outcomes: Record<string, number>;
  /** What must not be, by the number of the file: it is the same again with the same seed. */
  faults: string[];
  /** Most processor time that one file took, in milliseconds. */
  slowestMs: number;
  /** Largest resident memory of the process, in bytes. */
  peakBytes: number;
}

/** The file of that number. */
export function fuzzedFile(seed: number, number: number, seeds: readonly Buffer[]): Buffer {
  const random = createRandom(Math.imul(seed, 0x9e37_79b1) + number);
  return mutate(random.pick(seeds), random, seeds);
}

/**
 * Has broken files looked at and staged as an import does it, each for itself, and reads the tags of those that would
 * be stored, as planning does.
 */
export async function runFuzz(folder: string, seed: number, count: number): Promise<FuzzReport> {
  const seeds = seedFiles();
  const staging = path.join(folder, 'staging');
  mkdirSync(staging, { recursive: true });
  const file = path.join(folder, 'file');
  const report: FuzzReport = { outcomes: {}, faults: [], slowestMs: 0, peakBytes: 0 };
  for (let number = 0; number < count; number++) {
    writeFileSync(file, fuzzedFile(seed, number, seeds));
    const before = process.cpuUsage();
    try {
      const outcome = await outcomeOf(file, staging);
      report.outcomes[outcome] = (report.outcomes[outcome] ?? 0) + 1;
    } catch (cause) {
      report.faults.push(
        `${number}: ${cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)}`,
      );
    }
    const { user, system } = process.cpuUsage(before);
    report.slowestMs = Math.max(report.slowestMs, (user + system) / 1000);
  }
  report.peakBytes = process.resourceUsage().maxRSS * 1024;
  return report;
}

async function outcomeOf(file: string, stagingFolder: string): Promise<string> {
  const results: FileResult[] = [];
  await examineFiles({
    paths: [file],
    taskId: 'fuzz',
    stagingFolder,
    signal: { aborted: false },
    engine: {
      lookUp: async () => new Map(),
      lookUpFiles: async () => new Map(),
      deliver: async (delivered) => void results.push(...delivered),
      counted: async () => undefined,
      hasRoom: async () => true,
      untilRoom: async () => undefined,
    },
  });
  const [result, ...more] = results;
  if (result === undefined || more.length > 0) throw new Error(`${results.length} results instead of one`);
  if (result.kind === 'staged') {
    await readTags(result.staged.stagingFile);
    rmSync(result.staged.stagingFile);
    return 'stored';
  }
  if (result.kind === 'taken-before') throw new Error('taken before');
  if (!/^(The|This) .*\.$/.test(result.reason)) throw new Error(`no reason but "${result.reason}"`);
  if (result.outcome !== 'damaged') return result.outcome;
  if (result.aside === undefined) throw new Error('damaged and not put aside');
  // What lies in quarantine can be looked at.
  await readTags(file).catch((cause: unknown) => {
    if (!(cause instanceof EngineError)) throw cause;
  });
  return `quarantined: ${result.aside.code}`;
}
