/** What every wizard of the window shares. */
export { pageWith, type Problems, type WizardPage } from './pages.ts';
export { Review } from './Review.tsx';
export { schemaLike } from './schemaLike.ts';
export { useWizard } from './useWizard.ts';
export { Wizard } from './Wizard.tsx';
