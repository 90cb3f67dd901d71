import type { MarkedToken, Token } from 'marked';

const known: ReadonlySet<string> = new Set<MarkedToken['type']>([
  'blockquote',
  'br',
  'code',
  'codespan',
  'em',
  'escape',
  'heading',
  'hr',
  'image',
  'link',
  'list',
  'paragraph',
  'space',
  'strong',
  'table',
  'text',
]);

/** True for the pieces that our documents are made of; all others are shown as they are written. */
export function isKnown(token: Token): token is MarkedToken {
  return known.has(token.type);
}
