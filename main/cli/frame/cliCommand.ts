import { Command, Option } from 'commander';

/**
 * A command with what `--help`, docs/cli.md and completion tell of it beside its options. Sub-commands of one are such
 * commands as well.
 */
export class CliCommand extends Command {
  /** What is to be known beside its one-line description. */
  moreToKnow: string | null = null;
  /** Keys of its JSON beside `ok` and `version`; with when they are there, where that is not always. */
  jsonKeys: readonly string[] = [];
  /** Command lines that show its use, without the name of the program. */
  readonly examples: string[] = [];
  /** False for a verb that only holds its sub-commands. */
  doesSomething = false;
  /** Not for people: left out of help, docs/cli.md and completion. */
  isHidden = false;
  /** Its first argument may be given as `--name`. */
  isNamed = false;
  /** Options that are asked for as well, with their defaults, where something else has to be asked. */
  alsoAsked: readonly string[] = [];

  constructor(name?: string) {
    super(name);
    this.addHelpText('after', () => afterwards(this));
  }

  override createCommand(name?: string): CliCommand {
    return new CliCommand(name);
  }

  override action(work: Parameters<Command['action']>[0]): this {
    this.doesSomething = true;
    return super.action(work);
  }

  /** Sentences that stand below the description in `--help` and docs/cli.md. */
  details(text: string): this {
    this.moreToKnow = text;
    return this;
  }

  /** Names the keys of its JSON, such as `'jobRun', 'log (with --log)'`. */
  json(...keys: readonly string[]): this {
    this.jsonKeys = keys;
    return this;
  }

  /** Names options, such as `'--image'`, that are asked for as well where something needed is missing. */
  asks(...options: readonly string[]): this {
    this.alsoAsked = options;
    return this;
  }

  /** Leaves it out of help, docs/cli.md and completion: it is for other programs. */
  hide(): this {
    this.isHidden = true;
    return this;
  }

  /** Shows a use of it; without the name of the program. */
  example(...lines: readonly string[]): this {
    this.examples.push(...lines);
    return this;
  }

  /** Takes the name of a thing: as the first argument, or as `--name`, as the original did. */
  named(description: string): this {
    this.isNamed = true;
    return this.argument('<name>', description).addOption(
      new Option('-n, --name <name>', 'the same as <name>'),
    );
  }

  /** Takes the application that it is about. */
  onApplication(): this {
    return this.option('-a, --app <name>', 'application');
  }

  /** The sub-command of that name, made where there is none: several parts add theirs to one verb. */
  group(name: string, description: string): CliCommand {
    const found = this.commands.find((one) => one.name() === name);
    return found instanceof CliCommand ? found : this.command(name).description(description);
  }
}

/** Most examples that a verb shows of its sub-commands. */
const mostExamples = 6;

/** As wide as the rest of the help. */
function widthOfHelp(): number {
  return process.stdout.isTTY ? process.stdout.columns : 80;
}

/** What `--help` says below the options. Links within docs/cli.md are named. */
function afterwards(command: CliCommand): string {
  const more = command.moreToKnow?.replaceAll(/\[([^\]]+)\]\(#[\w-]+\)/g, '"$1" in docs/cli.md');
  const parts = [
    ...(more === undefined ? [] : [command.createHelp().boxWrap(more, widthOfHelp())]),
    ...(command.jsonKeys.length === 0 ? [] : [`With --json: ${command.jsonKeys.join(', ')}`]),
    ...examplesIn(command),
  ];
  return parts.map((part) => `\n${part}`).join('\n');
}

/** Its own examples, or those of its sub-commands. */
function examplesIn(command: CliCommand): string[] {
  const below = command.commands.filter((one) => one instanceof CliCommand);
  const lines =
    command.examples.length > 0
      ? command.examples
      : below.flatMap((one) => one.examples.slice(0, 1)).slice(0, mostExamples);
  return lines.length === 0
    ? []
    : [`Examples:\n${lines.map((line) => `  dcm-processor ${line}`).join('\n')}`];
}
