import type { TagComparison } from './conditions.ts';

/** In the order in which they are offered. */
export const tagComparisons: readonly TagComparison[] = [
  'equals',
  'differs',
  'contains',
  'does-not-contain',
  'matches',
  'does-not-match',
  'present',
  'absent',
  'less',
  'at-most',
  'at-least',
  'greater',
];
