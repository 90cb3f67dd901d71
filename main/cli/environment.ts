import { toEngineError } from '../../contract/index.ts';
import { UsageError } from './frame/index.ts';
import { createOutput, Interrupted } from './terminal/index.ts';
import type { Output } from './terminal/index.ts';

/** Exit codes of every command; documented in docs/cli.md. */
export const exitCodes = { success: 0, failure: 1, usage: 2, interrupted: 130 } as const;

/** Options that every command takes, anywhere on the line. */
export interface GlobalOptions {
  json: boolean;
  nonInteractive?: boolean;
  home: string | undefined;
}

/** What the work of a command is given beside its own arguments. */
export interface CommandTools {
  output: Output;
  /** The chosen data home; the usual one when undefined. */
  home: string | undefined;
}

/** What commands are made with. */
export interface CommandEnvironment {
  /**
   * Wraps the work of a command: turns a thrown error into the sentence a person reads and sets the exit code. The
   * work returns whether it succeeded.
   */
  action<Arguments extends unknown[]>(
    work: (tools: CommandTools, ...given: Arguments) => Promise<boolean>,
  ): (...given: Arguments) => Promise<void>;
}

export function createCommandEnvironment(globals: () => GlobalOptions): CommandEnvironment {
  return {
    action(work) {
      return async (...given) => {
        const { json, home } = globals();
        const output = createOutput(json);
        try {
          process.exitCode = (await work({ output, home }, ...given)) ? exitCodes.success : exitCodes.failure;
        } catch (thrown) {
          process.exitCode = tellProblem(thrown, output);
        }
      };
    },
  };
}

/** Says what went wrong; the exit code for it. */
export function tellProblem(thrown: unknown, output: Output): number {
  if (thrown instanceof Interrupted) return exitCodes.interrupted;
  output.failure(toEngineError(thrown).toReply());
  return thrown instanceof UsageError ? exitCodes.usage : exitCodes.failure;
}
