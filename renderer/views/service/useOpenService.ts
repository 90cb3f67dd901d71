import { useState } from 'react';
import type { ShellInput, ShellOutput } from '../../../contract/index.ts';
import { useEngine } from '../../engine/index.ts';
import { useApplicationId } from '../../navigation/index.ts';
import { notifyFailure } from '../../parts/index.ts';

type What = ShellInput<'shell.open_service'>['what'];
type Opened = { what: What } & ShellOutput<'shell.open_service'>;

/** Opens a service in another program of this machine. */
export function useOpenService(service: string): {
  /** Null where that failed, of which the person is told. */
  open: (what: What) => Promise<Opened | null>;
  opening: What | null;
  /** What was to be opened last and could not be, with what a person may type instead. */
  failed: Opened | null;
} {
  const application = useApplicationId();
  const engine = useEngine();
  const [opening, setOpening] = useState<What | null>(null);
  const [last, setLast] = useState<Opened | null>(null);
  return {
    opening,
    failed: last?.opened === false ? last : null,
    async open(what) {
      setOpening(what);
      try {
        const answer = await engine.shell('shell.open_service', { application, service, what });
        const opened = { what, ...answer };
        setLast(opened);
        return opened;
      } catch (error) {
        notifyFailure(error);
        return null;
      } finally {
        setOpening(null);
      }
    },
  };
}
