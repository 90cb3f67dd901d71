import type { MarkedToken, Token } from 'marked';
import { decodeEntities } from './decodeEntities.ts';
import { isComment } from './isComment.ts';
import { placed } from './placed.ts';
import { useReading } from './reading.ts';
import { isKnown } from './tokens.ts';

/** A line's words with their marks. Whatever a text holds becomes text or one of these elements, never markup. */
export function Inline({ tokens }: { tokens: readonly Token[] | undefined }) {
  return placed(tokens ?? []).map(({ piece, place }) =>
    isKnown(piece) ? <Word key={place} token={piece} /> : piece.raw,
  );
}

function Word({ token }: { token: MarkedToken }) {
  const { linkTo, picture } = useReading();
  switch (token.type) {
    case 'strong':
      return (
        <strong>
          <Inline tokens={token.tokens} />
        </strong>
      );
    case 'em':
      return (
        <em>
          <Inline tokens={token.tokens} />
        </em>
      );
    case 'del':
      return (
        <del>
          <Inline tokens={token.tokens} />
        </del>
      );
    case 'codespan':
      return <code>{token.text}</code>;
    case 'br':
      return <br />;
    case 'checkbox':
      return token.checked ? '☑ ' : '☐ ';
    case 'link':
      return linkTo(token.href, <Inline tokens={token.tokens} />, token.text);
    case 'image':
      return picture === null ? null : picture(token);
    case 'text':
      return token.tokens === undefined ? decodeEntities(token.text) : <Inline tokens={token.tokens} />;
    case 'escape':
      return token.text;
    case 'html':
      if (/^<br\s*\/?>$/iu.test(token.raw)) return <br />;
      return isComment(token.raw) ? null : token.raw;
    default:
      return token.raw;
  }
}
