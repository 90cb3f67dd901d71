import type { JsonObject, JsonValue } from '../../../contract/index.ts';
import { createScopeIndex } from './scopes.ts';
import type { Scope } from './scopes.ts';

/** What accepted jobs injected for the others. */
export interface Injected {
  add(jobName: string, scope: Scope, value: JsonObject): void;
  /**
   * `added_params` for a job of a scope: what was injected for the same study or series, for what contains it, and for
   * what lies in it. What one job injected for several is put together.
   */
  seenFrom(scope: Scope): JsonObject;
}

export function createInjected(): Injected {
  const entries = createScopeIndex<{ jobName: string; value: JsonObject }>();
  return {
    add(jobName, scope, value) {
      entries.add({ jobName, value }, scope);
    },
    seenFrom(scope) {
      // A map, because job names come from outside: "__proto__" is a key like any other.
      const seen = new Map<string, JsonObject>();
      for (const { jobName, value } of entries.related(scope)) {
        const before = seen.get(jobName);
        seen.set(jobName, before === undefined ? value : mergeObjects(before, value));
      }
      return Object.fromEntries(seen);
    },
  };
}

/** Objects key by key, lists one after the other; of anything else the later stands. */
function mergeObjects(before: JsonObject, after: JsonObject): JsonObject {
  const merged = new Map(Object.entries(before));
  for (const [key, value] of Object.entries(after)) {
    const old = merged.get(key);
    merged.set(key, old === undefined ? value : merge(old, value));
  }
  return Object.fromEntries(merged);
}

function merge(before: JsonValue, after: JsonValue): JsonValue {
  if (Array.isArray(before) && Array.isArray(after)) return [...before, ...after];
  if (isObject(before) && isObject(after)) return mergeObjects(before, after);
  return after;
}

function isObject(value: JsonValue): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
