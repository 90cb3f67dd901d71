import { isDeepStrictEqual } from 'node:util';
import { jsonObjectSchema } from '../../../../contract/index.ts';
import type { JobChange, JsonObject } from '../../../../contract/index.ts';

/** Jobs whose entries in settings.json differ, in the order of the new one, with what was removed at the end. */
export function compareJobs(before: readonly unknown[], after: readonly unknown[]): JobChange[] {
  const old = byName(before);
  const now = byName(after);
  const changes: JobChange[] = [];
  for (const [jobName, entry] of now) {
    const was = old.get(jobName);
    const fields = fieldsOf(was ?? {}, entry);
    if (was === undefined) changes.push({ jobName, change: 'added', fields });
    else if (fields.length > 0) changes.push({ jobName, change: 'changed', fields });
  }
  for (const [jobName, entry] of old) {
    if (!now.has(jobName)) changes.push({ jobName, change: 'removed', fields: fieldsOf(entry, {}) });
  }
  return changes;
}

function byName(entries: readonly unknown[]): Map<string, JsonObject> {
  return new Map(
    entries.flatMap((entry): [string, JsonObject][] => {
      const { data } = jsonObjectSchema.safeParse(entry);
      const jobName = data?.['jobName'];
      return data === undefined || typeof jobName !== 'string' ? [] : [[jobName.trim(), data]];
    }),
  );
}

function fieldsOf(before: JsonObject, after: JsonObject): JobChange['fields'] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((field) => {
    const [was, is] = [before[field] ?? null, after[field] ?? null];
    return isDeepStrictEqual(was, is) ? [] : [{ field, before: was, after: is }];
  });
}
