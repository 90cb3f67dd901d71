import { searchedKeywords, searchedShortNames, searchedWhereNamed } from '../../../../contract/index.ts';
import type { SearchedKeyword } from '../../../../contract/index.ts';
import { searchWords } from '../../dicom/index.ts';
import { dateBeginnings } from './dates.ts';
import { readSearch } from './readSearch.ts';
import type { SearchTerm } from './readSearch.ts';

/** A search as the full-text index takes it. */
export interface StudyMatch {
  /** Expression of FTS5; null where nothing is asked for. */
  expression: string | null;
  /** It can match nothing, such as a range that ends before it begins. */
  isImpossible: boolean;
  /** Row keys of the studies that the whole UIDs in it lead to; null where there are none in it. */
  keys: readonly number[] | null;
  /** Names before a colon that are no element that is searched; what follows them is searched everywhere. */
  unknownNames: string[];
}

const byName = new Map<string, SearchedKeyword>([
  ...Object.entries(searchedShortNames),
  ...searchedKeywords.map((keyword) => [keyword.toLowerCase(), keyword] as const),
]);
const freely = searchedKeywords.filter((keyword) => !searchedWhereNamed.includes(keyword));
/** Elements whose values are dates. */
const dates = new Set<SearchedKeyword>(['StudyDate', 'PatientBirthDate']);
const uid = /^\d+(\.\d+){3,}\.?$/;

/**
 * What was typed, as an expression of the full-text index over `study_search`.
 * @param ownersOf row keys of the studies that a whole UID is of: their own, or that of a series or an instance
 */
export function matchOf(typed: string, ownersOf: (uid: string) => readonly number[]): StudyMatch {
  const match: StudyMatch = { expression: null, isImpossible: false, keys: null, unknownNames: [] };
  const expressions: string[] = [];
  for (const term of readSearch(typed)) {
    const keyword = term.name === null ? null : (byName.get(term.name.toLowerCase()) ?? null);
    if (term.name !== null && keyword === null) match.unknownNames.push(term.name);
    const isUid = uid.test(term.text) && (keyword === null || keyword === 'StudyInstanceUID');
    const owners = isUid ? ownersOf(term.text) : [];
    // The beginning of one is only looked for among those of studies.
    if (owners.length > 0) {
      match.keys = match.keys === null ? owners : match.keys.filter((key) => owners.includes(key));
      continue;
    }
    const found = keyword === null ? anywhere(term) : within(keyword, term);
    if (found === null) match.isImpossible = true;
    else if (found !== '') expressions.push(found);
  }
  if (expressions.length > 0) match.expression = expressions.map((one) => `(${one})`).join(' AND ');
  return match;
}

/** Empty where the term has no words; null where nothing can match it. */
function anywhere(term: SearchTerm): string | null {
  if (!term.isQuoted && /\D/.test(term.text)) {
    const beginnings = dateBeginnings(term.text);
    if (beginnings !== null) return datesIn('StudyDate', beginnings);
  }
  const words = phrase(searchWords(term.text), term.isQuoted);
  if (words === '') return '';
  const free = `{${freely.join(' ')}} : ${words}`;
  return uid.test(term.text) ? `StudyInstanceUID : ${phrase(term.text, false)} OR ${free}` : free;
}

function within(keyword: SearchedKeyword, term: SearchTerm): string | null {
  if (keyword === 'StudyInstanceUID') return `StudyInstanceUID : ${phrase(term.text.trim(), term.isQuoted)}`;
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
