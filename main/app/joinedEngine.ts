import type { MessagePortMain } from 'electron';
import { clientFrameSchema, EngineError } from '../../contract/index.ts';
import type { FrameChannel } from '../../contract/index.ts';
import { channelToRunningEngine } from '../link/index.ts';
import type { RunningEngine } from './supervisor.ts';

/**
 * The engine that already serves this data home (of `dcm-processor serve`, or of another window), reached through its
 * socket, or null when it cannot be reached.
 */
export async function joinEngine(home: string): Promise<RunningEngine<MessagePortMain> | null> {
  const watch = await channelToRunningEngine(home);
  if (watch === null) return null;
  const ended = new Promise<EngineError>((resolve) => {
    watch.listen({
      frame: () => undefined,
      closed: () =>
        resolve(new EngineError('connection-lost', 'The engine that another program started has ended.')),
    });
  });
  return {
    attach: (port) => void bridge(home, port),
    ended,
    async stop() {
      // Not ours to end.
      watch.close();
      await ended;
    },
  };
}

/** Carries frames between a window's port and the engine's socket until one of them closes. */
async function bridge(home: string, port: MessagePortMain): Promise<void> {
  const channel: FrameChannel | null = await channelToRunningEngine(home);
  if (channel === null) {
    port.close();
    return;
  }
  channel.listen({ frame: (frame) => port.postMessage(frame), closed: () => port.close() });
  port.on('message', ({ data }) => {
    const frame = clientFrameSchema.safeParse(data);
    if (frame.success) channel.send(frame.data);
    else channel.close();
  });
  port.on('close', () => channel.close());
  port.start();
}
