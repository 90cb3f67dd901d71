import { jobChangesSchema, jobOptionFieldSchema, jsonValueSchema } from '../../contract/index.ts';
import type { JobChanges, JobOptionField, JsonObject, JsonValue } from '../../contract/index.ts';
import { UsageError, listIn } from './frame/index.ts';

/** Fields whose value is a text, or may be one: what looks like JSON in it is none. */
const texts: ReadonlySet<string> = new Set(['timeout', 'channel', 'onDependencyFailure', 'priority']);

/**
 * Changes of a job out of assignments such as `priority=low`, `params.limit=3`, `retries=2`.
 * @param present its parameters now, of which single ones may be changed
 * @throws UsageError
 */
export function jobChangesIn(assignments: readonly string[], present: JsonObject | null): JobChanges {
  const changes: JsonObject = {};
  for (const given of assignments) {
    const at = given.indexOf('=');
    const [field = '', ...inside] = (at < 1 ? '' : given.slice(0, at)).trim().split('.');
    if (at < 1) {
      throw new UsageError(`"${given}" is no assignment.`, {
        advice: 'Write KEY=VALUE, for example: priority=low',
      });
    }
    fieldNamed(field);
    const value = valueOf(given.slice(at + 1).trim(), texts.has(field));
    if (inside.length === 0) changes[field] = value;
    else if (field === 'params') {
      changes[field] = withValue(objectOf(changes[field] ?? present), inside, value);
    } else throw new UsageError(`"${field}" is one value; write ${field}=VALUE.`);
  }
  const parsed = jobChangesSchema.safeParse(changes);
  if (parsed.success) return parsed.data;
  const [first] = parsed.error.issues;
  throw new UsageError(`${first?.path.join('.') ?? ''}: ${first?.message ?? ''}`);
}

/** Fields between commas. @throws UsageError */
export function fieldsIn(text: string): JobOptionField[] {
  return listIn(text).map(fieldNamed);
}

/** @throws UsageError */
function fieldNamed(name: string): JobOptionField {
  const { data } = jobOptionFieldSchema.safeParse(name);
  if (data !== undefined) return data;
  throw new UsageError(`A job has nothing named "${name}" that can be set here.`, {
    advice: `There are: ${jobOptionFieldSchema.options.join(', ')}`,
  });
}

function withValue(
  object: JsonObject,
  [key = '', ...inside]: readonly string[],
  value: JsonValue,
): JsonObject {
  const changed = inside.length === 0 ? value : withValue(objectOf(object[key]), inside, value);
  // Not by assignment, to which `__proto__` would mean something else.
  return Object.fromEntries([...Object.entries(object).filter(([name]) => name !== key), [key, changed]]);
}

function objectOf(value: JsonValue | undefined): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
}

/** JSON where it is JSON, else the text, which needs no quotes on a command line. */
function valueOf(text: string, isText: boolean): JsonValue {
  if (text === 'null') return null;
  if (isText) return text;
  try {
    return jsonValueSchema.parse(JSON.parse(text));
  } catch {
    return text;
  }
}
