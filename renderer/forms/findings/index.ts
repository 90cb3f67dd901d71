export { FieldWarnings } from './FieldWarnings.tsx';
export { FindingsContext, inWords, useFieldFindings } from './findingsContext.ts';
export { useApplicationCheck } from './useApplicationCheck.ts';
