import { SeriesExpressionError } from './syntax.ts';

export interface Token {
  kind: 'word' | 'text' | 'number' | 'sign' | 'end';
  /** As it is written; of a text what stands between the quotes. */
  value: string;
  /** Characters before it. */
  at: number;
}

/** Longer signs first, so that `<=` is not read as `<`. */
const signs = ['==', '!=', '!~', '<=', '>=', '<', '>', '~', '(', ')'];
const space = /\s+/y;
const word = /[A-Za-z]+/y;
const number = /\d{1,9}(?![\w.])/y;

/**
 * The parts of an expression, an end behind them.
 * @throws SeriesExpressionError
 */
export function tokensOf(source: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  /** What the pattern finds right here, or null. */
  function match(pattern: RegExp): string | null {
    pattern.lastIndex = at;
    return pattern.exec(source)?.[0] ?? null;
  }
  function take(kind: Token['kind'], value: string, length = value.length): void {
    tokens.push({ kind, value, at });
    at += length;
  }

  while (at < source.length) {
    const blank = match(space);
    if (blank !== null) {
      at += blank.length;
      continue;
    }
    const sign = signs.find((one) => source.startsWith(one, at));
    const [letters, digits] = [match(word), match(number)];
    if (sign !== undefined) take('sign', sign);
    else if (letters !== null) take('word', letters);
    else if (digits !== null) take('number', digits);
    else if (source[at] === '"') takeText();
    else throw new SeriesExpressionError(at, unknownSign(source, at));
  }
  tokens.push({ kind: 'end', value: '', at });
  return tokens;

  function takeText(): void {
    let value = '';
    for (let index = at + 1; index < source.length; index++) {
      const character = source[index];
      if (character === '"') {
        take('text', value, index + 1 - at);
        return;
      }
      // Inside quotes a backslash only frees a quote or a backslash.
      const freed = source[index + 1];
      if (character === '\\' && (freed === '"' || freed === '\\')) {
        value += freed;
        index += 1;
      } else value += character;
    }
    throw new SeriesExpressionError(at, 'the closing quote " is missing.');
  }
}

function unknownSign(source: string, at: number): string {
  const character = String.fromCodePoint(source.codePointAt(at) ?? 0);
  if (character === '=') return 'write == to compare.';
  if (character === "'" || character === '“' || character === '”')
    return 'write texts in straight quotes: "CT".';
  if (character === '&' || character === '|') return 'write "and" and "or" as words.';
  if (/\d/.test(character)) return 'only whole numbers below 1000000000 can be compared.';
  return `"${character}" has no meaning here.`;
}
