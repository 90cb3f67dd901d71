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

/** A condition, or conditions put together. */
export type Combined<Leaf> =
  | Leaf
  | { kind: 'and'; left: Combined<Leaf>; right: Combined<Leaf> }
  | { kind: 'or'; left: Combined<Leaf>; right: Combined<Leaf> }
  | { kind: 'not'; operand: Combined<Leaf> };

/** What is asked of one attribute of a series. */
export type SeriesComparison =
  | { kind: 'equals'; field: TextField; text: string; negated: boolean }
  | { kind: 'contains'; field: TextField; text: string; negated: boolean }
  | { kind: 'compares'; field: NumberField; comparison: Comparison; number: number };

/** A condition on one series. */
export type SeriesCondition = Combined<SeriesComparison>;

/** What is asked of all series of an arrival together. */
export interface SeriesMeasure {
  kind: 'measures';
  /** `count`: series that fulfil the condition; `instances`: their instances. */
  measure: 'count' | 'instances';
  /** Null: every series. */
  condition: SeriesCondition | null;
  comparison: Comparison;
  number: number;
}

/** A condition on all series of an arrival. */
export type SeriesExpression = Combined<SeriesMeasure>;

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
