export { ProcessedPanel } from './ProcessedPanel.tsx';
export { StudiesChosenBar } from './StudiesChosenBar.tsx';
export { StudyActions } from './StudyActions.tsx';
