export { countEnded } from './countEnded.ts';
export { jobTitle } from './jobTitle.ts';
export { isTerminal } from './isTerminal.ts';
export { jobRunStates } from './jobRunStates.ts';
export { stateInWords } from './stateInWords.ts';
