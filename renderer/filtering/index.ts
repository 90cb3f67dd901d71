export { PassedBar } from './PassedBar.tsx';
export { RuleCounts } from './RuleCounts.tsx';
export { optionOfRule } from './rules.ts';
export { SeriesList } from './SeriesList.tsx';
export { sumReports, type FilterSum } from './sumReports.ts';
