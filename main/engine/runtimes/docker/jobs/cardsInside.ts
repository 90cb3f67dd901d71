import type { InstalledWorker } from '../../../workers/index.ts';
import type { RuntimeMachine } from '../../runtime.ts';

/**
 * Cards that the containers of a worker have. Inside, those that are named by a number are counted from 0 in the order of
 * the machine, in whatever order the worker names them; a UUID is the same there. Where all cards are asked for, one is
 * known to be there.
 */
export function cardsInside(gpu: InstalledWorker['gpu']): Required<Pick<RuntimeMachine, 'gpus' | 'devices'>> {
  if (gpu === null) return { gpus: [], devices: [] };
  const asked =
    gpu.deviceIds.length > 0
      ? [...new Set(gpu.deviceIds)]
      : Array.from({ length: gpu.count ?? 1 }, (_, card) => String(card));
  const areNumbers = asked.every((device) => /^\d+$/.test(device));
  const devices = areNumbers ? asked.toSorted((a, b) => Number(a) - Number(b)) : asked;
  return {
    gpus: devices.map((device, card) => (device.startsWith('GPU-') ? device : String(card))),
    devices,
  };
}
