import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { EngineError } from '../../contract/index.ts';
import type { ProvenanceCard } from '../../contract/index.ts';
import { printable } from './terminal/index.ts';

/** A provenance card for people. */
export function describeCard(card: ProvenanceCard): string {
  const { code, environment, input } = card;
  const lock = environment.lock;
  const lines = [
    `Job run ${card.jobRun} of run ${card.runNumber}: "${card.jobName}" ${card.state}`,
    card.cards.length > 1
      ? `Attempt ${card.attempt}; there is a card of each of ${card.cards.join(', ')} (--attempt)`
      : null,
    `Code: ${code.worker}, version ${code.version ?? 'unknown'}${code.kept ? ' (kept)' : ''}`,
    code.number === null
      ? null
      : `Version ${code.number} of the service${code.origin ? `, from ${code.origin}` : ''}`,
    code.version !== null && code.plannedVersion !== null && code.version !== code.plannedVersion
      ? `Installed as version ${code.plannedVersion}, edited since`
      : null,
    `Environment: ${environment.name} (${environment.runtime}), lock ${environment.hash ?? 'unknown'}`,
    lock === null
      ? null
      : `Python: ${lock.implementation} ${lock.python} on ${lock.platform}, ${lock.packages.length} packages`,
    `Parameters: ${JSON.stringify(card.params)}`,
    `Injected by callbacks: ${JSON.stringify(card.injected)}`,
    `Input: ${input.instanceCount} instances in ${input.series.length} series, hash ${input.hash ?? 'unknown'}`,
    ...input.series.map((one) => `  ${one.SeriesInstanceUID}: ${one.instances.length} instances`),
    ...card.attempts.map((one) => `Attempt ${one.number}: ${one.outcome}, ${isoTime(one.startedAt)}`),
    `Ended: ${card.finishedAt === null ? '' : isoTime(card.finishedAt)}`,
    `Machine: ${card.machine}, DCM Processor ${card.productVersion}`,
    ...card.problems.map((problem) => `Not known: ${problem}`),
  ];
  return lines
    .filter((line) => line !== null)
    .map(printable)
    .join('\n');
}

/** Writes a card as JSON. @throws EngineError `disk-failed` */
export async function exportCard(card: ProvenanceCard, file: string): Promise<string> {
  const target = path.resolve(file);
  try {
    await writeFile(target, `${JSON.stringify(card, null, 2)}\n`);
  } catch (cause) {
    throw new EngineError('disk-failed', `The card cannot be written to ${target}.`, { cause });
  }
  return target;
}

function isoTime(at: number): string {
  return new Date(at).toISOString();
}
