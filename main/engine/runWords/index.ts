/** By which words of patients and studies runs are found: read by the history, written wherever one of them changes. */
export { wordsOfRuns, writeWordsOfRuns } from './runWords.ts';
