import type { ApplicationOptions } from '../../../../contract/index.ts';
import { parseSettings } from '../../applications/index.ts';
import { newId } from '../../context/index.ts';
import type { GeneralTaskWork } from '../../tasks/index.ts';
import { readDescription } from '../archive/reader.ts';
import { settingsOfCopy } from '../settle/settings.ts';
import { copyInThread } from '../thread/copyThread.ts';
import { newFolder, placeCopy } from './place.ts';
import type { MadeCopy, WantedCopy } from './place.ts';
import { assertSpace } from './target.ts';

/**
 * Makes an application from a backup: stopped, of another identity.
 * @throws EngineError `backup-invalid`, `not-found`, `application-exists`, `folder-not-usable`, `disk-full`
 */
export async function restoreApplication(
  work: GeneralTaskWork,
  wanted: WantedCopy & { file: string; options: Partial<ApplicationOptions> },
): Promise<MadeCopy> {
  const { file, name, options } = wanted;
  const description = await readDescription(file);
  await assertSpace(newFolder(wanted), description.bytes);
  return placeCopy(work, wanted, async (staged, folder) => {
    const notes = await copyInThread({ kind: 'unpack', file, target: staged, description }, work);
    const original = parseSettings(notes.settings ?? '', file);
    const settings = settingsOfCopy(original, {
      id: newId(),
      name,
      from: description.folder,
      to: folder,
      options,
    });
    return { settings, notes };
  });
}
