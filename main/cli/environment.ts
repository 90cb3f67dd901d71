import { toEngineError } from '../../contract/index.ts';
import type { ApplicationSummary, EngineClient } from '../../contract/index.ts';
import type { EngineLink } from '../link/index.ts';
import { CliCommand, applicationNamed, hintFor } from './frame/index.ts';
import { findApplication, withEngine } from './session.ts';
import { createOutput, exitCodes, Interrupted } from './terminal/index.ts';
import type { Ended, Output } from './terminal/index.ts';

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

/** What work on one application is given. */
export interface ApplicationTools extends CommandTools {
  client: EngineClient;
  link: EngineLink;
  /** Identifier of the application. */
  application: string;
  /** The application as the list of applications has it. */
  found: ApplicationSummary;
}

/** What commands are made with. */
export interface CommandEnvironment {
  /**
   * Wraps the work of a command: turns a thrown error into the sentence a person reads and sets the exit code.
   */
  action<Arguments extends unknown[]>(
    work: (tools: CommandTools, ...given: Arguments) => Promise<Ended>,
  ): (...given: Arguments) => Promise<void>;
  /** The same for what is done with one application: that which is named, the only one, or the one that is chosen. */
  inApplication<Arguments extends unknown[]>(
    work: (tools: ApplicationTools, ...given: Arguments) => Promise<Ended>,
  ): (...given: Arguments) => Promise<void>;
}

export function createCommandEnvironment(globals: () => GlobalOptions): CommandEnvironment {
  const environment: CommandEnvironment = {
    action(work) {
      return async (...given) => {
        const { json, home } = globals();
        const output = createOutput(json, (hint) => hintAt(given, hint));
        try {
          process.exitCode = codeOf(await work({ output, home }, ...given));
        } catch (thrown) {
          process.exitCode = tellProblem(thrown, output);
        }
      };
    },
    inApplication(work) {
      return environment.action((tools, ...given) =>
        withEngine(tools.home, async (client, link) => {
          const found = await findApplication(client, namedIn(given));
          return work({ ...tools, client, link, application: found.id, found }, ...given);
        }),
      );
    },
  };
  return environment;
}

/** The parser hands over the command itself behind arguments and options. */
function namedIn(given: readonly unknown[]): string | undefined {
  const command = given.at(-1);
  return command instanceof CliCommand ? applicationNamed(command) : undefined;
}

function hintAt(given: readonly unknown[], hint: string): string {
  const command = given.at(-1);
  return command instanceof CliCommand ? hintFor(command, hint) : hint;
}

/** Says what went wrong; the exit code for it. */
export function tellProblem(thrown: unknown, output: Output): number {
  if (thrown instanceof Interrupted) return exitCodes.interrupted;
  return codeOf(output.failure(toEngineError(thrown).toReply()));
}

function codeOf(ended: Ended): number {
  return ended === true ? exitCodes.success : ended.exitCode;
}
