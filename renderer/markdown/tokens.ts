import type { MarkedToken, Token } from 'marked';

const known: ReadonlySet<string> = new Set<MarkedToken['type']>([
  'blockquote',
  'br',
  'checkbox',
  'code',
  'codespan',
  'def',
  'del',
  'em',
  'escape',
  'heading',
  'hr',
  'html',
  'image',
  'link',
  'list',
  'paragraph',
  'space',
  'strong',
  'table',
  'text',
]);

/** True for the pieces that Markdown is made of; all others are shown as they are written. */
export function isKnown(token: Token): token is MarkedToken {
  return known.has(token.type);
}
