import { loadDictionary } from './readTags.ts';

/**
 * The numbers of elements that are named by their keywords, or as `0018,1030`; null for one whose keyword PS3.6 does
 * not know.
 */
export async function tagsOf(names: readonly string[]): Promise<(number | null)[]> {
  const dictionary = await loadDictionary();
  return names.map((name) => {
    const digits = /^([0-9A-Fa-f]{4}),([0-9A-Fa-f]{4})$/.exec(name);
    return digits === null
      ? (dictionary.tagOf(name) ?? null)
      : Number.parseInt(`${digits[1]}${digits[2]}`, 16);
  });
}
