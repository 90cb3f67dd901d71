import { lexer } from 'marked';
import type { MarkedToken, Token, Tokens } from 'marked';
import type { DocumentId } from '../../help/index.ts';
import { anchorNames, plainText } from '../../markdown/index.ts';

/** What is read at once: a heading with all that is below it. */
export interface Chapter {
  document: DocumentId;
  /** Of its heading. */
  anchor: string;
  title: string;
  /** Of its heading: 1 for the introduction of the document. */
  depth: number;
  /** Its content without its heading. */
  tokens: readonly Token[];
  /** Its headings, its own first. */
  headings: readonly Heading[];
  anchors: readonly string[];
  /** All its words, for the search. */
  text: string;
}

export interface Heading {
  anchor: string;
  title: string;
  token: Token;
}

/** A section with more parts than this has a chapter for each of them: the commands, of which one is looked up. */
const mostParts = 25;

/** Splits a document into chapters. */
export function chaptersOf(document: DocumentId, source: string): Chapter[] {
  const tokens = lexer(source);
  const begins = beginnings(tokens);
  const anchorOf = anchorNames();
  return begins.map((start, index) => {
    const [head, ...content] = tokens.slice(start, begins[index + 1] ?? tokens.length);
    const headings = [head, ...content].flatMap((token) => {
      if (!isHeading(token)) return [];
      const title = plainText(token.tokens);
      return [{ anchor: anchorOf(title), title, token }];
    });
    const [own] = headings;
    return {
      document,
      anchor: own?.anchor ?? '',
      title: own?.title ?? '',
      depth: isHeading(head) ? head.depth : 1,
      tokens: content,
      headings,
      anchors: headings.map(({ anchor }) => anchor),
      text: plainText(content),
    };
  });
}

/** Where chapters begin. */
function beginnings(tokens: readonly Token[]): number[] {
  const heads = tokens.flatMap((token, at) => (isHeading(token) ? [{ at, depth: token.depth }] : []));
  return heads.flatMap(({ at, depth }, index) => {
    if (depth <= 2) return [at];
    const section = heads.slice(0, index).findLastIndex((head) => head.depth <= 2);
    const after = heads.findIndex((head, place) => place > index && head.depth <= 2);
    const parts = heads.slice(section + 1, after === -1 ? heads.length : after);
    return depth === 3 && parts.filter((part) => part.depth === 3).length > mostParts ? [at] : [];
  });
}

function isHeading(token: Token | MarkedToken | undefined): token is Tokens.Heading {
  return token?.type === 'heading';
}
