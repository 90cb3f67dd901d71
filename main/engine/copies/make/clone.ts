import type { ApplicationOptions, CloneDepth } from '../../../../contract/index.ts';
import { newId } from '../../context/index.ts';
import type { GeneralTaskWork } from '../../tasks/index.ts';
import type { CopiedParts } from '../files/parts.ts';
import { settingsOfCopy } from '../settle/settings.ts';
import { copyInThread } from '../thread/copyThread.ts';
import { withSnapshot } from './pack.ts';
import type { OriginalApplication } from './pack.ts';
import { placeCopy } from './place.ts';
import type { MadeCopy, WantedCopy } from './place.ts';

const depths: readonly CloneDepth[] = ['settings', 'services', 'workers', 'data'];

/**
 * Makes an application like another one: stopped, of another identity, with its doors closed.
 * @throws EngineError `application-exists`, `folder-not-usable`, `disk-full`, `database-damaged`
 */
export function cloneApplication(
  work: GeneralTaskWork,
  original: OriginalApplication,
  wanted: WantedCopy & { depth: CloneDepth; options: Partial<ApplicationOptions> },
): Promise<MadeCopy> {
  const { name, depth, options } = wanted;
  const isCopied = (least: CloneDepth) => depths.indexOf(depth) >= depths.indexOf(least);
  const data = isCopied('data');
  const parts: CopiedParts = {
    services: isCopied('services'),
    workers: isCopied('workers'),
    secrets: 'peers',
    data,
    runs: data,
    trials: data,
  };
  return placeCopy(work, wanted, (staged, folder) =>
    withSnapshot(work, original, data, async (snapshot) => {
      const notes = await copyInThread(
        {
          kind: 'clone',
          source: { root: original.folder, parts, snapshot, openSecrets: {} },
          target: staged,
        },
        work,
      );
      const settings = settingsOfCopy(original.settings, {
        id: newId(),
        name,
        from: original.folder,
        to: folder,
        options: { ...withClosedDoors(original.settings.options), ...options },
      });
      return { settings, notes };
    }),
  );
}

/** Two applications cannot listen at one port, and would take files from each other. */
function withClosedDoors({
  scp,
  http,
  watchedFolders,
  docker,
}: ApplicationOptions): Partial<ApplicationOptions> {
  const { orthanc } = docker.components;
  return {
    scp: { ...scp, enabled: false },
    http: { ...http, enabled: false },
    watchedFolders: watchedFolders.map((one) => ({ ...one, enabled: false })),
    docker: {
      ...docker,
      components: {
        ...docker.components,
        orthanc: orthanc === null ? null : { ...orthanc, port: null, dicomPort: null },
      },
    },
  };
}
