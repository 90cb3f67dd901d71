/** The documents that the program brings with it, by the name that stands in addresses. */
export const documentIds = ['start', 'services', 'workers', 'cli', 'architecture'] as const;
export type DocumentId = (typeof documentIds)[number];

/** A paragraph of the documents. */
export interface HelpPlace {
  document: DocumentId;
  /** Of a heading; the document's beginning where it is left out. */
  anchor?: string | undefined;
}

/** True for the name of a document. */
export function isDocumentId(name: string): name is DocumentId {
  return documentIds.some((id) => id === name);
}
