import type { Token, Tokens } from 'marked';

/** The words of a piece of a text, without its marks. */
export function plainText(tokens: readonly Token[]): string {
  return tokens.map(textOf).join('').replaceAll(/\s+/gu, ' ').trim();
}

function textOf(token: Token): string {
  if (isTable(token)) {
    return [token.header, ...token.rows]
      .map((row) => row.map((cell) => plainText(cell.tokens)).join(' '))
      .join(' ');
  }
  if (isList(token)) return token.items.map((item) => `${plainText(item.tokens)} `).join('');
  if (token.type === 'image') return '';
  // Blocks are told apart by a space, parts of a line by nothing.
  if ('tokens' in token && token.tokens !== undefined)
    return isBlock(token) ? ` ${plainText(token.tokens)} ` : token.tokens.map(textOf).join('');
  if (token.type === 'space' || token.type === 'br') return ' ';
  const own: unknown = 'text' in token ? token.text : token.raw;
  const words = typeof own === 'string' ? own : token.raw;
  return token.type === 'code' ? ` ${words} ` : words;
}

const isTable = (token: Token): token is Tokens.Table => token.type === 'table';
const isList = (token: Token): token is Tokens.List => token.type === 'list';
const isBlock = (token: Token) => ['heading', 'paragraph', 'blockquote', 'list_item'].includes(token.type);
