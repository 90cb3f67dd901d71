import { rm } from 'node:fs/promises';
import { EngineError } from '../../../contract/index.ts';
import { crashPoint, systemCode } from '../context/index.ts';
import type { ApplicationContext } from '../context/index.ts';
import { chosenSeries, countChosen } from '../history/index.ts';
import type { TaskWork } from '../tasks/index.ts';
import { createDicomDir } from './dicomDir/index.ts';
import { exportEntries } from './entries.ts';
import { createFolderSink } from './folderSink.ts';
import { putInPlace, assertSpace } from './target.ts';
import { partOf } from './task.ts';
import type { ExportRooms, ExportSink, ExportTask } from './types.ts';
import { exportThroughService } from './throughService.ts';
import { createZipSink } from './zipSink.ts';

/** Writes an export beside its target and gives it its name; whatever goes wrong, nothing of it is left. */
export async function exportChosen(
  context: ApplicationContext,
  rooms: ExportRooms,
  work: TaskWork<ExportTask>,
): Promise<void> {
  const { request, signal } = work;
  const { target, form } = request;
  const part = partOf(target, work.id);
  try {
    if (request.isWhole && (await putInPlace(part, target, form))) return;
    // What was written before an interruption is begun anew, and is not whole until it is written.
    if (request.isWhole) work.keep({ ...request, isWhole: false }, work.progress);
    await rm(part, { recursive: true, force: true });
    const progress = await write(context, rooms, work, part);
    signal.throwIfAborted();
    work.keep({ ...request, isWhole: true }, progress);
    crashPoint('export-whole');
    await putInPlace(part, target, form);
    crashPoint('export-placed');
  } catch (cause) {
    await rm(part, { recursive: true, force: true, maxRetries: 5 }).catch(() => undefined);
    throw exportFailure(target, cause);
  }
}

async function write(
  context: ApplicationContext,
  rooms: ExportRooms,
  work: TaskWork<ExportTask>,
  part: string,
): Promise<TaskWork<ExportTask>['progress']> {
  const { request, signal } = work;
  const { chosen, layout, form } = request;
  const { history } = context;
  const goes = countChosen(history, chosen);
  await assertSpace(request.target, goes.bytes);
  const progress = { ...work.progress, done: 0, failed: 0, bytes: 0, total: goes.instances };
  const sink = form === 'zip' ? createZipSink(part, signal) : await createFolderSink(part, signal);
  crashPoint('export-begun');
  try {
    const index = layout === 'media' ? createDicomDir() : null;
    const indexed: ExportSink = {
      ...sink,
      async add(entry, onWritten) {
        index?.add(entry);
        await sink.add(entry, () => {
          progress.done += 1;
          progress.bytes += entry.size;
          work.report(progress);
          onWritten();
          if (progress.done * 2 >= goes.instances) crashPoint('export-half');
        });
      },
    };
    if (request.service === null) {
      for (const entry of exportEntries(history, rooms.instances, chosenSeries(history, chosen), layout)) {
        await indexed.add(entry, () => undefined);
      }
    } else {
      await exportThroughService(context, rooms, work, indexed, (count) => {
        progress.done += count;
        progress.failed += count;
        work.report(progress);
      });
    }
    if (index !== null) await sink.addBytes('DICOMDIR', index.bytes());
    await sink.finish();
  } catch (cause) {
    await sink.abort(cause);
    throw cause;
  }
  return progress;
}

function exportFailure(target: string, cause: unknown): unknown {
  if (cause instanceof EngineError) return cause;
  switch (systemCode(cause)) {
    case 'ENOSPC':
    case 'EDQUOT':
      return new EngineError('disk-full', `There is no space left for the export ${target}.`, {
        cause,
        advice: 'Free some space, or choose a place on another disk, and export again.',
      });
    case '':
      return cause;
    default:
      return new EngineError('disk-failed', `The export ${target} could not be written.`, {
        cause,
        advice: 'Check that the folder is there and that you may write it, and export again.',
      });
  }
}
