import { createRoot } from 'react-dom/client';
import { OutsideNote, Window } from './app/index.ts';
import { createEngineClient, createQueryClient, findBridge, startLiveUpdates } from './engine/index.ts';
import { adoptVariables } from './look/index.ts';
import { tellOfGoingBack } from './navigation/index.ts';

/** Shows the window in the page. */
export function start(page: Document): void {
  const place = page.querySelector('#root');
  if (place === null) throw new Error('index.html has no #root');
  adoptVariables(page);
  const root = createRoot(place);
  tellOfGoingBack(globalThis);
  const bridge = findBridge();
  if (bridge === undefined) {
    root.render(<OutsideNote />);
    return;
  }
  const queryClient = createQueryClient();
  startLiveUpdates(bridge, queryClient, page);
  root.render(<Window bridge={bridge} engine={createEngineClient(bridge)} queryClient={queryClient} />);
}
