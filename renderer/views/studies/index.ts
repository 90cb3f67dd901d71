export { StudiesView } from './StudiesView.tsx';
export { StudyView } from './StudyView.tsx';
