import { useState } from 'react';
import { EngineError } from '../../../contract/index.ts';
import type { ShellInput, ShellOutput } from '../../../contract/index.ts';
import { useEngine } from '../../engine/index.ts';
import { useApplicationId } from '../../navigation/index.ts';
import { notifyError } from '../../parts/index.ts';

type What = ShellInput<'shell.open_service'>['what'];

/** Opens a service in another program of this machine. */
export function useOpenService(service: string): {
  open: (what: What) => Promise<void>;
  opening: What | null;
  /** What was to be opened last and could not be, with what a person may type instead. */
  failed: ({ what: What } & ShellOutput<'shell.open_service'>) | null;
} {
  const application = useApplicationId();
  const engine = useEngine();
  const [opening, setOpening] = useState<What | null>(null);
  const [last, setLast] = useState<({ what: What } & ShellOutput<'shell.open_service'>) | null>(null);
  return {
    opening,
    failed: last?.opened === false ? last : null,
    async open(what) {
      setOpening(what);
      try {
        const answer = await engine.shell('shell.open_service', { application, service, what });
        setLast({ what, ...answer });
      } catch (error) {
        if (error instanceof EngineError) notifyError(error);
      } finally {
        setOpening(null);
      }
    },
  };
}
