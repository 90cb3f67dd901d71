export { FieldWarnings } from './FieldWarnings.tsx';
export { errorOf, FindingsContext, inWords, useFieldFindings } from './findingsContext.ts';
export { placeFindings } from './placeFindings.ts';
export { useApplicationCheck } from './useApplicationCheck.ts';
