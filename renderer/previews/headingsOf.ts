import { anchorNames, plainText, type Reading } from '../markdown/index.ts';

type Heading = ReturnType<Reading['heading']>;
type Tokens = Parameters<typeof plainText>[0];
type HeadingToken = Parameters<Reading['heading']>[0];

const levels = ['h3', 'h4', 'h5', 'h6'] as const;

/** Before the names of headings, so that none is the name of something of the page. */
export const anchorPrefix = 'text-';

/** The headings of a text: the highest that it has stands below those of the page, whatever its number. */
export function headingsOf(tokens: Tokens): Map<HeadingToken, Heading> {
  const anchorOf = anchorNames();
  const headings = tokens.filter(isHeading);
  const highest = Math.min(...headings.map(({ depth }) => depth));
  return new Map(
    headings.map((token) => [
      token,
      {
        Level: levels[token.depth - highest] ?? 'h6',
        anchor: `${anchorPrefix}${anchorOf(plainText(token.tokens))}`,
      },
    ]),
  );
}

function isHeading(token: Tokens[number]): token is HeadingToken {
  return token.type === 'heading';
}
