import { lexer } from 'marked';
import type { Token, Tokens } from 'marked';

/** Lists and quotes within each other; a text with more is none that somebody wrote. */
const mostDepth = 40;

/** The tokens of a text; null where it is nested so deeply that it cannot be shown as a document. */
export function readMarkdown(text: string): Token[] | null {
  try {
    const tokens = lexer(text);
    return isDeeper(tokens, mostDepth) ? null : tokens;
  } catch {
    // The reader itself ran out of stack.
    return null;
  }
}

function isDeeper(tokens: readonly Token[], left: number): boolean {
  if (left === 0) return tokens.length > 0;
  return tokens.some((token) => isDeeper(isList(token) ? token.items : (tokensOf(token) ?? []), left - 1));
}

const isList = (token: Token): token is Tokens.List => token.type === 'list';
const tokensOf = (token: Token) => ('tokens' in token ? token.tokens : undefined);
