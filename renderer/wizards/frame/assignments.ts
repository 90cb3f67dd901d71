/** What makes `after` of `before`, as the command line takes it: `filters.modalities=CT,MR`. */
export function assignmentsBetween(before: unknown, after: unknown, path = ''): string[] {
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  if (isRecord(before) && isRecord(after)) {
    return Object.entries(after).flatMap(([key, value]) =>
      assignmentsBetween(before[key], value, path === '' ? key : `${path}.${key}`),
    );
  }
  return [`${path}=${textOf(after)}`];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** As the command line reads it: words with commas between them where they are no more than that, else JSON. */
function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  const isWords =
    Array.isArray(value) &&
    value.length > 0 &&
    value.every((word) => typeof word === 'string' && /^[^[\s,][^,]*$/.test(word));
  return isWords ? value.join(',') : JSON.stringify(value);
}
