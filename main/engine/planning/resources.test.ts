import { expect, it } from 'vitest';
import { unkeptResources } from './resources.ts';

const gigabyte = 1024 ** 3;
const none = { cpu: null, memory: null, gpu: null };
const job = (resources: object, channel = 'default') => ({
  definition: { jobName: 'seg', channel, resources: { ...none, ...resources } },
});
const machine = { gpus: ['0'], memory: 16 * gigabyte, limitsMemory: true };
const environments = [
  { name: 'gpu', channels: ['gpu'], slots: 1, description: '', machine: { ...machine, limitsMemory: false } },
  { name: 'base', channels: ['*'], slots: 4, description: '', machine },
];
const said = (...jobs: Parameters<typeof unkeptResources>[0]) =>
  unkeptResources(jobs, environments).map(({ message }) => message);

it.each([
  [{ cpu: 8 }, '"seg" asks for 8 cores; its environment has 4 slots, and it takes them all.'],
  [{ memory: 64 * gigabyte }, '"seg" asks for 64.0 GB of memory; the machine has 16.0 GB.'],
  [{ gpu: 2 }, '"seg" asks for 2 NVIDIA graphics cards; the machine has 1.'],
])('what cannot be kept is said in the run: %j', (resources, message) => {
  expect(said(job(resources))).toEqual([message]);
});

it('what can be kept is not talked about, and each thing is said once however often the job is planned', () => {
  expect(said(job({ cpu: 4, memory: 16 * gigabyte, gpu: 1 }), job({}))).toEqual([]);
  expect(said(job({ cpu: 8 }), job({ cpu: 8 }))).toHaveLength(1);
});

it('goes by the environment that serves the channel', () => {
  expect(said(job({ memory: gigabyte }, 'gpu'))).toEqual([
    'The memory limit of "seg" cannot be kept on this system; it runs without.',
  ]);
  expect(unkeptResources([job({ gpu: 9 })], [])).toEqual([]);
});
