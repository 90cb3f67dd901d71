/** Threads that read files from disk for imports and watched folders, with what is in archives of files. */
export { look } from './candidate.ts';
export { examineFiles } from './examineFiles.ts';
export { fileKind } from './fileKind.ts';
export type { FileKind } from './fileKind.ts';
export { kindByContent } from './kindByContent.ts';
export type { FileResult, ImportWork, NotedFile } from './protocol.ts';
export { refusalOf } from './refusal.ts';
export { createWorkerPool } from './workerPool.ts';
export type { WorkerPool } from './workerPool.ts';
