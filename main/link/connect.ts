import { createClient } from '../../contract/index.ts';
import type { EngineClient, FrameChannel } from '../../contract/index.ts';
import { EngineError } from '../../contract/index.ts';
import { readEndpoint } from '../platform/index.ts';
import { startEngineProcess } from './engineProcess.ts';
import { openSocketChannel } from './socketChannel.ts';

/** A connection to the engine of a data home. */
export interface EngineLink {
  client: EngineClient;
  /** The engine was started for this link and may end with it. */
  startedHere: boolean;
  /** Hangs up; ends the engine as well where this link started it and nobody else uses it. */
  close(): Promise<void>;
}

/** The channel to the engine that serves `home`, or null where none runs. */
export async function channelToRunningEngine(home: string): Promise<FrameChannel | null> {
  const endpoint = readEndpoint(home);
  if (endpoint === null) return null;
  try {
    return await openSocketChannel(endpoint);
  } catch {
    // The file of an engine that was killed: whoever starts the next one replaces it.
    return null;
  }
}

/** A connection to the engine that runs for `home`, or null where none does. */
export async function linkToRunningEngine(home: string): Promise<EngineLink | null> {
  const channel = await channelToRunningEngine(home);
  return channel === null ? null : linkOver(channel);
}

/**
 * Reaches the engine of `home`: the one that runs, else one started for this call.
 * @throws EngineError `engine-not-running`, or what the engine says of itself
 */
export async function linkToEngine(home: string): Promise<EngineLink> {
  const running = await linkToRunningEngine(home);
  if (running !== null) return running;
  let child;
  try {
    child = await startEngineProcess(home, 'call');
  } catch (error) {
    // Two calls at the same moment: the other one's engine won.
    const won =
      error instanceof EngineError && error.code === 'engine-busy' ? await retryRunning(home) : null;
    if (won === null) throw error;
    return linkOver(won);
  }
  const channel = await channelToRunningEngine(home);
  if (channel === null) {
    child.kill();
    throw new EngineError('engine-not-running', 'The engine was started but cannot be reached.');
  }
  const link = linkOver(channel);
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  return {
    client: link.client,
    startedHere: true,
    async close() {
      await link.close();
      child.disconnect();
      await ended;
    },
  };
}

function linkOver(channel: FrameChannel): EngineLink {
  const client = createClient(channel);
  return {
    client,
    startedHere: false,
    async close() {
      client.close();
      await client.closed;
    },
  };
}

/** Waits a moment for an engine that holds the lock but does not serve its socket yet. */
async function retryRunning(home: string): Promise<FrameChannel | null> {
  for (let attempt = 0; attempt < 50; attempt++) {
    const channel = await channelToRunningEngine(home);
    if (channel !== null) return channel;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return null;
}
