export { countsInWords, outcomes } from './countsInWords.ts';
export { useImporting } from './importContext.ts';
export { ImportMenu } from './ImportMenu.tsx';
export { ImportProgressCard } from './ImportProgressCard.tsx';
export { ImportProvider } from './ImportProvider.tsx';
export { OutcomeMark } from './OutcomeMark.tsx';
export { progressInWords } from './progressInWords.ts';
export { taskShare } from './taskShare.ts';
export { useFileDrop } from './useFileDrop.ts';
