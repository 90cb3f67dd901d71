import { execFile } from 'node:child_process';
import os from 'node:os';
import type { RuntimeMachine } from '../runtime.ts';

/** Longest wait for the driver's tool, in milliseconds: it may hang with the driver. */
const toolTimeout = 5000;

/** What this machine has for jobs. */
export async function inspectMachine(
  env: Readonly<Record<string, string | undefined>> = process.env,
): Promise<RuntimeMachine> {
  return {
    gpus: await findGpus(env),
    memory: os.totalmem(),
    // macOS takes the limit and does not keep it; Windows has none.
    limitsMemory: process.platform === 'linux',
  };
}

/**
 * NVIDIA graphics cards as `CUDA_VISIBLE_DEVICES` names them: those that the engine's own environment allows, else all
 * that the driver's tool lists. None where there is no such tool.
 */
async function findGpus(env: Readonly<Record<string, string | undefined>>): Promise<string[]> {
  const allowed = env['CUDA_VISIBLE_DEVICES'];
  if (allowed !== undefined) {
    const names = allowed.split(',').map((name) => name.trim());
    // As CUDA reads it: a name that is no device ends the list.
    const end = names.findIndex((name) => !/^(\d+|GPU-.+|MIG-.+)$/.test(name));
    return end === -1 ? names : names.slice(0, end);
  }
  return (await listCards(['index'], env)).flatMap(([index = '']) => (/^\d+$/.test(index) ? [index] : []));
}

/** What the driver's tool tells of each NVIDIA card of this machine; nothing where there is no such tool. */
export async function listCards(
  what: readonly string[],
  env: Readonly<Record<string, string | undefined>> = process.env,
): Promise<string[][]> {
  const listed = await new Promise<string>((resolve) => {
    execFile(
      'nvidia-smi',
      [`--query-gpu=${what.join(',')}`, '--format=csv,noheader'],
      { timeout: toolTimeout, windowsHide: true, env: { ...env } },
      (error, stdout) => resolve(error === null ? stdout : ''),
    );
  });
  return listed.split('\n').map((line) => line.split(',').map((field) => field.trim()));
}
