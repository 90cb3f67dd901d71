import os from 'node:os';
import { EngineError, toEngineError } from '../../../contract/index.ts';
import type { ProvenanceCard, RepeatCheck } from '../../../contract/index.ts';
import { productVersion } from '../../platform/index.ts';
import type { ApplicationContext } from '../context/index.ts';
import { lockChanges, readCard } from '../provenance/index.ts';
import type { Runtime } from '../runtimes/index.ts';
import type { ServiceVersions } from '../services/index.ts';
import type { Instances } from './archivedInput.ts';
import { findRecordedData } from './recordedData.ts';
import type { RecordedData } from './recordedData.ts';
import type { WantedAgain } from './types.ts';

/** All that a job run had, as far as it is still to be had. */
export interface Repetition extends RecordedData {
  card: ProvenanceCard;
  /** Version of the code; null where it is not kept. */
  version: string | null;
}

/**
 * Looks what is still to be had of what a job run ran with.
 * @throws EngineError `not-found` where it never ran
 */
export async function prepareRepetition(
  context: ApplicationContext,
  options: { runtime: Runtime; versions: ServiceVersions; instances: Instances },
  wanted: WantedAgain,
): Promise<Repetition> {
  const { versions, runtime } = options;
  const card = await readCard(context.history, wanted, versions);
  const data = await findRecordedData(context, options.instances, wanted.jobRun, card.attempt);
  const { code, environment } = card;
  const missing = [...data.check.missing];
  if (code.version === null) missing.push('Which code ran was not found out.');
  else if (!code.kept) missing.push(`The code of then, version ${code.version}, is not kept any more.`);
  const differences = [...data.check.differences];
  if (card.machine !== os.hostname()) differences.push(`It ran on the machine ${card.machine}.`);
  if (card.productVersion !== productVersion) {
    differences.push(`It ran with DCM Processor ${card.productVersion}; this is ${productVersion}.`);
  }
  differences.push(...(await environmentDifferences(environment, runtime)));
  return { ...data, card, version: code.kept ? code.version : null, check: { missing, differences } };
}

async function environmentDifferences(
  { name, lock }: ProvenanceCard['environment'],
  runtime: Runtime,
): Promise<string[]> {
  if (lock === null) return ['What was installed in its environment was not found out.'];
  try {
    return lockChanges(lock, await runtime.lock(name)).map((change) => `In the environment ${change}.`);
  } catch (cause) {
    return [`What is installed now is not known: ${toEngineError(cause).message}`];
  }
}

/** @throws EngineError `not-repeatable` where something is missing, or differs and is not put up with */
export function refuseUnlessRepeatable({ missing, differences }: RepeatCheck, anyway: boolean): void {
  if (missing.length > 0) {
    throw new EngineError('not-repeatable', missing[0], {
      advice: 'Run the service as it is now on the same study in its place.',
      details: [...missing, ...differences].join('\n'),
    });
  }
  if (differences.length === 0 || anyway) return;
  throw new EngineError('not-repeatable', `It would not be exactly the same: ${differences[0]}`, {
    advice: 'Run it anyway if that does not matter.',
    details: differences.join('\n'),
  });
}
