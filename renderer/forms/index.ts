export { fieldProblems } from './fieldProblems.ts';
export { PathInput } from './PathInput.tsx';
