/** What would be removed, and doing it: by the limits of retention, and Docker images that nothing uses. */
export { CleanUpPreview } from './CleanUpPreview.tsx';
export { UnusedImages } from './UnusedImages.tsx';
