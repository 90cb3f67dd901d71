import { searchLines } from './searchLines.ts';
import type { LinesToSearch, SearchedLines } from './searchLines.ts';

/** What is used here of the worker's own world. */
interface WorkerWorld {
  postMessage(message: SearchedLines): void;
  addEventListener(kind: 'message', hear: (event: MessageEvent<LinesToSearch>) => void): void;
}
const world = globalThis as unknown as WorkerWorld;

world.addEventListener('message', ({ data }) => {
  world.postMessage({ id: data.id, is: 'begun' });
  world.postMessage(searchLines(data));
});
