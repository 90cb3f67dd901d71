import type { MarkedToken, Token, Tokens } from 'marked';
import { CodeBlock } from '../parts/index.ts';
import { Inline } from './Inline.tsx';
import { isComment } from './isComment.ts';
import { MarkdownTable } from './MarkdownTable.tsx';
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
    case 'def':
      return null;
    case 'paragraph':
      return <Paragraph token={token} />;
    case 'text':
      return <Inline tokens={token.tokens ?? [token]} />;
    case 'heading':
      return <PartHeading token={token} />;
    case 'code':
      return <CodeOf token={token} />;
    case 'blockquote':
      return (
        <blockquote>
          <Blocks tokens={token.tokens} />
        </blockquote>
      );
    case 'list':
      return <MarkdownList token={token} />;
    case 'table':
      return <MarkdownTable token={token} />;
    case 'hr':
      return <hr />;
    case 'checkbox':
      return <Inline tokens={[token]} />;
    case 'html':
      return isComment(token.raw) ? null : <p>{token.raw}</p>;
    default:
      return (
        <p>
          <Inline tokens={[token]} />
        </p>
      );
  }
}

function Paragraph({ token }: { token: Tokens.Paragraph }) {
  const { picture } = useReading();
  if (picture === null && token.tokens.every(({ type }) => type === 'image')) return null;
  return (
    <p>
      <Inline tokens={token.tokens} />
    </p>
  );
}

function CodeOf({ token: { text, lang } }: { token: Tokens.Code }) {
  const { title } = useReading();
  return <CodeBlock text={text} label={lang === undefined || lang === '' ? title : lang} />;
}

function PartHeading({ token }: { token: Tokens.Heading }) {
  const { Level, anchor } = useReading().heading(token);
  return (
    <Level id={anchor} tabIndex={-1}>
      <Inline tokens={token.tokens} />
    </Level>
  );
}

function MarkdownList({ token }: { token: Tokens.List }) {
  const items = placed(token.items).map(({ piece, place }) => (
    <li key={place} data-task={piece.task || undefined}>
      <Blocks tokens={piece.tokens} />
    </li>
  ));
  if (!token.ordered) return <ul>{items}</ul>;
  return <ol start={token.start === '' ? undefined : token.start}>{items}</ol>;
}
