/**
 * Markdown as a document. Texts are read into tokens, and elements are made of those: never markup, so that nothing in a
 * file becomes a script, style or address of the page. It brings the reader of Markdown, and is loaded on demand.
 */
export { anchorNames } from './anchorNames.ts';
export { isKnown } from './tokens.ts';
export { MarkdownText } from './MarkdownText.tsx';
export { plainText } from './plainText.ts';
export { readMarkdown } from './readMarkdown.ts';
export type { Reading } from './reading.ts';
