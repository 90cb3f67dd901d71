import { lookUpFiles } from './dicomDirFiles.ts';
import { examineFiles } from './examineFiles.ts';
import { breathe } from './work.ts';
import type { Work } from './work.ts';

/** Files of one piece of what is handed over. */
const filesPerBatch = 64;

/**
 * Looks at the files that a DICOMDIR names; it was chosen itself, so nobody else looks at them.
 * @throws EngineError `disk-failed` when the archive cannot be written, `cancelled`
 */
export async function examineDicomDir(work: Work): Promise<void> {
  const [file = ''] = work.paths;
  const { notes, there } = await lookUpFiles(file);
  await work.engine.counted(notes.length + there.length);
  await work.engine.deliver(notes);
  for (let at = 0; at < there.length; at += filesPerBatch) {
    await breathe(work.signal);
    await examineFiles({ ...work, paths: there.slice(at, at + filesPerBatch) });
  }
}
