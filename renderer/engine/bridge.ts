import type { WindowBridge } from '../../contract/index.ts';

declare global {
  interface Window {
    /** Put there by the preload script, and the only way out of the page. */
    readonly dcmProcessor?: WindowBridge;
  }
}

/** The bridge of this window; absent where the page was opened outside the application. */
export function findBridge(): WindowBridge | undefined {
  return window.dcmProcessor;
}
