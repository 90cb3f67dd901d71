import type { AskedFrom } from '../../../contract/index.ts';

/** `from the window`: how sentences say who asked for something. */
export const askedFromInWords: Record<AskedFrom, string> = {
  window: 'from the window',
  'command-line': 'from the command line',
  program: 'by another program',
};
