import { Option } from 'commander';
import {
  exampleNameSchema,
  jsonObjectSchema,
  parseTagCondition,
  serviceDraftSchema,
  triggerSchema,
} from '../../contract/index.ts';
import type { ServiceDraft, Trigger } from '../../contract/index.ts';
import { number, UsageError, wholeNumber, listIn } from './frame/index.ts';
import type { CliCommand } from './frame/index.ts';

/** Options that say when a service is wanted. */
export interface TriggerOptions {
  modality: string[];
  bodyPart: string[];
  descriptionContains: string[];
  descriptionLacks: string[];
  atLeast: number[];
  atMost: number[];
  tag: string[];
  any?: boolean;
  trigger?: string;
}

/** Options that describe a new service. */
export interface DraftOptions extends TriggerOptions {
  example: string;
  description?: string;
  job?: string;
  channel?: string;
  dependsOn: string[];
  timeout?: string;
  priority?: string;
  sortPosition?: number;
  grouping?: string;
  params?: string;
  retries?: string;
  onDependencyFailure?: string;
  resources?: string;
}

const collect = <Value>(value: Value, before: Value[]): Value[] => [...before, value];

/** Adds options for conditions; several must all hold. */
function withTriggerOptions(command: CliCommand): CliCommand {
  const text = collect<string>;
  const count = (value: string, before: number[]) => collect(wholeNumber(value), before);
  return command
    .option('--modality <list>', 'for series of one of these modalities, such as CT,MR', text, [])
    .option('--body-part <list>', 'for series of one of these body parts, such as HEAD,NECK', text, [])
    .option('--description-contains <text>', 'for series with this text in their description', text, [])
    .option('--description-lacks <text>', 'for series without this text in their description', text, [])
    .option('--at-least <number>', 'for series with so many images', count, [])
    .option('--at-most <number>', 'for series with no more images', count, [])
    .option(
      '--tag <condition>',
      'about any tag: KEYWORD=TEXT, != (differs), ~ (contains), !~ (does not), =~ (looks like, with * and ?), !=~, <, <=, >=, >, KEYWORD (has a value), !KEYWORD (has none)',
      text,
      [],
    )
    .option('--any', 'one of the conditions is enough')
    .option('--trigger <json>', 'all conditions as JSON, with groups, as the window shows it');
}

/** Adds options for a new service, its conditions included. */
export function withDraftOptions(command: CliCommand): CliCommand {
  return withTriggerOptions(
    command
      .addOption(
        new Option('--example <name>', 'what to begin with')
          .choices([...exampleNameSchema.options])
          .default('empty'),
      )
      .option('-d, --description <text>', 'what it does, in a sentence')
      .option('--job <name>', 'name of its job (default: that of the service)')
      .option('--channel <name>', 'channel that finds its environment')
      .option('--depends-on <job>', 'a job that must succeed before', collect<string>, [])
      .option('--timeout <span>', 'longest time of its job, such as 30m')
      .option('--priority <priority>', 'default, medium, low or a number')
      .option('--sort-position <number>', 'smaller ones are asked and queued first', number)
      .addOption(
        new Option('--grouping <level>', 'asked and run once for each of these').choices([
          'patient',
          'study',
          'series',
        ]),
      )
      .addOption(
        new Option(
          '--on-dependency-failure <what>',
          'when a job that must succeed before does not: not run, or run all the same',
        ).choices(['skip', 'run']),
      )
      .option('--retries <times>', 'how often its job is tried again, or a JSON object with times, delay, …')
      .option('--resources <json>', 'what its job needs, such as {"cpu": 4, "memory": "8G", "gpu": 1}')
      .option('--params <json>', 'parameters of its job, as a JSON object'),
  );
}

/** The service that options describe. @throws UsageError */
export function draftIn(name: string, options: DraftOptions): ServiceDraft {
  const { example, description, job, channel, dependsOn, timeout, priority, sortPosition, grouping } =
    options;
  const given = {
    jobName: job,
    channel,
    dependsOn: dependsOn.length === 0 ? undefined : dependsOn,
    timeout,
    priority,
    sortPosition,
    grouping,
    onDependencyFailure: options.onDependencyFailure,
    retries: options.retries === undefined ? undefined : retriesIn(options.retries),
    resources: options.resources === undefined ? undefined : objectIn(options.resources),
    params: options.params === undefined ? undefined : objectIn(options.params),
  };
  const parsed = serviceDraftSchema.safeParse({
    example,
    name,
    description,
    job: Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
    trigger: triggerIn(options),
  });
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new UsageError(
    `The service cannot be described so: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}.`,
  );
}

/** @throws UsageError */
function triggerIn(options: TriggerOptions): Trigger {
  const conditions = [
    ...options.modality.map((text) => ({ kind: 'modality', anyOf: listIn(text) })),
    ...options.bodyPart.map((text) => ({ kind: 'body-part', anyOf: listIn(text) })),
    ...options.descriptionContains.map((text) => ({ kind: 'description', is: 'contains', anyOf: [text] })),
    ...options.descriptionLacks.map((text) => ({
      kind: 'description',
      is: 'does-not-contain',
      anyOf: [text],
    })),
    ...options.atLeast.map((count) => ({ kind: 'images', is: 'at-least', count })),
    ...options.atMost.map((count) => ({ kind: 'images', is: 'at-most', count })),
    ...options.tag.map(tagIn),
  ];
  if (options.trigger !== undefined && (conditions.length > 0 || options.any === true))
    throw new UsageError('Give --trigger alone: it holds all conditions.');
  const wanted =
    options.trigger === undefined
      ? { match: options.any === true ? 'any' : 'all', conditions }
      : objectIn(options.trigger);
  const parsed = triggerSchema.safeParse(wanted);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new UsageError(
    `The conditions cannot be read: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}.`,
  );
}

function tagIn(text: string) {
  const condition = parseTagCondition(text);
  if (condition !== null) return condition;
  throw new UsageError(`"${text}" is no condition about a tag.`, {
    advice:
      'Write, for example: --tag "SliceThickness<=2.5" --tag "Manufacturer~siemens" --tag ContrastBolusAgent',
  });
}

function retriesIn(text: string): unknown {
  return /^\s*\{/.test(text) ? objectIn(text) : number(text);
}

function objectIn(text: string): unknown {
  try {
    return jsonObjectSchema.parse(JSON.parse(text));
  } catch {
    throw new UsageError(`${text.length > 80 ? `${text.slice(0, 80)}…` : text} is no JSON object.`);
  }
}
