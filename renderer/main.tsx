// oxlint-disable-next-line import/no-unassigned-import -- it has to come before all others
import './withoutEval.ts';
import { createRoot } from 'react-dom/client';
import { OutsideNote, Window } from './app/index.ts';
import { createEngineClient, createQueryClient, findBridge, startLiveUpdates } from './engine/index.ts';
import { adoptVariables } from './look/index.ts';

const place = document.querySelector('#root');
if (place === null) throw new Error('index.html has no #root');

adoptVariables(document);
const root = createRoot(place);
const bridge = findBridge();

if (bridge === undefined) {
  root.render(<OutsideNote />);
} else {
  const queryClient = createQueryClient();
  startLiveUpdates(bridge, queryClient, document);
  root.render(<Window bridge={bridge} engine={createEngineClient(bridge)} queryClient={queryClient} />);
}
