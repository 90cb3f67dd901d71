import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { triggerSchema } from '../../../../contract/index.ts';
import type { JsonObject, Trigger, TriggerCondition } from '../../../../contract/index.ts';
import { templatesFolder } from '../../../platform/index.ts';
import { checkTrigger, eachHolds, holds, seriesIn, writeTrigger } from './index.ts';

/** Asks written triggers about series as a callback does, and says of what kinds of parts the file is made. */
const asking = `
import ast, json, sys
sys.path.insert(0, sys.argv[1])
from series import all_series
answers = []
for case in json.load(sys.stdin):
    tree = ast.parse(case["text"])
    parts = sorted({type(node).__name__ for node in ast.walk(tree)})
    scope = {}
    exec(compile(tree, "trigger.py", "exec"), scope)
    names = sorted(name for name in scope if not name.startswith("__"))
    answers.append({"wanted": [scope["is_wanted"](one) for one in all_series(case["headers"])], "parts": parts, "names": names})
json.dump(answers, sys.stdout)
`;
/** All that a written trigger is made of, "float" of large numbers included. */
const innocent = new Set(
  (
    'And Attribute BoolOp Call Compare Constant Expr FunctionDef GtE Load LtE Module Name Not Or Return UAdd USub ' +
    'UnaryOp arg arguments'
  ).split(' '),
);

type PlainIs = Extract<TriggerCondition, { kind: 'tag' }>['is'];
interface Case {
  trigger: Trigger;
  headers: JsonObject;
}
interface Answer {
  wanted: boolean[];
  parts: string[];
  names: string[];
}

function askPython(cases: readonly Case[]): Answer[] {
  const done = spawnSync('python3', ['-c', asking, `${templatesFolder()}/examples/shared/registry`], {
    input: JSON.stringify(cases.map(({ trigger, headers }) => ({ text: writeTrigger(trigger), headers }))),
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (done.status !== 0) throw new Error(done.stderr);
  return JSON.parse(done.stdout) as Answer[];
}

function inTypeScript({ trigger, headers }: Case): boolean[] {
  const series = seriesIn({ id: '', tags: {}, studies: [], ...headers });
  return series.map((one) => holds(trigger, one));
}

/** Characters that mean something to Python, to patterns, or to whoever compares texts. */
const character = fc.constantFrom(
  'a',
  'A',
  'b',
  'T',
  '1',
  '2',
  '0',
  '9',
  '.',
  '-',
  '+',
  'e',
  ' ',
  ' ',
  '*',
  '?',
  '[',
  ']',
  '!',
  '\\',
  '"',
  "'",
  '\n',
  '\r',
  '\t',
  '\0',
  '\x1f',
  '\x7f',
  '#',
  '{',
  '}',
  '(',
  ')',
  '%',
  ':',
  ';',
  ',',
  '_',
  '\u0085',
  '\u00a0',
  'ä',
  'Ä',
  'ß',
  'ı',
  'İ',
  'Σ',
  'σ',
  'ς',
  'Ω',
  'é',
  'ﬁ',
  '\u2028',
  '\u202e',
  '\ufeff',
  '\ud800',
  '\udc00',
  '😀',
  '日',
);
const text = fc.oneof(
  fc.string({ unit: character, maxLength: 12 }),
  fc.constantFrom(
    'CT',
    'ct ',
    ' CT',
    'ORIGINAL\\PRIMARY',
    '063Y',
    '006M',
    '1e400',
    '-0',
    '00012',
    '1_0',
    '0x10',
    '١',
  ),
  fc.constantFrom(
    '"""',
    "'''",
    '\\',
    '\\"',
    '{0}',
    '%s',
    '__import__("os")',
    '");import os;("',
    '\\N{DIGIT ONE}',
  ),
);
const keyword = fc.constantFrom(
  'Modality',
  'BodyPartExamined',
  'SeriesDescription',
  'PatientAge',
  'ImageType',
);
const number = fc
  .oneof(fc.double(), fc.integer(), fc.constantFrom(2 ** 53 + 2, 1e21, 0.1, 5e-324))
  .map(String);
const plain = fc.oneof(
  fc.record({
    kind: fc.constantFrom('modality' as const, 'body-part' as const),
    anyOf: fc.array(text, { maxLength: 3 }),
  }),
  fc.record({
    kind: fc.constant('description' as const),
    of: fc.constantFrom('series' as const, 'study' as const),
    is: fc.constantFrom('contains' as const, 'does-not-contain' as const),
    anyOf: fc.array(text, { maxLength: 3 }),
  }),
  fc.record({
    kind: fc.constant('images' as const),
    is: fc.constantFrom('at-least' as const, 'at-most' as const),
    count: fc.nat(5),
  }),
  fc.record({
    kind: fc.constant('tag' as const),
    keyword: fc.oneof(keyword, text),
    is: fc.constantFrom<PlainIs>(
      'present',
      'absent',
      'equals',
      'differs',
      'contains',
      'does-not-contain',
      'matches',
      'does-not-match',
      'less',
      'at-most',
      'at-least',
      'greater',
    ),
    value: fc.oneof(text, number),
  }),
);
const { condition } = fc.letrec<{ condition: TriggerCondition }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    plain,
    fc.record({
      kind: fc.constant('group' as const),
      match: fc.constantFrom('all' as const, 'any' as const),
      conditions: fc.array(tie('condition'), { maxLength: 3 }),
    }),
  ),
}));
const trigger = fc.record({
  match: fc.constantFrom('all' as const, 'any' as const),
  conditions: fc.array(condition, { maxLength: 4 }),
});
const tagValue = fc.oneof(text, number, fc.constantFrom(null, [], [{}], {}, { a: '1' }));
const tags = fc.dictionary(fc.oneof(keyword, text), tagValue, { maxKeys: 4 });
const headers = fc.record({
  tags,
  studies: fc.array(
    fc.record({
      tags,
      series: fc.array(fc.record({ id: fc.constant('s'), tags, instanceCount: fc.nat(5) }), { maxLength: 3 }),
    }),
    { maxLength: 2 },
  ),
});

/** No number of any program, compared with one that there is. */
const tooLarge = (['less', 'greater'] as const).flatMap((is) =>
  ['1e400', '-1e400'].map((value) => ({
    trigger: {
      match: 'any' as const,
      conditions: [{ kind: 'tag' as const, keyword: 'SeriesDescription', is, value }],
    },
    headers: {
      tags: {},
      studies: [
        { tags: {}, series: [{ id: 's' as const, tags: { SeriesDescription: '3.9' }, instanceCount: 1 }] },
      ],
    },
  })),
);

describe('conditions', () => {
  it('any text as a value never becomes code, and the written callback answers as the conditions do', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ trigger, headers }), { minLength: 40, maxLength: 60 }), (cases) => {
        const answers = askPython(cases as Case[]);
        const wrong = answers.flatMap((answer, index) => {
          const one = cases[index] as Case;
          const strange = answer.parts.filter((part) => !innocent.has(part));
          const expected = inTypeScript(one);
          const isRight =
            strange.length === 0 &&
            String(answer.names) === 'is_wanted' &&
            String(answer.wanted) === String(expected);
          return isRight
            ? []
            : [{ text: writeTrigger(one.trigger), headers: one.headers, ...answer, expected }];
        });
        expect(wrong.slice(0, 1)).toEqual([]);
      }),
      { numRuns: 20, endOnFailure: true, examples: [[tooLarge]] },
    );
  }, 120_000);

  it('tells of each condition whether it holds, at its place', () => {
    const [one] = seriesIn({
      id: 'p',
      tags: { PatientAge: '063Y' },
      studies: [{ id: 's', tags: {}, series: [{ id: 'a', tags: { Modality: 'CT' }, instanceCount: 7 }] }],
    });
    const asked = triggerSchema.parse({
      conditions: [
        { kind: 'modality', anyOf: ['ct'] },
        {
          kind: 'group',
          match: 'any',
          conditions: [
            { kind: 'images', count: 8 },
            { kind: 'tag', keyword: 'PatientAge', is: 'greater', value: '60' },
          ],
        },
      ],
    });
    expect(one && eachHolds(asked, one)).toEqual([
      { place: [0], holds: true },
      { place: [1], holds: true },
      { place: [1, 0], holds: false },
      { place: [1, 1], holds: true },
    ]);
  });

  it('are written as a person would write them', () => {
    expect(
      writeTrigger(
        triggerSchema.parse({
          conditions: [
            { kind: 'modality', anyOf: ['CT', 'MR'] },
            { kind: 'description', is: 'does-not-contain', anyOf: ['scout'] },
            { kind: 'images', count: 40 },
            { kind: 'tag', keyword: 'SliceThickness', is: 'at-most', value: '2.5' },
            {
              kind: 'group',
              match: 'any',
              conditions: [
                { kind: 'tag', keyword: 'ContrastBolusAgent', is: 'present' },
                { kind: 'body-part', anyOf: ['Schädel'] },
              ],
            },
          ],
        }),
      ),
    ).toBe(`"""Which series the service is for. The callback asks this of each; change it as you like."""


def is_wanted(series):
    """Whether the series fulfils all of the conditions."""
    return (
        series.equals("Modality", "CT", "MR")
        and not series.contains("SeriesDescription", "scout")
        and series.images >= 40
        and series.at_most("SliceThickness", 2.5)
        and (series.has("ContrastBolusAgent") or series.equals("BodyPartExamined", "Schädel"))
    )
`);
  });

  it.each([
    [{ kind: 'modality', anyOf: [] }, 'trigger.conditions.0.anyOf', 'condition-empty'],
    [{ kind: 'description', anyOf: [' '] }, 'trigger.conditions.0.anyOf', 'condition-empty'],
    [{ kind: 'tag', keyword: '', is: 'present' }, 'trigger.conditions.0.keyword', 'condition-empty'],
    [{ kind: 'tag', keyword: 'a b', is: 'present' }, 'trigger.conditions.0.keyword', 'keyword-invalid'],
    [
      { kind: 'tag', keyword: 'SliceThicknes', is: 'present' },
      'trigger.conditions.0.keyword',
      'keyword-unknown',
    ],
    [
      { kind: 'tag', keyword: 'Modality', is: 'less', value: 'CT' },
      'trigger.conditions.0.value',
      'not-a-number',
    ],
    [
      { kind: 'tag', keyword: 'Modality', is: 'matches', value: '*a*b*c*d*e*' },
      'trigger.conditions.0.value',
      'pattern-too-wide',
    ],
    [
      { kind: 'group', conditions: [{ kind: 'modality', anyOf: [''] }] },
      'trigger.conditions.0.conditions.0.anyOf',
      'condition-empty',
    ],
  ])('a condition that cannot be meant is told at its field: %j', (given, field, code) => {
    const findings = checkTrigger(triggerSchema.parse({ conditions: [given] }), (one) => one === 'Modality');
    expect(findings.map((one) => [one.field, one.code])).toEqual([[field, code]]);
  });

  it('nested without end are refused, not followed until the stack ends', () => {
    let nested: object = { kind: 'images', count: 1 };
    for (let depth = 0; depth < 50; depth += 1) nested = { kind: 'group', conditions: [nested] };
    expect(triggerSchema.safeParse({ conditions: [nested] }).success).toBe(false);
  });
});
