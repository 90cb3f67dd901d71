import { useState } from 'react';
import { type QuarantineReason, type QuarantineTaken, type RouteOutput } from '../../../contract/index.ts';
import { useEngine } from '../../engine/index.ts';
import { useApplicationId } from '../../navigation/index.ts';
import { notifyDone, notifyError, notifyFailure } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import { inBatches } from './inBatches.ts';

/** Rows of the largest page that the engine gives. */
const largestPage = 500;

/** What can be done with files in quarantine. Each says in a corner of the window what came of it. */
export interface QuarantineActions {
  busy: boolean;
  /** Resolves with the ids of all that has a reason (null: of everything), or with null where they could not be read. */
  findAll: (reason: QuarantineReason | null) => Promise<string[] | null>;
  /** Resolves with the ids that were taken. */
  take: (ids: readonly string[]) => Promise<string[]>;
  /** Resolves with whether all of them are gone. */
  remove: (ids: readonly string[]) => Promise<boolean>;
  /** Asks for a folder first. */
  exportTo: (ids: readonly string[]) => Promise<void>;
}

/** Takes, deletes and exports what is in quarantine. */
export function useQuarantineActions(): QuarantineActions {
  const engine = useEngine();
  const application = useApplicationId();
  const words = texts.quarantine;
  const [busy, setBusy] = useState(false);

  /** Does it, and tells what went wrong. */
  async function attempt<Result>(otherwise: Result, work: () => Promise<Result>): Promise<Result> {
    setBusy(true);
    try {
      return await work();
    } catch (error) {
      notifyFailure(error);
      return otherwise;
    } finally {
      setBusy(false);
    }
  }

  return {
    busy,
    findAll: (reason) =>
      attempt<string[] | null>(null, async () => {
        const ids: string[] = [];
        for (let cursor: string | null = ''; cursor !== null;) {
          const page: RouteOutput<'quarantine.list'> = await engine.request('quarantine.list', {
            application,
            limit: largestPage,
            ...(reason === null ? {} : { reason }),
            ...(cursor === '' ? {} : { cursor }),
          });
          ids.push(...page.rows.map(({ id }) => id));
          cursor = page.nextCursor;
        }
        return ids;
      }),
    take: (ids) =>
      attempt([], async () => {
        const results = [];
        for (const some of inBatches(ids))
          results.push(...(await engine.request('quarantine.take', { application, ids: some })).results);
        const taken = results.filter(({ outcome }) => outcome !== 'impossible');
        const [first] = results;
        if (results.length === 1 && first !== undefined) tell(first);
        else {
          const stayed = results.length - taken.length;
          notifyDone([words.took(taken.length), ...(stayed > 0 ? [words.stayed(stayed)] : [])].join(' '));
        }
        return taken.map(({ id }) => id);
      }),
    remove: (ids) =>
      attempt(false, async () => {
        let count = 0;
        for (const some of inBatches(ids))
          count += (await engine.request('quarantine.delete', { application, ids: some })).count;
        notifyDone(words.deleted(count));
        return true;
      }),
    exportTo: (ids) =>
      attempt(undefined, async () => {
        const { paths } = await engine.shell('shell.choose', { what: 'export-folder' });
        const [folder] = paths;
        if (folder === undefined) return;
        let count = 0;
        for (const some of inBatches(ids)) {
          const { files } = await engine.request('quarantine.export', { application, ids: some, folder });
          count += files.length;
        }
        notifyDone(words.exported(count));
      }),
  };
}

/** What came of taking a single file. */
function tell({ outcome, message }: QuarantineTaken): void {
  if (outcome === 'impossible') notifyError({ message });
  else notifyDone(message);
}
