/** What wizards share that show what would be written while it is thought out. */
export { FilesPreview } from './FilesPreview.tsx';
export { useDraftPreview } from './useDraftPreview.ts';
export { useDocumentsFolder } from './useDocumentsFolder.ts';
