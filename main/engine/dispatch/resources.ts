import type { Resources } from '../../../contract/index.ts';
import type { JobRequest, RuntimeEnvironment } from '../runtimes/index.ts';

/** Numbers of threads that the libraries of this field read from the environment. */
const threadVariables = [
  'OMP_NUM_THREADS',
  'OPENBLAS_NUM_THREADS',
  'MKL_NUM_THREADS',
  'NUMEXPR_NUM_THREADS',
  'VECLIB_MAXIMUM_THREADS',
  'ITK_GLOBAL_DEFAULT_NUMBER_OF_THREADS',
];

/**
 * Environment variables by which a job keeps to what it asked for: as many threads as it has slots, and only its own
 * graphics cards. What it did not ask for is left as the machine has it.
 */
export function resourceVariables(
  { cpu, gpu }: Resources,
  given: { slots: number; gpus: readonly string[] },
): Record<string, string> {
  const threads = cpu === null ? null : String(Math.min(cpu, given.slots));
  return {
    ...(threads !== null && Object.fromEntries(threadVariables.map((name) => [name, threads]))),
    ...(gpu !== null &&
      (gpu === 0 || given.gpus.length > 0) && { CUDA_VISIBLE_DEVICES: given.gpus.join(',') }),
    ...(gpu !== null && given.gpus.length > 0 && orderOfCards()),
  };
}

/**
 * Numbers are those of the driver's tool, and of containers, while CUDA by itself numbers the fastest card first. But where
 * somebody gave the engine its cards by number, they meant those of CUDA.
 */
function orderOfCards(): Record<string, string> {
  const { CUDA_DEVICE_ORDER: order, CUDA_VISIBLE_DEVICES: given } = process.env;
  if (order !== undefined) return { CUDA_DEVICE_ORDER: order };
  return given === undefined ? { CUDA_DEVICE_ORDER: 'PCI_BUS_ID' } : {};
}

/**
 * What holds a job to its resources that a person starts by hand: nobody knows when it begins and ends, so it takes no
 * slot and no card from others, and may share its cards. It gets the last ones, as the queue gives out the first.
 */
export function resourcesByHand(
  environment: RuntimeEnvironment | undefined,
  { cpu, memory, gpu }: Resources,
): Pick<JobRequest, 'variables' | 'memoryBytes'> {
  const cards = environment?.machine?.gpus ?? [];
  const given = {
    slots: environment?.slots ?? Infinity,
    gpus: cards.slice(Math.max(0, cards.length - (gpu ?? 0))),
  };
  return {
    variables: resourceVariables({ cpu, memory, gpu }, given),
    ...(memory !== null && { memoryBytes: memory }),
  };
}
