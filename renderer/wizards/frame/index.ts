/** What every wizard of the window shares. */
export { assignmentsBetween } from './assignments.ts';
export { findingProblems } from './findingProblems.ts';
export { pageWith, type Problems, type WizardPage } from './pages.ts';
export { Review } from './Review.tsx';
export { schemaLike } from './schemaLike.ts';
export { useWizard } from './useWizard.ts';
export { Wizard } from './Wizard.tsx';
