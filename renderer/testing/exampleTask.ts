import type { Task } from '../../contract/index.ts';

/** A task that fetches something, under way. */
export const exampleTask: Task = {
  id: 't1',
  kind: 'fetch',
  title: '',
  state: 'running',
  createdAt: 0,
  finishedAt: null,
  done: 1,
  total: null,
  bytes: 0,
  counts: {
    new: 0,
    'already-there': 0,
    'not-dicom': 0,
    dicomdir: 0,
    damaged: 0,
    conflicting: 0,
    refused: 0,
  },
  failed: 0,
  problem: null,
};
