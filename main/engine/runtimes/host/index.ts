/** The engine's side of the protocol of `templates/python`, wherever a host runs. */
export { speakWithHost, startFailed } from './conversation.ts';
export type { HostListener, HostProcess } from './conversation.ts';
export { runJob } from './job.ts';
export { createLiveHost } from './liveHost.ts';
export { openSession } from './planningSession.ts';
export type { HostHello } from './protocol.ts';
export type { LiveHost } from './liveHost.ts';
