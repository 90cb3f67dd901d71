import type { z } from 'zod';
import { applicationOptionsSchema, jsonValueSchema } from '../../contract/index.ts';
import type { ApplicationOptions, JsonValue } from '../../contract/index.ts';
import { UsageError, listIn } from './frame/index.ts';

/** One `key=value` of a command line. */
interface Assignment {
  /** Keys from the outside in: `['filters', 'enabled']`. */
  path: string[];
  text: string;
}

/**
 * Options with the assignments of a command line applied, and the names of the options that changed.
 * @param assignments such as `quietSeconds=60`, `filters.modalities=CT,MR`, `completeness.requiredSeries=null`
 * @throws UsageError
 */
export function assign(
  options: ApplicationOptions,
  assignments: readonly string[],
): { options: ApplicationOptions; changed: (keyof ApplicationOptions)[] } {
  const { value, changed } = assignTo(options, applicationOptionsSchema, assignments);
  const names = Object.keys(options) as (keyof ApplicationOptions)[];
  return { options: value, changed: names.filter((name) => changed.has(name)) };
}

/**
 * Any settings with the assignments of a command line applied, and the outermost keys that were named.
 * @throws UsageError
 */
export function assignTo<Settings>(
  settings: Settings,
  schema: z.ZodType<Settings>,
  assignments: readonly string[],
): { value: Settings; changed: Set<string> } {
  const merged = jsonValueSchema.parse(settings);
  const parsed = assignments.map(readAssignment);
  for (const { path, text } of parsed) setIn(merged, path, text);
  const result = schema.safeParse(merged);
  if (!result.success) {
    const [first, ...others] = result.error.issues.map(
      (issue) => `${issue.path.join('.')}: ${issue.message}`,
    );
    throw new UsageError(`The option cannot be set. ${first}`, {
      advice: 'The options and their values are in docs/cli.md.',
      ...(others.length === 0 ? {} : { details: others.join('\n') }),
    });
  }
  return { value: result.data, changed: new Set(parsed.flatMap(({ path }) => path.slice(0, 1))) };
}

function readAssignment(given: string): Assignment {
  const at = given.indexOf('=');
  if (at < 1) {
    throw new UsageError(`"${given}" is no assignment.`, {
      advice: 'Write KEY=VALUE, for example: filters.enabled=true',
    });
  }
  return { path: given.slice(0, at).trim().split('.'), text: given.slice(at + 1).trim() };
}

function setIn(options: JsonValue, path: readonly string[], text: string): void {
  let here: JsonValue = options;
  for (const [index, key] of path.entries()) {
    if (typeof here !== 'object' || here === null || Array.isArray(here) || !Object.hasOwn(here, key)) {
      throw unknownOption(path.slice(0, index + 1), here);
    }
    if (index === path.length - 1) here[key] = valueOf(text, here[key] ?? null);
    else here = here[key] ?? null;
  }
}

function unknownOption(path: readonly string[], around: JsonValue): UsageError {
  const isObject = typeof around === 'object' && around !== null && !Array.isArray(around);
  const outer = path.slice(0, -1).join('.');
  return new UsageError(`There is no option "${path.join('.')}".`, {
    advice: isObject
      ? `${outer === '' ? 'There are' : `"${outer}" has`}: ${Object.keys(around).join(', ')}`
      : `"${outer}" is a single value; lists and objects are given as JSON.`,
  });
}

/** What a text means in place of the present value: JSON where it is JSON, words between commas for a list. */
function valueOf(text: string, present: JsonValue): JsonValue {
  if (text === 'null') return null;
  if (typeof present === 'string') return text;
  if (Array.isArray(present) && !text.startsWith('[')) return listIn(text);
  try {
    return jsonValueSchema.parse(JSON.parse(text));
  } catch {
    // A text that needs no quotes on a command line; the contract says whether it fits.
    return text;
  }
}
