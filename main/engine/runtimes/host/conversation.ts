import type { Readable, Writable } from 'node:stream';
import { EngineError } from '../../../../contract/index.ts';
import type { JsonObject } from '../../../../contract/index.ts';
import { lineSplitter } from '../../../platform/index.ts';
import { hostMessageSchema } from './protocol.ts';
import type { HostHello, HostMessage } from './protocol.ts';

/** Time a host has from its start to its first word, in milliseconds. */
const helloTimeout = 30_000;
/** Time after which a host that is closed is terminated, in milliseconds. */
const terminateAfter = 1300;
/** Time after which nobody waits for the end of a killed host any more, in milliseconds. */
const giveUpAfter = 1950;
/** Longest line a host may write, in bytes; results of jobs travel in one. */
const longestLine = 64 * 1024 * 1024;
/** What is kept of the last words of a host, in characters. */
const lastWords = 4096;

/** A warm Python host that has said hello. */
export interface HostProcess {
  send(request: JsonObject): void;
  /** Asks it to end, and makes it end; takes two seconds at the most. */
  close(): Promise<void>;
  /** Ends it at once with all its jobs, for a host that does not answer any more. */
  kill(): void;
}

/** Who hears of a host. */
export interface HostListener {
  /** Every message after the hello. */
  message(message: HostMessage): void;
  /** Comes once, last. */
  ended(why: string): void;
}

/** Starts a host and resolves when it is ready for requests; the signal is aborted when nobody needs it any more. */
export type StartHost = (listener: HostListener, signal: AbortSignal) => Promise<HostProcess>;

/** A host that was started, wherever it runs: its streams, and how it is ended. */
export interface HostConnection {
  /** What it is called in messages, e.g. the path of its interpreter. */
  name: string;
  stdin: Writable;
  stdout: Readable;
  stderr: Readable;
  /** Resolves when it has ended and its streams were read to their end, with a sentence on how; never rejects. */
  end: Promise<string>;
  /** Ends it at once with everything below it. */
  terminate(): void;
  /** Hears what it says of itself. */
  saidHello?(hello: HostHello): void;
}

/**
 * Waits for the first word of a host, and passes on all that follow.
 * @throws EngineError `runtime-failed` with what Python said
 */
export function speakWithHost(
  connection: HostConnection,
  listener: HostListener,
  signal: AbortSignal,
): Promise<HostProcess> {
  const { stdin, stdout, stderr, end } = connection;
  let said = '';
  let hasSpoken = false;
  let hasEnded = false;

  let unsent = '';

  /** What is sent in one turn goes out together: each write wakes the host. */
  function send(request: JsonObject): void {
    if (unsent === '') process.nextTick(hurry);
    unsent += `${JSON.stringify(request)}\n`;
  }
  function hurry(): void {
    if (unsent !== '') stdin.write(unsent);
    unsent = '';
  }

  function kill(): void {
    if (!hasEnded) connection.terminate();
  }

  async function close(): Promise<void> {
    hurry();
    stdin.end();
    const late = setTimeout(kill, terminateAfter);
    let givingUp: NodeJS.Timeout | undefined;
    await Promise.race([end, new Promise<void>((resolve) => (givingUp = setTimeout(resolve, giveUpAfter)))]);
    clearTimeout(late);
    clearTimeout(givingUp);
  }

  return new Promise((resolve, reject) => {
    const fail = (why: string) => {
      signal.removeEventListener('abort', abort);
      clearTimeout(timer);
      kill();
      reject(startFailed(connection.name, [why, said.trim()].filter((text) => text !== '').join('\n')));
    };
    const abort = () => fail('It was closed while it was being started.');
    const timer = setTimeout(() => fail(`It did not answer within ${helloTimeout / 1000} s.`), helloTimeout);
    signal.addEventListener('abort', abort, { once: true });

    const take = (line: string): void => {
      const message = hostMessageSchema.safeParse(parseJson(line));
      if (!message.success) {
        said = `${said}\nNot a message: ${line.slice(0, 500)}`.slice(-lastWords);
        // Before the host takes the streams over, modules that the machine loads into every Python may print.
        if (hasSpoken) kill();
      } else if (hasSpoken) {
        listener.message(message.data);
      } else if (message.data.event === 'hello') {
        hasSpoken = true;
        connection.saidHello?.(message.data);
        signal.removeEventListener('abort', abort);
        clearTimeout(timer);
        resolve({ send, close, kill });
      } else {
        fail('It spoke before saying hello.');
      }
    };
    const split = lineSplitter(longestLine, take);
    stdout.on('data', (chunk: Buffer) => {
      if (!split(chunk)) kill();
    });
    stderr.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString('utf8')).slice(-lastWords);
    });
    // Writing to a host that has just ended fails; its end is told by `end`.
    stdin.on('error', () => undefined);
    void end.then((why) => {
      hasEnded = true;
      if (hasSpoken) listener.ended(said.trim() === '' ? why : `${why}\n${said.trim()}`);
      else fail(why);
    });
  });
}

/** Why a host could not be started, for a researcher. */
export function startFailed(name: string, details: string): EngineError {
  return new EngineError('runtime-failed', `The Python runtime of ${name} could not be started.`, {
    details,
  });
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
