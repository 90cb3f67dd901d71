export { ChartFigure } from './ChartFigure.tsx';
export { Columns, type Column } from './Columns.tsx';
export { dayOf, daysBetween } from './days.ts';
export { Lines, type Moment } from './Lines.tsx';
export type { Period } from './period.ts';
export { PeriodBar } from './PeriodBar.tsx';
export { usePeriod } from './usePeriod.ts';
