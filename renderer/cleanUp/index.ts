/** What retention would remove, and doing it. */
export { CleanUpPreview } from './CleanUpPreview.tsx';
