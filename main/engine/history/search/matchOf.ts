import { searchedKeywords, searchedShortNames, searchedWhereNamed } from '../../../../contract/index.ts';
import type { SearchedKeyword } from '../../../../contract/index.ts';
import { searchWords } from '../../dicom/index.ts';
import { dateBeginnings } from './dates.ts';
import { readSearch } from './readSearch.ts';
import type { SearchTerm } from './readSearch.ts';

/** A search as the history is asked. */
export interface StudyMatch {
  /** Expression of FTS5 over `study_search`; null where no words are asked for. */
  expression: string | null;
  /** It can match nothing, such as a range that ends before it begins. */
  isImpossible: boolean;
  /** Row keys of the studies that the UIDs in it lead to; null where there are none in it, or too many. */
  keys: readonly number[] | null;
  /** Beginnings of UIDs that so many studies have that they are not told by their keys. */
  uidBeginnings: string[];
  /** Names before a colon that are no element that is searched; what follows them is searched everywhere. */
  unknownNames: string[];
}

/** Row keys of the studies that a UID, or the beginning of a study's, leads to; `many` where they are too many. */
export type FindByUid = (uid: string) => readonly number[] | 'many';

const byName = new Map<string, SearchedKeyword>([
  ...Object.entries(searchedShortNames),
  ...searchedKeywords.map((keyword) => [keyword.toLowerCase(), keyword] as const),
]);
const freely = searchedKeywords.filter((keyword) => !searchedWhereNamed.includes(keyword));
/** Elements whose values are dates. */
const dates = new Set<SearchedKeyword>(['StudyDate', 'PatientBirthDate']);
const uid = /^\d+(\.\d+){3,}\.?$/;

/** What was typed, as the history is asked. */
export function matchOf(typed: string, findByUid: FindByUid): StudyMatch {
  const match: StudyMatch = {
    expression: null,
    isImpossible: false,
    keys: null,
    uidBeginnings: [],
    unknownNames: [],
  };
  const expressions: string[] = [];
  for (const term of readSearch(typed)) {
    const keyword = term.name === null ? null : (byName.get(term.name.toLowerCase()) ?? null);
    if (term.name !== null && keyword === null) match.unknownNames.push(term.name);
    const isNamed = keyword === 'StudyInstanceUID';
    if (isNamed || (keyword === null && uid.test(term.text))) {
      const text = term.text.trim();
      const keys = findByUid(text);
      if (keys === 'many') match.uidBeginnings.push(text);
      else if (keys.length > 0 || isNamed) match.keys = both(match.keys, keys);
      // Where no UID is like it, it may still be the PatientID of somebody.
      if (keys.length > 0 || isNamed) continue;
    }
    const found = keyword === null ? anywhere(term) : within(keyword, term);
    if (found === null) match.isImpossible = true;
    else if (found !== '') expressions.push(found);
  }
  if (expressions.length > 0) match.expression = expressions.map((one) => `(${one})`).join(' AND ');
  return match;
}

function both(keys: readonly number[] | null, others: readonly number[]): readonly number[] {
  return keys === null ? others : keys.filter((key) => others.includes(key));
}

/** Empty where the term has no words; null where nothing can match it. */
function anywhere(term: SearchTerm): string | null {
  if (!term.isQuoted && /\D/.test(term.text)) {
    const beginnings = dateBeginnings(term.text);
    if (beginnings !== null) return datesIn('StudyDate', beginnings);
  }
  const words = phrase(searchWords(term.text), term.isQuoted);
  return words === '' ? '' : `{${freely.join(' ')}} : ${words}`;
}

function within(keyword: SearchedKeyword, term: SearchTerm): string | null {
  if (dates.has(keyword)) {
    const beginnings = dateBeginnings(term.text);
    if (beginnings !== null) return datesIn(keyword, beginnings);
  }
  const words = phrase(searchWords(term.text), term.isQuoted);
  return words === '' ? '' : `${keyword} : ${words}`;
}

function datesIn(keyword: SearchedKeyword, beginnings: readonly string[]): string | null {
  if (beginnings.length === 0) return null;
  return `${keyword} : (${beginnings.map((one) => phrase(one, false)).join(' OR ')})`;
}

/** Words that follow each other; the last one may only begin so, unless they are whole. */
function phrase(words: string, isWhole: boolean): string {
  const trimmed = words.trim().replaceAll('"', '');
  return trimmed === '' ? '' : `"${trimmed}"${isWhole ? '' : ' *'}`;
}
