import { EngineError } from '../../contract/index.ts';
import type { ApplicationSummary } from '../../contract/index.ts';
import { dataFolderOf } from './applications/index.ts';
import type { KnownApplication } from './applications/index.ts';
import { lifeOf } from './lifeChanges.ts';
import type { LivingApplication } from './lifeChanges.ts';
import type { OpenApplication } from './openApplicationTypes.ts';

/** An application of the data home as the engine holds it. */
export interface KnownEntry extends LivingApplication {
  known: KnownApplication;
}

/** An application as lists have it. */
export function summaryOf(entry: KnownEntry): ApplicationSummary {
  const { known, opened } = entry;
  const isDamaged = opened instanceof EngineError;
  return {
    ...known,
    dataFolder: dataFolderOf(known.folder),
    state: isDamaged ? 'damaged' : 'open',
    problem: isDamaged ? opened.message : troubleOf(opened),
    runtimeKind: isDamaged ? null : opened.settings().options.runtime,
    life: lifeOf(entry),
    restored: isDamaged ? null : opened.backups.unread(),
  };
}

/** What keeps an open application from going on, for a person; null where nothing does. */
function troubleOf({ context }: OpenApplication): string | null {
  if (!context.history.isHeld()) return null;
  const { message, advice } = new EngineError('database-busy');
  return `${message} ${advice ?? ''}`;
}
