import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { EngineError, SourceInput, StagedSource, Task } from '../../contract/index.ts';
import { toEngineError } from '../../contract/index.ts';
import { routeKey, useAction, useEngine, useRoutes } from '../engine/index.ts';
import { notifyError } from '../parts/index.ts';
import { useStaged } from './useStaged.ts';

/** What is fetched for a wizard. */
export interface Fetched {
  staged: StagedSource | undefined;
  /** Why it cannot even be begun: what is wrong with where it comes from. */
  refusal: EngineError | null;
  /** How far it is. */
  task: Task | undefined;
  error: EngineError | null;
  /** Begins to fetch unless that was done already; resolves with false where it cannot begin. */
  begin: (anew?: boolean) => Promise<boolean>;
  /** Ends the fetching. */
  cancel: () => void;
  /** Takes another folder of what was fetched. */
  choose: (subfolder: string) => Promise<void>;
}

/** What was fetched, and for what. */
export interface FetchRecord {
  /** Of the staged source. */
  id: string;
  /** The source that it was fetched for; see `identityOf`. */
  of: string;
}

/** Tells sources apart. Has all that is in it, passwords as well: not to be kept. */
export function identityOf(source: SourceInput): string {
  return JSON.stringify(source);
}

/**
 * Fetches something, once for each change of where it comes from.
 * @param fetched what was fetched before, as `keep` was given it
 * @param remember keep user name and password of the address for everything else from that host
 */
export function useFetched(
  source: SourceInput,
  fetched: FetchRecord | null,
  keep: (fetched: FetchRecord) => void,
  remember = false,
): Fetched {
  const engine = useEngine();
  const client = useQueryClient();
  const cancel = useAction('tasks.cancel', notifyError);
  const [refused, setRefused] = useState<{ of: string; error: EngineError } | null>(null);
  const wanted = identityOf(source);
  const id = fetched?.of === wanted ? fetched.id : null;
  const { staged, error } = useStaged(id);
  const asked = id === null ? [] : [{ subject: id, input: { application: null, task: id } }];
  const [task] = useRoutes('tasks.get', asked);

  async function begin(anew = false): Promise<boolean> {
    const isHere = staged !== undefined && (staged.state === 'ready' || staged.state === 'fetching');
    if (id !== null && isHere && !anew && source.kind !== 'folder') return true;
    setRefused(null);
    try {
      const { id: opened } = await engine.request('sources.open', { source, remember });
      keep({ id: opened, of: wanted });
      return true;
    } catch (thrown) {
      setRefused({ of: wanted, error: toEngineError(thrown) });
      return false;
    }
  }
  return {
    staged,
    task: task?.data,
    refusal: refused?.of === wanted ? refused.error : null,
    error: (refused?.of === wanted ? refused.error : null) ?? error,
    begin,
    cancel() {
      if (id !== null) cancel.mutate({ application: null, task: id });
    },
    async choose(subfolder) {
      if (id === null) return;
      const chosen = await engine.request('sources.choose', { id, subfolder });
      client.setQueryData(routeKey('sources.get', { id }), chosen);
    },
  };
}

/** The folder that is looked at, once it is known which: also one that turns out to hold nothing, to be told why. */
export function folderToLookAt(staged: StagedSource | undefined, what: 'service' | 'worker'): string | null {
  if (staged?.state !== 'ready') return null;
  const mustChoose = staged.holds !== what && staged.candidates.some(({ holds }) => holds === what);
  return mustChoose ? null : staged.folder;
}
