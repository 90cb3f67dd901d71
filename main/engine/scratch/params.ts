import { EngineError } from '../../../contract/index.ts';
import type { JsonObject, JsonValue } from '../../../contract/index.ts';

/**
 * Parameters with values set by their path, such as `model.name` or `windows.0`; objects on the way are made.
 * @throws EngineError `validation-failed` where a path leads into a value that is neither object nor list
 */
export function withParams(
  defined: JsonObject | null,
  changes: Readonly<Record<string, JsonValue>>,
): JsonObject | null {
  if (Object.keys(changes).length === 0) return defined;
  let params: JsonValue = defined;
  for (const [path, value] of Object.entries(changes)) params = set(params, path.split('.'), value, path);
  return isObject(params) ? params : null;
}

function set(around: JsonValue, keys: readonly string[], value: JsonValue, whole: string): JsonValue {
  const [key, ...others] = keys;
  if (key === undefined) return value;
  if (Array.isArray(around)) {
    const place = Number(key);
    if (!/^\d+$/.test(key) || place > around.length) throw cannot(whole, `the list has no place ${key}`);
    const list = [...around];
    list[place] = set(around[place] ?? null, others, value, whole);
    return list;
  }
  if (around !== null && !isObject(around)) throw cannot(whole, 'what it leads into is a single value');
  // Entries, not an assignment: a key may be "__proto__".
  const entries = new Map(Object.entries(around ?? {}));
  entries.set(key, set(entries.get(key) ?? null, others, value, whole));
  return Object.fromEntries(entries);
}

function isObject(value: JsonValue): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function cannot(path: string, why: string): EngineError {
  return new EngineError('validation-failed', `The parameter "${path}" cannot be set: ${why}.`);
}
