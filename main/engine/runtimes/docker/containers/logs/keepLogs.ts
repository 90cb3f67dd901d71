import type { Logger } from '../../../../context/index.ts';
import type { ContainerHint, DockerEngine } from '../../engine/index.ts';
import { readLabels } from '../labels.ts';
import type { FoundContainer } from '../types.ts';
import { followContainer } from './follow.ts';
import { openLogWriter } from './logWriter.ts';
import type { LogWriter } from './logWriter.ts';
import { logFolder } from './segments.ts';
import { removeForgotten } from './removeForgotten.ts';

/** Keeps the logs of the containers of one application. */
export interface LogKeeper {
  /** Follows each of them that is not followed yet. */
  look(): void;
  /** Something happened to a container: it is noted in its log. */
  hint(hint: ContainerHint): void;
  /** Resolves when all that a container which has ended printed is kept, or when that takes too long. */
  drain(id: string): Promise<void>;
  close(): Promise<void>;
}

/** A container whose log is followed. */
interface Following {
  done: Promise<void>;
  /** Its container has ended. */
  ended: AbortController;
  /** It was started again since the look at its log that goes on was begun. */
  hasStarted: boolean;
}

/** How long the rest of a log is waited for, in milliseconds. */
const longestDrain = 3000;

/** Looks at a log in a row in which Docker fell silent and told nothing new, before it is believed. */
const mostDoubts = 3;

/** What is noted in a log about the container itself. */
const notes: Record<string, string> = {
  create: 'the container was made',
  start: 'the container was started',
  oom: 'the container needed more memory than it may have',
  pause: 'the container was paused',
  unpause: 'the container goes on',
  destroy: 'the container was removed',
};

/**
 * @param options.find the containers of the application
 * @param options.folder where the logs are kept
 * @param options.onGrown a log has grown to that position
 */
export function createLogKeeper(options: {
  engine: DockerEngine;
  application: string;
  folder: string;
  find: () => Promise<FoundContainer[]>;
  onGrown: (container: string, end: number) => void;
  log: Logger;
}): LogKeeper {
  const { engine, folder, log } = options;
  const ending = new AbortController();
  const followed = new Map<string, Following>();
  const writers = new Map<string, Promise<LogWriter>>();
  /** Lines of one log are written one after the other. */
  const turns = new Map<string, Promise<unknown>>();
  let looking: Promise<void> = Promise.resolve();
  let isForgetting = true;

  function writerOf(name: string): Promise<LogWriter> | null {
    const own = logFolder(folder, name);
    if (own === null) return null;
    const known = writers.get(name) ?? openLogWriter(own).then((writer) => inTurn(name, writer));
    writers.set(name, known);
    return known;
  }
  /** Notes about a container and what it prints come at the same time. */
  function inTurn(name: string, writer: LogWriter): LogWriter {
    return {
      get lastTime() {
        return writer.lastTime;
      },
      get end() {
        return writer.end;
      },
      append(lines) {
        const turn = (turns.get(name) ?? Promise.resolve()).then(() => writer.append(lines));
        turns.set(
          name,
          turn.catch(() => undefined),
        );
        return turn;
      },
    };
  }

  async function follow(container: FoundContainer, following: Following): Promise<void> {
    const writer = await writerOf(container.name);
    if (writer === null) return;
    const onGrown = () => options.onGrown(container.name, writer.end);
    for (let doubts = 0; doubts < mostDoubts && !ending.signal.aborted;) {
      following.hasStarted = false;
      const signals = { closing: ending.signal, ended: following.ended.signal };
      const { hasNews, isDoubtful } = await followContainer({ engine, writer, onGrown }, container, signals);
      if (!hasNews && !isDoubtful && !following.hasStarted) return;
      doubts = hasNews || following.hasStarted ? 0 : doubts + 1;
    }
  }

  async function lookOnce(): Promise<void> {
    const found = await options.find();
    for (const container of found) {
      if (ending.signal.aborted || followed.has(container.id)) continue;
      const following: Following = {
        ended: new AbortController(),
        hasStarted: false,
        done: Promise.resolve(),
      };
      followed.set(container.id, following);
      following.done = follow(container, following)
        .catch((cause: unknown) => {
          // A lost connection ends them all; the next connect follows them again.
          log.debug({ container: container.name, cause: String(cause) }, 'a container is followed no longer');
        })
        .finally(() => followed.delete(container.id));
    }
    if (!isForgetting) return;
    isForgetting = false;
    await removeForgotten(folder, new Set(found.map(({ name }) => name)));
  }
  function failed(cause: unknown): void {
    log.debug({ application: options.application, cause: String(cause) }, 'containers could not be followed');
  }

  async function note({ action, labels, at, exitCode }: ContainerHint): Promise<void> {
    const name = labels['name'];
    const text = action === 'die' ? `the container ended with exit code ${exitCode ?? '?'}` : notes[action];
    if (name === undefined || text === undefined) return;
    const writer = await writerOf(name);
    await writer?.append([{ at, stream: 'engine', text, time: '' }]);
    if (writer !== null) options.onGrown(name, writer.end);
  }

  function look(): void {
    if (ending.signal.aborted) return;
    looking = looking.then(lookOnce).catch(failed);
  }
  return {
    look,
    hint(hint) {
      if (ending.signal.aborted || readLabels(hint.labels)?.application !== options.application) return;
      void note(hint).catch(failed);
      const following = followed.get(hint.id);
      if (hint.action === 'die') following?.ended.abort();
      if (hint.action !== 'start') return;
      if (following !== undefined)
        Object.assign(following, { hasStarted: true, ended: new AbortController() });
      look();
    },
    async drain(id) {
      look();
      await looking;
      const following = followed.get(id);
      if (following === undefined) return;
      let timer: NodeJS.Timeout | undefined;
      const tooLong = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, longestDrain);
      });
      await Promise.race([following.done, tooLong]);
      clearTimeout(timer);
    },
    async close() {
      ending.abort();
      await looking;
      await Promise.all([...followed.values()].map(({ done }) => done));
      await Promise.all(turns.values());
    },
  };
}
