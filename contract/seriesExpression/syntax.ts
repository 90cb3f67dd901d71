/** Attributes of a series that hold text. */
export const textFields = [
  'Modality',
  'SeriesDescription',
  'SeriesNumber',
  'BodyPartExamined',
  'SeriesInstanceUID',
  'StudyDescription',
  'StudyDate',
  'StudyInstanceUID',
  'AccessionNumber',
] as const;
export type TextField = (typeof textFields)[number];

/** Attributes of a series that hold a number: how many of its instances have arrived. */
export const numberFields = ['instances'] as const;
export type NumberField = (typeof numberFields)[number];

export type Comparison = '==' | '!=' | '<' | '<=' | '>' | '>=';

/** A condition on one series. */
export type SeriesCondition =
  | { kind: 'and' | 'or'; left: SeriesCondition; right: SeriesCondition }
  | { kind: 'not'; operand: SeriesCondition }
  | { kind: 'equals' | 'contains'; field: TextField; text: string; negated: boolean }
  | { kind: 'compares'; field: NumberField; comparison: Comparison; number: number };

/** A condition on all series of an arrival. */
export type SeriesExpression =
  | { kind: 'and' | 'or'; left: SeriesExpression; right: SeriesExpression }
  | { kind: 'not'; operand: SeriesExpression }
  | {
      kind: 'measures';
      /** `count`: series that fulfil the condition; `instances`: their instances. */
      measure: 'count' | 'instances';
      /** Null: every series. */
      condition: SeriesCondition | null;
      comparison: Comparison;
      number: number;
    };

/** Where and why a text is no expression. */
export class SeriesExpressionError extends Error {
  /** Characters before the place, from 0. */
  readonly position: number;

  constructor(position: number, problem: string) {
    super(`at character ${position + 1}: ${problem}`);
    this.name = 'SeriesExpressionError';
    this.position = position;
  }
}
