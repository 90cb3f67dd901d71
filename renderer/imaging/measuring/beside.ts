import type { Measurement } from '../../../contract/index.ts';
import { configureTool } from '../tools.ts';
import { figuresOf, toolOf } from './kinds.ts';

/** What a tool knows of a measurement as it draws it. */
interface Drawn {
  cachedStats?: unknown;
}

/** Has these lines stand beside each measurement in a picture, of what it says; the tools have only English ones. */
export function writeBeside(linesOf: (figures: Measurement['figures']) => string[]): void {
  for (const kind of ['length', 'angle', 'ellipse'] as const)
    configureTool(toolOf[kind], {
      getTextLines: ({ cachedStats }: Drawn) => linesOf(figuresOf(kind, cachedStats)),
    });
}
