import type { Tokens } from 'marked';
import { createContext, use, type ReactNode } from 'react';

/** What a piece of text knows of where it is read. */
export interface Reading {
  /** What the text is called, for those who hear its tables. */
  title: string;
  /** Element of a heading, and the name by which links within the text find it. */
  heading: (token: Tokens.Heading) => { Level: 'h3' | 'h4' | 'h5' | 'h6'; anchor: string | undefined };
  /** A link, as it works here, with its words as text; nothing outside of the window is ever opened. */
  linkTo: (href: string, content: ReactNode, text: string) => ReactNode;
  /** A picture, or what stands for it; null where pictures are left out. */
  picture: ((image: Tokens.Image) => ReactNode) | null;
}

const ReadingContext = createContext<Reading | null>(null);

export const ReadingProvider = ReadingContext.Provider;

export function useReading(): Reading {
  const reading = use(ReadingContext);
  if (reading === null) throw new Error('A paragraph is shown outside of a text.');
  return reading;
}
