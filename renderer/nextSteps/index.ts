/** Buttons of notes that stand where nothing is: what to do next, called the same everywhere. */
export { AskClear } from './AskClear.tsx';
export { ImportSteps } from './ImportSteps.tsx';
export { ReadOn } from './ReadOn.tsx';
export { WayTo } from './WayTo.tsx';
