/** Entry of the thread of a C-STORE door. */
import { workerData } from 'node:worker_threads';
import type { ThreadData } from '../protocol.ts';
import { runScpThread } from './scpThread.ts';

runScpThread(workerData as ThreadData);
