import { useLocation } from 'wouter';
import type { ShortcutId } from '../../contract/index.ts';
import { useEngine } from '../engine/index.ts';
import { paths, useApplicationId } from '../navigation/index.ts';
import { notifyDone, notifyFailure } from '../parts/index.ts';
import { useCommand } from '../shortcuts/index.ts';
import { texts } from '../texts/index.ts';
import { pagesOf } from './pages.ts';

/** What keys, menu and palette command in the views of an application, whichever is on show. */
export function ApplicationCommands() {
  const application = useApplicationId();
  const engine = useEngine();
  const [, navigate] = useLocation();

  async function switchPause() {
    const { paused } = await engine.request('channels.list', { application });
    const isPaused = paused !== null;
    await engine.request(isPaused ? 'channels.resume' : 'channels.pause', { application, from: 'window' });
    notifyDone(isPaused ? texts.shortcuts.resumedAll : texts.shortcuts.pausedAll);
  }
  useCommand('pause', () => void switchPause().catch(notifyFailure));
  useCommand('new-service', () => navigate(paths.newService(application)));
  return pagesOf(application).map(
    ({ id, href, shortcut, isApart }) =>
      shortcut !== undefined && isApart !== true && <Way key={id} shortcut={shortcut} href={href} />,
  );
}

/** A command that leads to a page. */
function Way({ shortcut, href }: { shortcut: ShortcutId; href: string }) {
  const [, navigate] = useLocation();
  useCommand(shortcut, () => navigate(href));
  return null;
}
