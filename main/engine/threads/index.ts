/** What everybody does alike with a thread of its own. Ground floor. */
export { firstAnswer } from './firstAnswer.ts';
