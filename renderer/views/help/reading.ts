import { createContext, use, type ReactNode } from 'react';
import type { HelpPlace } from '../../help/index.ts';
import type { Chapter } from './chapters.ts';

/** What a piece of text knows of where it is read. */
interface Reading {
  chapter: Chapter;
  /** A link to another paragraph, as it works here. */
  linkTo: (place: HelpPlace, content: ReactNode) => ReactNode;
}

const ReadingContext = createContext<Reading | null>(null);

export const ReadingProvider = ReadingContext.Provider;

export function useReading(): Reading {
  const reading = use(ReadingContext);
  if (reading === null) throw new Error('A paragraph is shown outside of a chapter.');
  return reading;
}
