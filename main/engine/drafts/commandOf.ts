import { tagConditionText } from '../../../contract/index.ts';
import type { PlainCondition, ServiceDraft, Trigger } from '../../../contract/index.ts';

/**
 * Arguments of the command line that makes the same of a draft. Conditions that have no option of their own go as one
 * JSON text.
 * @param parent folder in which it is made; null where it is not known yet
 */
export function commandOf(
  { example, name, description, job, trigger }: ServiceDraft,
  parent: string | null,
): string[] {
  const option = (flag: string, value: string | number | undefined) =>
    value === undefined || value === '' ? [] : [`${flag}=${value}`];
  const asJson = (flag: string, value: unknown) =>
    value === undefined ? [] : [`${flag}=${JSON.stringify(value)}`];
  return [
    'create',
    'service',
    ...option('--name', name),
    ...option('--path', parent ?? '.'),
    ...(example === 'empty' ? [] : option('--example', example)),
    ...option('--description', description),
    ...option('--job', job.jobName === name ? undefined : job.jobName),
    ...option('--channel', job.channel),
    ...(job.dependsOn ?? []).flatMap((one) => option('--depends-on', one)),
    ...option('--timeout', job.timeout),
    ...option('--priority', job.priority),
    ...option('--sort-position', job.sortPosition),
    ...option('--grouping', job.grouping ?? undefined),
    ...option('--on-dependency-failure', job.onDependencyFailure),
    ...asJson('--retries', job.retries),
    ...asJson('--resources', job.resources),
    ...asJson('--params', job.params),
    ...ofTrigger(trigger),
  ];
}

function ofTrigger(trigger: Trigger): string[] {
  if (trigger.conditions.length === 0) return [];
  const options = trigger.conditions.map((one) => (one.kind === 'group' ? null : ofCondition(one)));
  const isPlain = options.every((one) => one !== null);
  // The command line takes its conditions in an order of its own.
  if (!isPlain || !isInOrder(options)) return [`--trigger=${JSON.stringify(trigger)}`];
  return [...(trigger.match === 'any' ? ['--any'] : []), ...options];
}

/** Options for conditions, in the order in which the command line puts their conditions together. */
const conditionOptions = [
  '--modality',
  '--body-part',
  '--description-contains',
  '--description-lacks',
  '--at-least',
  '--at-most',
  '--tag',
];

function isInOrder(options: readonly string[]): boolean {
  const places = options.map((one) => conditionOptions.indexOf(one.slice(0, one.indexOf('='))));
  return places.every((place, index) => index === 0 || place >= (places[index - 1] ?? 0));
}

function ofCondition(condition: PlainCondition): string | null {
  const { kind } = condition;
  if (kind === 'modality') return listed('--modality', condition.anyOf);
  if (kind === 'body-part') return listed('--body-part', condition.anyOf);
  if (kind === 'description') {
    const [text, ...more] = condition.anyOf;
    const isOne = text !== undefined && text !== '' && more.length === 0 && condition.of === 'series';
    return isOne ? `--description-${condition.is === 'contains' ? 'contains' : 'lacks'}=${text}` : null;
  }
  if (kind === 'images') return `--${condition.is}=${condition.count}`;
  const text = tagConditionText(condition);
  return text === null ? null : `--tag=${text}`;
}

function listed(flag: string, texts: readonly string[]): string | null {
  const isPlain =
    texts.length > 0 && texts.every((text) => text.trim() === text && text !== '' && !text.includes(','));
  return isPlain ? `${flag}=${texts.join(',')}` : null;
}
