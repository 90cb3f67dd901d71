import type { MarkedToken, Token, Tokens } from 'marked';
import { CodeBlock } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import { DocumentTable } from './DocumentTable.tsx';
import { Inline } from './Inline.tsx';
import { placed } from './placed.ts';
import { useReading } from './reading.ts';
import { isKnown } from './tokens.ts';

/** Paragraphs, lists, tables and code, one below the other. */
export function Blocks({ tokens }: { tokens: readonly Token[] }) {
  return placed(tokens).map(({ piece, place }) =>
    isKnown(piece) ? <Block key={place} token={piece} /> : <p key={place}>{piece.raw}</p>,
  );
}

function Block({ token }: { token: MarkedToken }) {
  switch (token.type) {
    case 'space':
      return null;
    case 'paragraph':
      // Pictures show the program to who does not have it.
      if (token.tokens.every(({ type }) => type === 'image')) return null;
      return (
        <p>
          <Inline tokens={token.tokens} />
        </p>
      );
    case 'text':
      return <Inline tokens={token.tokens ?? [token]} />;
    case 'heading':
      return <PartHeading token={token} />;
    case 'code':
      return (
        <CodeBlock
          text={token.text}
          label={token.lang === undefined || token.lang === '' ? texts.help.code : token.lang}
        />
      );
    case 'blockquote':
      return (
        <blockquote>
          <Blocks tokens={token.tokens} />
        </blockquote>
      );
    case 'list':
      return <DocumentList token={token} />;
    case 'table':
      return <DocumentTable token={token} />;
    case 'hr':
      return <hr />;
    default:
      return (
        <p>
          <Inline tokens={[token]} />
        </p>
      );
  }
}

/** A heading within a chapter, whose own is the second level of the page. */
function PartHeading({ token }: { token: Tokens.Heading }) {
  const { chapter } = useReading();
  const anchor = chapter.headings.find((heading) => heading.token === token)?.anchor;
  const Level = token.depth - chapter.depth > 1 ? 'h4' : 'h3';
  return (
    <Level id={anchor} tabIndex={-1}>
      <Inline tokens={token.tokens} />
    </Level>
  );
}

function DocumentList({ token }: { token: Tokens.List }) {
  const List = token.ordered ? 'ol' : 'ul';
  return (
    <List>
      {placed(token.items).map(({ piece, place }) => (
        <li key={place}>
          <Blocks tokens={piece.tokens} />
        </li>
      ))}
    </List>
  );
}
