export { FilePreview } from './FilePreview.tsx';
export { isDicom, previewOf } from './kindOf.ts';
