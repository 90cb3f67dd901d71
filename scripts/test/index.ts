/** What other scripts use of the test runner. */
export { runTool } from './runTool.ts';
export { startVirtualDisplay } from './virtualDisplay.ts';
