import type { JsonValue, ValueDifference } from '../../../../contract/index.ts';

/** How far numbers may be apart without being a difference. A number is within if it is by either of the two. */
export interface Tolerance {
  absolute: number;
  /** Share of the greater of the two amounts: 0.01 is one per cent. */
  relative: number;
}

const exact: Tolerance = { absolute: 0, relative: 0 };

/** Where two JSON values differ, path by path. The order of keys does not matter, that of lists does. */
export function compareValues(before: JsonValue, after: JsonValue, tolerance = exact): ValueDifference[] {
  const found: ValueDifference[] = [];
  // A list of what is left, not a call in a call: results are as deep as people make them.
  const left: { path: string; before: JsonValue; after: JsonValue }[] = [{ path: '', before, after }];
  for (let pair = left.pop(); pair !== undefined; pair = left.pop()) {
    const { path } = pair;
    const parts = partsOf(pair.before, pair.after, path);
    if (parts === null) {
      if (!isSame(pair.before, pair.after, tolerance)) {
        found.push({ path, kind: 'changed', before: pair.before, after: pair.after });
      }
      continue;
    }
    for (const part of parts.toReversed()) {
      if (part.before === undefined && part.after !== undefined) {
        found.push({ path: part.path, kind: 'added', after: part.after });
      } else if (part.after === undefined && part.before !== undefined) {
        found.push({ path: part.path, kind: 'removed', before: part.before });
      } else if (part.before !== undefined && part.after !== undefined) {
        left.push({ path: part.path, before: part.before, after: part.after });
      }
    }
  }
  return found;
}

interface Part {
  path: string;
  before: JsonValue | undefined;
  after: JsonValue | undefined;
}

/** What two values are made of side by side; null where they are not both objects or both lists. */
function partsOf(before: JsonValue, after: JsonValue, path: string): Part[] | null {
  if (Array.isArray(before) && Array.isArray(after)) {
    return Array.from({ length: Math.max(before.length, after.length) }, (_, index) => ({
      path: `${path}[${index}]`,
      before: before[index],
      after: after[index],
    }));
  }
  if (!isObject(before) || !isObject(after)) return null;
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].map((key) => ({
    path: joined(path, key),
    before: Object.hasOwn(before, key) ? before[key] : undefined,
    after: Object.hasOwn(after, key) ? after[key] : undefined,
  }));
}

function isObject(value: JsonValue): value is { [key: string]: JsonValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Keys that are no plain words are quoted, so that a path can be read in one way only. */
function joined(path: string, key: string): string {
  if (!/^[\w-]+$/.test(key)) return `${path}[${JSON.stringify(key)}]`;
  return path === '' ? key : `${path}.${key}`;
}

function isSame(before: JsonValue, after: JsonValue, { absolute, relative }: Tolerance): boolean {
  if (before === after) return true;
  if (typeof before !== 'number' || typeof after !== 'number') return false;
  const apart = Math.abs(before - after);
  return apart <= absolute || apart <= relative * Math.max(Math.abs(before), Math.abs(after));
}
