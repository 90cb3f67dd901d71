import architecture from '../../../docs/architecture.md?raw';
import cli from '../../../docs/cli.md?raw';
import services from '../../../docs/services.md?raw';
import workers from '../../../docs/workers.md?raw';
import readme from '../../../README.md?raw';
import { documentIds, type DocumentId } from '../../help/index.ts';
import { chaptersOf, type Chapter } from './chapters.ts';

/** The documents as they lie in the checkout: they are part of the program, and are read without a network. */
const sources: Record<DocumentId, string> = { start: readme, services, workers, cli, architecture };

/** What in the first document is about the checkout, which who uses the program does not have. */
const forDevelopers = new Set(['for-developers']);

const read = new Map<DocumentId, readonly Chapter[]>();

/** The chapters of a document, in its order; there is at least one. */
export function chaptersIn(document: DocumentId): readonly Chapter[] {
  const known = read.get(document);
  if (known !== undefined) return known;
  const chapters = chaptersOf(document, sources[document]).filter(
    ({ anchor }) => document !== 'start' || !forDevelopers.has(anchor),
  );
  read.set(document, chapters);
  return chapters;
}

/** The chapters of all documents, one document at a time. */
export function* allChapters(): Generator<readonly Chapter[]> {
  for (const id of documentIds) yield chaptersIn(id);
}

/** The chapter that has a heading, or the first one where no heading is meant or the one meant is gone. */
export function chapterAt(document: DocumentId, anchor: string | undefined): Chapter | undefined {
  const chapters = chaptersIn(document);
  return chapters.find(({ anchors }) => anchor !== undefined && anchors.includes(anchor)) ?? chapters[0];
}
