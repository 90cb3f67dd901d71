/**
 * Texts as they are stored for searching and as a query is compared with them: lower case, without diacritics, words
 * of letters and digits separated by single spaces, with a space in front, so that ` mul` finds the beginning of a
 * word. Empty when there is no word.
 */
export function searchWords(...texts: readonly string[]): string {
  const words = texts
    .join(' ')
    .normalize('NFKD')
    .replaceAll(/\p{Mark}/gu, '')
    .toLowerCase()
    .match(/[\p{Letter}\p{Number}]+/gu);
  return words === null ? '' : ` ${words.join(' ')}`;
}
