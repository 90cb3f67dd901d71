/** What an application takes on the disk, measured on a thread of its own. */
export { createDiskMeter, spaceAt } from './diskMeter.ts';
export type { DiskMeter } from './diskMeter.ts';
