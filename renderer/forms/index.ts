export { Field, WholeField } from './Field.tsx';
export { fieldProblems } from './fieldProblems.ts';
export { Part } from './Part.tsx';
export { PathInput } from './PathInput.tsx';
export { SaveBar } from './SaveBar.tsx';
export { schemaProblems } from './schemaProblems.ts';
export { useOptionsForm } from './useOptionsForm.ts';
