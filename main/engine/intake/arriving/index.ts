/** What comes over a network: written into the staging folder by a thread, taken by the engine. */
export { answer, take } from './engineSide.ts';
export type { Taking } from './engineSide.ts';
export { examine } from './examine.ts';
export type { Arrived, FromEngine, ToEngine, Verdict } from './protocol.ts';
export { receiveFile } from './receiveFile.ts';
export { createEngineSide } from './threadSide.ts';
export type { EngineSide } from './threadSide.ts';
