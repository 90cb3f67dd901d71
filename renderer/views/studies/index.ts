export { Modalities } from './Modalities.tsx';
export { PatientView } from './PatientView.tsx';
export { SeriesView } from './SeriesView.tsx';
export { StudiesView } from './StudiesView.tsx';
export { StudyView } from './StudyView.tsx';
