import { SeriesExpressionError, numberFields, textFields } from './syntax.ts';
import type {
  Combined,
  Comparison,
  NumberField,
  SeriesComparison,
  SeriesExpression,
  SeriesMeasure,
  TextField,
} from './syntax.ts';
import { tokensOf } from './tokens.ts';
import type { Token } from './tokens.ts';

/** Longest expression, in characters. */
const longest = 2000;
/** Brackets and `not` within one another; deeper is made, not meant. */
const deepest = 50;

const comparisons: readonly string[] = ['==', '!=', '<', '<=', '>', '>='];

/**
 * Reads a required-series expression, such as `count(Modality == "CT" and SeriesDescription ~ "thin") >= 1`.
 * @throws SeriesExpressionError
 */
export function parseSeriesExpression(source: string): SeriesExpression {
  if (source.length > longest) {
    throw new SeriesExpressionError(longest, `an expression has at most ${longest} characters.`);
  }
  const tokens = tokensOf(source);
  let next = 0;
  let depth = 0;

  const expression = combined(measure);
  const behind = peek();
  if (behind.kind !== 'end') fail(`expected "and", "or" or the end, found ${nameOf(behind)}.`);
  return expression;

  function peek(): Token {
    return tokens[Math.min(next, tokens.length - 1)] as Token;
  }
  function takeIf(kind: Token['kind'], value: string): boolean {
    const token = peek();
    const isIt = token.kind === kind && (kind === 'word' ? token.value.toLowerCase() : token.value) === value;
    if (isIt) next += 1;
    return isIt;
  }
  function fail(problem: string): never {
    throw new SeriesExpressionError(peek().at, problem);
  }

  /** `or` binds weaker than `and`, `and` weaker than `not`, as everywhere. */
  function combined<Leaf>(leaf: () => Leaf): Combined<Leaf> {
    let left = conjunction(leaf);
    while (takeIf('word', 'or')) left = { kind: 'or', left, right: conjunction(leaf) };
    return left;
  }
  function conjunction<Leaf>(leaf: () => Leaf): Combined<Leaf> {
    let left = operand(leaf);
    while (takeIf('word', 'and')) left = { kind: 'and', left, right: operand(leaf) };
    return left;
  }
  function operand<Leaf>(leaf: () => Leaf): Combined<Leaf> {
    if (depth === deepest) fail(`more than ${deepest} brackets stand within one another.`);
    depth += 1;
    try {
      if (takeIf('word', 'not')) return { kind: 'not', operand: operand(leaf) };
      if (!takeIf('sign', '(')) return leaf();
      const inner = combined(leaf);
      closeBracket();
      return inner;
    } finally {
      depth -= 1;
    }
  }
  function closeBracket(): void {
    if (!takeIf('sign', ')')) fail(`expected ")", found ${nameOf(peek())}.`);
  }

  function measure(): SeriesMeasure {
    const counts = takeIf('word', 'count');
    if (!counts && !takeIf('word', 'instances')) {
      fail(`expected count(…) or instances(…), found ${nameOf(peek())}.`);
    }
    if (!takeIf('sign', '(')) fail(`expected "(", found ${nameOf(peek())}.`);
    const condition = takeIf('sign', ')') ? null : combined(comparisonOfSeries);
    if (condition !== null) closeBracket();
    return { kind: 'measures', measure: counts ? 'count' : 'instances', condition, ...numberComparison() };
  }
  function comparisonOfSeries(): SeriesComparison {
    const token = peek();
    const text = textFields.find((field) => field === token.value);
    const number = numberFields.find((field) => field === token.value);
    if (token.kind !== 'word' || (text === undefined && number === undefined)) {
      fail(`expected one of ${[...textFields, ...numberFields].join(', ')}, found ${nameOf(token)}.`);
    }
    next += 1;
    return text === undefined ? comparesNumber(number as NumberField) : comparesText(text);
  }
  function comparesNumber(field: NumberField): SeriesComparison {
    return { kind: 'compares', field, ...numberComparison() };
  }
  function comparesText(field: TextField): SeriesComparison {
    const sign = ['==', '!=', '~', '!~'].find((one) => takeIf('sign', one));
    if (sign === undefined) fail(`expected ==, !=, ~ or !~ after ${field}, found ${nameOf(peek())}.`);
    const token = peek();
    if (token.kind !== 'text') fail(`expected a text in quotes, found ${nameOf(token)}.`);
    next += 1;
    const kind = sign.endsWith('~') ? 'contains' : 'equals';
    return { kind, field, text: token.value, negated: sign.startsWith('!') };
  }
  function numberComparison(): { comparison: Comparison; number: number } {
    const sign = comparisons.find((one) => takeIf('sign', one));
    if (sign === undefined) fail(`expected ==, !=, <, <=, > or >=, found ${nameOf(peek())}.`);
    const token = peek();
    if (token.kind !== 'number') fail(`expected a number, found ${nameOf(token)}.`);
    next += 1;
    return { comparison: sign as Comparison, number: Number(token.value) };
  }
}

function nameOf(token: Token): string {
  return token.kind === 'end' ? 'the end' : `"${token.value}"`;
}
