import { searchWords } from '../../dicom/index.ts';

/** What is looked for is cut into so many words at most: each is a search of its own. */
const mostWords = 6;
/** A search index of three letters in a row knows nothing of shorter words. */
const longEnough = /^.{3}/u;

/** Words of a search. Where some are long enough for the index, shorter ones say too little to be looked for. */
export type Words = { kind: 'indexed'; words: string[] } | { kind: 'short'; words: string[] } | null;

/** The words of a text that somebody typed; null: there are none, and everything is meant. */
export function wordsOf(text: string | undefined): Words {
  const words = searchWords(text ?? '')
    .split(' ')
    .filter((word) => word !== '')
    .slice(0, mostWords);
  if (words.length === 0) return null;
  const indexed = words.filter((word) => longEnough.test(word));
  return indexed.length > 0 ? { kind: 'indexed', words: indexed } : { kind: 'short', words };
}
