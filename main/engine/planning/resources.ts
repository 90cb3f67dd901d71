import type { Reason, Resources } from '../../../contract/index.ts';
import { servingEnvironment } from '../context/index.ts';
import type { RuntimeEnvironment } from '../runtimes/index.ts';
import { reason } from './reasons.ts';

/** A job with what it needs. */
interface NeedyJob {
  definition: { jobName: string; channel: string; resources: Resources };
}

/** What jobs ask for and their environment does not have or cannot keep; they run all the same. */
export function unkeptResources(
  jobs: readonly NeedyJob[],
  environments: readonly RuntimeEnvironment[],
): Reason[] {
  const messages = jobs.flatMap(({ definition: { jobName, channel, resources } }) => {
    const environment = servingEnvironment(environments, channel);
    return environment === undefined ? [] : unkept(jobName, resources, environment);
  });
  // Jobs that are asked once per series say it once.
  return [...new Set(messages)].map((message) => reason('resources-not-kept', message));
}

function unkept(jobName: string, { cpu, memory, gpu }: Resources, environment: RuntimeEnvironment): string[] {
  const { machine, slots } = environment;
  const found: string[] = [];
  if (cpu !== null && cpu > slots) {
    found.push(
      `"${jobName}" asks for ${cpu} cores; its environment has ${slots} slots, and it takes them all.`,
    );
  }
  if (machine === undefined) return found;
  if (memory !== null && !machine.limitsMemory) {
    found.push(`The memory limit of "${jobName}" cannot be kept on this system; it runs without.`);
  } else if (memory !== null && memory > machine.memory) {
    found.push(
      `"${jobName}" asks for ${gigabytes(memory)} GB of memory; the machine has ${gigabytes(machine.memory)} GB.`,
    );
  }
  const cards = machine.gpus.length;
  if (gpu !== null && gpu > cards) {
    const there = cards === 0 ? 'the machine has none that can be given out' : `the machine has ${cards}`;
    found.push(`"${jobName}" asks for ${gpu} NVIDIA graphics ${gpu === 1 ? 'card' : 'cards'}; ${there}.`);
  }
  return found;
}

const gigabytes = (bytes: number) => (bytes / 1024 ** 3).toFixed(1);
