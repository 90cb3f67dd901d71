export { useExportTo } from './useExportTo.ts';
export { useReveal } from './useReveal.ts';
