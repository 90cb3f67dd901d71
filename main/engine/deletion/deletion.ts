import { EngineError } from '../../../contract/index.ts';
import type { ApplicationContext } from '../context/index.ts';
import { chosenInWords, countChosen, identifyChosen } from '../history/index.ts';
import { createTaskRunner } from '../tasks/index.ts';
import { activeRunsOf, lastInstance, previewDeletion } from './preview.ts';
import { deletionTaskSchema } from './task.ts';
import type { Deletion, DeletionRooms, DeletionTask } from './types.ts';
import { usesOf } from './uses.ts';
import { deleteChosen } from './work.ts';

/** Opens the room; what was interrupted goes on. */
export function createDeletion(context: ApplicationContext, rooms: DeletionRooms): Deletion {
  const { history } = context;
  /** Tasks that this start of the engine was at before. */
  const begun = new Set<string>();
  const runner = createTaskRunner<DeletionTask>(context, {
    kind: 'delete',
    request: deletionTaskSchema,
    // A full disk may be why the application is stopped.
    whileStopped: true,
    run(work) {
      // Files that a run before a restart could not remove went when the archive was opened.
      const failed = begun.has(work.id) ? work.progress.failed : 0;
      begun.add(work.id);
      return deleteChosen(context, rooms, { ...work, progress: { ...work.progress, failed } });
    },
  });
  runner.resume();

  return {
    preview: (chosen) => previewDeletion(context, identifyChosen(history, chosen), rooms.hasOrthanc()),
    start({ patients, studies, series, upTo, ...options }) {
      const chosen = identifyChosen(history, { patients, studies, series });
      const counts = countChosen(history, chosen);
      if (counts.instances === 0) throw new EngineError('not-found', 'The archive holds nothing of this.');
      if (context.stillness?.isHeld === true) {
        throw new EngineError('application-busy', 'The application is being copied, and keeps its files.', {
          advice: 'Try again when the backup or clone is done.',
        });
      }
      const [use] = usesOf(history, chosen);
      if (use !== undefined) throw new EngineError('study-in-use', use);
      const active = activeRunsOf(history, chosen);
      if (active.length > 0 && !options.cancelRuns) {
        const runs = active.slice(0, 5).map(({ number }) => number);
        throw new EngineError(
          'study-in-use',
          `It is being processed: run ${runs.join(', ')}${active.length > runs.length ? ' and more' : ''}.`,
          { advice: 'Wait until that has ended, or have it cancelled with the deletion.' },
        );
      }
      const request = { chosen, upTo: upTo ?? lastInstance(history), ...options };
      return runner.start(chosenInWords(counts), request, () => {
        for (const arrival of rooms.completeness.endArriving(chosen)) {
          history.afterCommit(() => rooms.abandon(arrival));
        }
      });
    },
    cancel: (task) => runner.cancel(task),
    close: () => runner.close(),
  };
}
