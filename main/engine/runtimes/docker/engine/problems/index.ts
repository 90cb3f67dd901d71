/** What is wrong with Docker, and what a person does about it on this very machine. */
export { connectProblem, asProblem } from './connectProblem.ts';
export type { Failure } from './connectProblem.ts';
export { readHost, readSocketFile } from './host.ts';
export { launch } from './launch.ts';
export type { Starter } from './start.ts';
export { freeSomeSpace } from './space.ts';
