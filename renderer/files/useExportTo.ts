import type { RouteInput } from '../../contract/index.ts';
import { useAction, useEngine } from '../engine/index.ts';
import { formatCount } from '../format/index.ts';
import { notifyDone, notifyError, notifyFailure } from '../parts/index.ts';
import { texts } from '../texts/index.ts';

/** What writes rows into a file that is named. */
type ExportRoute = 'history.export' | 'statistics.export';

/** The system's dialog has asked before it gives the name of a file that is there. */
interface Target {
  file: string;
  replace: true;
}

interface Exporting<Name extends ExportRoute> {
  /** Asks where to, with a name proposed, and writes there what the route tells. */
  start: (name: string, toInput: (target: Target) => RouteInput<Name>) => Promise<void>;
  isPending: boolean;
}

/** Writes what a route tells into a file that the person chooses, and says how that went. */
export function useExportTo<Name extends ExportRoute>(route: Name): Exporting<Name> {
  const engine = useEngine();
  const { mutate, isPending } = useAction(route, notifyError);
  async function start(name: string, toInput: (target: Target) => RouteInput<Name>): Promise<void> {
    try {
      const { path: file } = await engine.shell('shell.choose_target', { name });
      if (file === null) return;
      mutate(toInput({ file, replace: true }), {
        onSuccess: ({ rows }) => notifyDone(texts.common.exported(formatCount(rows), file)),
      });
    } catch (error) {
      notifyFailure(error);
    }
  }
  return { start, isPending };
}
