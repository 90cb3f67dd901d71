export { ChartFigure } from './ChartFigure.tsx';
export { Columns } from './Columns.tsx';
export { Lines } from './Lines.tsx';
export { periodOf, type Period } from './period.ts';
export { PeriodBar } from './PeriodBar.tsx';
export { usePeriod } from './usePeriod.ts';
export { useToday } from './useToday.ts';
