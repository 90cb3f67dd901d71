import type { DocumentId, HelpPlace } from '../../help/index.ts';

/** Which document a file of the checkout is. */
const files: Record<string, DocumentId> = {
  'README.md': 'start',
  'services.md': 'services',
  'workers.md': 'workers',
  'cli.md': 'cli',
  'architecture.md': 'architecture',
};

/** Where a link in a document leads; null where that is not among the documents. */
export function placeOfLink(from: DocumentId, href: string): HelpPlace | null {
  const [file = '', anchor] = href.split('#');
  if (file === '') return { document: from, anchor };
  if (file.includes(':')) return null;
  const document = files[file.split('/').at(-1) ?? ''];
  return document === undefined ? null : { document, anchor };
}
