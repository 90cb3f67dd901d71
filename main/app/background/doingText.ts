import { shellTexts } from '../texts/index.ts';
import type { Doing } from './watch.ts';

/** One line on how the program is doing. */
export function textOf(doing: Doing): string {
  const { tray: texts } = shellTexts();
  switch (doing.state) {
    case 'no-engine':
      return texts.noEngine;
    case 'stopped':
      return texts.stopped;
    case 'paused':
      return texts.paused;
    case 'idle':
      return texts.idle;
    default:
      return texts.busy(doing.running, doing.queued);
  }
}
