import { jobDefinitionSchema } from '../../../contract/index.ts';

const known = Object.keys(jobDefinitionSchema.shape);

/**
 * Fields of an entry that look like known ones and are none, such as `dependson`, and whether the known one stands
 * beside it. Others are not told: services written for other programs may have fields of their own.
 */
export function misspelt(entry: unknown): { field: string; meant: string; isBeside: boolean }[] {
  if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) return [];
  return Object.keys(entry).flatMap((field) => {
    if (known.includes(field) || field.length > 30) return [];
    const meant = known.find((one) => isAlike(field, one));
    return meant === undefined ? [] : [{ field, meant, isBeside: Object.hasOwn(entry, meant) }];
  });
}

function isAlike(field: string, name: string): boolean {
  const plain = field.toLowerCase().replaceAll(/[_\s-]/g, '');
  return plain === name.toLowerCase() || (name.length > 5 && distance(plain, name.toLowerCase()) <= 1);
}

/** How many letters have to be put in, taken out or changed to make one word of the other; more than 1 counts as 2. */
function distance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 1) return 2;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start += 1;
  let end = 0;
  const most = Math.min(a.length, b.length) - start;
  while (end < most && a.at(-1 - end) === b.at(-1 - end)) end += 1;
  return Math.max(a.length, b.length) - start - end;
}
