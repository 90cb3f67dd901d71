export { Modalities } from './Modalities.tsx';
export { StudiesView } from './StudiesView.tsx';
export { StudyView } from './StudyView.tsx';
