import { useState } from 'react';
import { useCommand } from '../shortcuts/index.ts';
import { readTour } from '../tour/index.ts';
import { GuidedTour } from './views.ts';

/** The guided tour above whatever is on show; one that was under way when the window was closed goes on. */
export function TourBeside() {
  const [asked, setAsked] = useState(() => ((readTour()?.step ?? null) === null ? 0 : 1));
  // Asked for again, it takes the focus.
  useCommand('tour', () => setAsked((times) => times + 1));
  return asked > 0 && <GuidedTour asked={asked} onEnd={() => setAsked(0)} />;
}
