/** Ways to the documents. The documents themselves, which are long, come on demand with `views/help`. */
export { HelpLink } from './HelpLink.tsx';
export { documentIds, isDocumentId } from './place.ts';
export type { DocumentId, HelpPlace } from './place.ts';
export { showHelp, useShownHelp } from './shown.ts';
