import { MessageChannelMain } from 'electron';
import type { MessagePortMain } from 'electron';
import { createClient, EngineError } from '../../contract/index.ts';
import type { EngineClient, EngineFrame, EngineLinkState, FrameChannel } from '../../contract/index.ts';
import { forkEngine } from './forkedEngine.ts';
import { joinEngine } from './joinedEngine.ts';
import { superviseEngine } from './supervisor.ts';

/** The engine as the shell knows it. */
export interface EngineHost {
  readonly state: EngineLinkState;
  /** A port to the engine, for a window; null while none serves. */
  openPort(): MessagePortMain | null;
  /**
   * Asks the engine on the shell's own behalf.
   * @throws EngineError `engine-not-running` while none serves
   */
  ask<Answer>(question: (client: EngineClient) => Promise<Answer>): Promise<Answer>;
  /** A client of the shell's own that stays, until the engine ends; null while none serves. */
  connect(): EngineClient | null;
  /** Tries at once to start an engine that failed to. */
  retry(): void;
  stop(): Promise<void>;
}

/**
 * Keeps an engine for the data home: one of its own, or the one that runs already.
 * @param options.atLogin the session starts the program: applications begin as was chosen for that
 */
export function hostEngine(
  home: string,
  onState: (state: EngineLinkState) => void,
  options: { atLogin: boolean } = { atLogin: false },
): EngineHost {
  let atLogin = options.atLogin;
  const supervisor = superviseEngine<MessagePortMain>(async () => {
    try {
      return await forkEngine(home, { atLogin });
    } catch (error) {
      const busy = error instanceof EngineError && error.code === 'engine-busy';
      const joined = busy ? await joinEngine(home) : null;
      if (joined === null) throw error;
      return joined;
    } finally {
      // An engine that died is started again as it was.
      atLogin = false;
    }
  }, onState);

  function openPort(): MessagePortMain | null {
    if (supervisor.engine === null) return null;
    const { port1, port2 } = new MessageChannelMain();
    supervisor.engine.attach(port1);
    return port2;
  }

  function connect(): EngineClient | null {
    const port = openPort();
    return port === null ? null : createClient(portChannel(port));
  }

  return {
    get state() {
      return supervisor.state;
    },
    openPort,
    connect,
    async ask(question) {
      const client = connect();
      if (client === null)
        throw new EngineError('engine-not-running', 'The engine does not run at the moment.');
      try {
        return await question(client);
      } finally {
        client.close();
      }
    },
    retry: () => supervisor.retry(),
    stop: () => supervisor.stop(),
  };
}

function portChannel(port: MessagePortMain): FrameChannel {
  return {
    send: (frame) => port.postMessage(frame),
    listen({ frame, closed }) {
      // The engine is trusted with the shape of its frames.
      port.on('message', ({ data }) => frame(data as EngineFrame));
      port.on('close', closed);
      port.start();
    },
    close: () => port.close(),
  };
}
