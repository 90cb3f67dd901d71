/** For tests of what is shown, in a page without a browser. */
export { exampleMeasurement } from './exampleMeasurement.ts';
export { exampleTask } from './exampleTask.ts';
export { renderPage, type FakeEngine } from './renderPage.tsx';
