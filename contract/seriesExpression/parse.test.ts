import { describe, expect, it } from 'vitest';
import { completenessOptionsSchema } from '../completeness.ts';
import { SeriesExpressionError, parseSeriesExpression } from './index.ts';

function problemOf(source: string): { position: number; message: string } {
  try {
    parseSeriesExpression(source);
  } catch (cause) {
    if (cause instanceof SeriesExpressionError) return { position: cause.position, message: cause.message };
    throw cause;
  }
  throw new Error(`${source} was read`);
}

describe('reading a required-series expression', () => {
  it('binds "not" before "and" before "or", in series and in conditions, as everybody expects', () => {
    expect(parseSeriesExpression('count() > 1 or not count() == 5 and instances() < 9')).toMatchObject({
      kind: 'or',
      left: { comparison: '>', number: 1, condition: null },
      right: { kind: 'and', left: { kind: 'not', operand: { number: 5 } }, right: { measure: 'instances' } },
    });
    expect(
      parseSeriesExpression('count(Modality == "CT" or Modality == "MR" and instances >= 3) >= 1'),
    ).toMatchObject({
      condition: { kind: 'or', left: { text: 'CT' }, right: { kind: 'and', right: { field: 'instances' } } },
    });
  });

  it('takes quotes and backslashes inside texts, and words whatever their case', () => {
    expect(
      parseSeriesExpression(String.raw`COUNT(SeriesDescription !~ "a \"b\" \\ c\d" AND Modality != "SR")>=1`),
    ).toMatchObject({
      condition: {
        left: { kind: 'contains', negated: true, text: String.raw`a "b" \ c\d` },
        right: { kind: 'equals', negated: true },
      },
    });
  });

  it.each([
    ['', 0, 'found the end'],
    ['count(Modality == "CT")', 23, 'expected ==, !=, <, <=, > or >=, found the end'],
    ['count(Modality = "CT") >= 1', 15, 'write == to compare'],
    ["count(Modality == 'CT') >= 1", 18, 'straight quotes'],
    ['count(Modalty == "CT") >= 1', 6, 'expected one of Modality'],
    ['count(constructor == "CT") >= 1', 6, 'expected one of Modality'],
    ['count(Modality == "CT") >= 1 && count() > 0', 29, 'write "and" and "or"'],
    ['count(Modality == "CT) >= 1', 18, 'closing quote'],
    ['count(Modality == "CT" >= 1', 23, 'expected ")", found ">="'],
    ['count(Modality == CT) >= 1', 18, 'expected a text in quotes, found "CT"'],
    ['count(instances ~ "3") >= 1', 16, 'expected ==, !=, <, <=, > or >=, found "~"'],
    ['count() >= 1.5', 11, 'only whole numbers'],
    ['count() >= 99999999999', 11, 'only whole numbers'],
    ['count() >= 1 count() >= 2', 13, 'expected "and", "or" or the end'],
    ['process.exit(1)', 7, '"." has no meaning'],
    ['count() >= 1 💥', 13, '"💥" has no meaning'],
  ])('says where %j goes wrong and how to mend it', (source, position, words) => {
    const problem = problemOf(source);
    expect(problem.position).toBe(position);
    expect(problem.message).toContain(`at character ${position + 1}: `);
    expect(problem.message).toContain(words);
  });

  it('refuses what only somebody hostile writes, without running out of stack or time', () => {
    expect(problemOf(`${'('.repeat(1000)}count() > 0`).message).toContain('within one another');
    expect(problemOf(`${'not '.repeat(400)}count() > 0`).message).toContain('within one another');
    expect(problemOf('x'.repeat(1_000_000)).message).toContain('at most 2000 characters');
    expect(parseSeriesExpression(Array(100).fill('count() > 0').join(' and '))).toMatchObject({
      kind: 'and',
    });
  });
});

it('reads or refuses any expression with some of its words changed, and never fails in another way', () => {
  const whole =
    'not count ( Modality == "CT" and ( instances >= 7 or StudyDate ~ "" ) ) == 0 or instances ( ) < 9';
  const words = whole.split(' ');
  // A fixed sequence, so that a failure comes again.
  let state = 1;
  const next = (below: number) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
  const outcomes = { read: 0, refused: 0, other: 0 };
  for (let round = 0; round < 5000; round++) {
    const changed = [...words];
    for (let change = next(4); change >= 0; change--) {
      changed.splice(
        next(changed.length),
        next(2),
        ...words.slice(0, next(2)),
        words[next(words.length)] ?? '',
      );
    }
    try {
      parseSeriesExpression(changed.join(' '));
      outcomes.read += 1;
    } catch (cause) {
      outcomes[cause instanceof SeriesExpressionError ? 'refused' : 'other'] += 1;
    }
  }
  expect(outcomes).toMatchObject({ other: 0 });
  expect(outcomes.read).toBeGreaterThan(0);
  expect(outcomes.refused).toBeGreaterThan(outcomes.read);
});

it('an option that is no expression is refused with the place, so that a window can point at it', () => {
  const refused = completenessOptionsSchema.safeParse({ requiredSeries: 'count(Modality == ) > 1' });
  expect(refused.error?.issues).toMatchObject([
    { path: ['requiredSeries'], params: { position: 18 }, message: expect.stringContaining('character 19') },
  ]);
});
