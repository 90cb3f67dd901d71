import type { MarkedToken, Token } from 'marked';
import { placeOfLink } from './links.ts';
import { placed } from './placed.ts';
import { useReading } from './reading.ts';
import { isKnown } from './tokens.ts';

/** A line's words with their marks. Whatever a document holds becomes text or one of these elements, never markup. */
export function Inline({ tokens }: { tokens: readonly Token[] | undefined }) {
  return placed(tokens ?? []).map(({ piece, place }) =>
    isKnown(piece) ? <Word key={place} token={piece} /> : piece.raw,
  );
}

function Word({ token }: { token: MarkedToken }) {
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
    case 'codespan':
      return <code>{token.text}</code>;
    case 'br':
      return <br />;
    case 'link':
      return <Way href={token.href} tokens={token.tokens} />;
    case 'image':
      return null;
    case 'text':
      return token.tokens === undefined ? token.text : <Inline tokens={token.tokens} />;
    case 'escape':
      return token.text;
    default:
      return token.raw;
  }
}

/** A link to another paragraph; one that leads out of the documents is only text, since nothing is loaded from there. */
function Way({ href, tokens }: { href: string; tokens: readonly Token[] }) {
  const { chapter, linkTo } = useReading();
  const place = placeOfLink(chapter.document, href);
  const content = <Inline tokens={tokens} />;
  return place === null ? content : linkTo(place, content);
}
