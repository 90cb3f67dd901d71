export { chosenColumn } from './chosenColumn.tsx';
export { ChosenBar } from './ChosenBar.tsx';
export { chosenCount } from './chosenCount.ts';
export { useChosenRows, type ChosenRows } from './useChosenRows.ts';
