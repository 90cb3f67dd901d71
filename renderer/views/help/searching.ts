import MiniSearch from 'minisearch';
import type { Chapter } from './chapters.ts';
import { allChapters } from './documents.ts';

/** A chapter that has what was searched for. */
export interface Found {
  chapter: Chapter;
  /** Around the first of the words, and which part of it that is. */
  before: string;
  match: string;
  after: string;
}

/** Letters around a match. */
const around = 60;
/** Most chapters that are shown. */
const most = 40;

interface Entry {
  id: string;
  title: string;
  text: string;
}

/** The search over all documents. */
export interface Search {
  (query: string): Found[];
}

let made: Promise<Search> | null = null;

/** Reads all documents, without keeping the window from its work for long: once, or again where that failed. */
export function makeSearch(): Promise<Search> {
  made ??= readAll().catch((cause: unknown) => {
    made = null;
    throw cause;
  });
  return made;
}

async function readAll(): Promise<Search> {
  const index = new MiniSearch<Entry>({ fields: ['title', 'text'] });
  const chapters = new Map<string, Chapter>();
  for (const some of allChapters()) {
    const entries = some.map((chapter): Entry => {
      const id = `${chapter.document} ${chapter.anchor}`;
      chapters.set(id, chapter);
      return { id, title: chapter.headings.map(({ title }) => title).join(' '), text: chapter.text };
    });
    await index.addAllAsync(entries, { chunkSize: 8 });
  }
  return (query) =>
    index
      .search(query, { boost: { title: 4 }, prefix: true, fuzzy: fuzziness, combineWith: 'AND' })
      .slice(0, most)
      .flatMap(({ id, terms }) => {
        const chapter = chapters.get(String(id));
        return chapter === undefined ? [] : [{ chapter, ...excerpt(chapter.text, terms) }];
      });
}

/** Short words are meant as they are written. */
const fuzziness = (term: string) => (term.length > 4 ? 0.2 : false);

function excerpt(text: string, terms: readonly string[]): Omit<Found, 'chapter'> {
  const lower = text.toLowerCase();
  const [first] = terms
    .map((term) => ({ at: lower.indexOf(term), length: term.length }))
    .filter(({ at }) => at >= 0)
    .sort((a, b) => a.at - b.at);
  if (first === undefined) return { before: text.slice(0, 2 * around), match: '', after: '' };
  const from = Math.max(0, first.at - around);
  return {
    before: `${from > 0 ? '…' : ''}${text.slice(from, first.at)}`,
    match: text.slice(first.at, first.at + first.length),
    after: text.slice(first.at + first.length, first.at + first.length + around),
  };
}
