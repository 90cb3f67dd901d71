export { chosenColumn } from './chosenColumn.tsx';
export { ChosenBar } from './ChosenBar.tsx';
export { ProcessedPanel } from './ProcessedPanel.tsx';
export { StudyActions } from './StudyActions.tsx';
export { useMarked } from './useMarked.ts';
