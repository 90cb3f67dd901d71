import type { Edge } from '@xyflow/react';
import { texts } from '../texts/index.ts';

/** How a way of a graph is heard: by the names of what it joins. By itself it would be told in English, by ids. */
export function wayInWords(from: string, to: string): Required<Pick<Edge, 'ariaLabel' | 'domAttributes'>> {
  return {
    ariaLabel: texts.run.wayLabel(from, to),
    domAttributes: { 'aria-roledescription': texts.run.way },
  };
}
