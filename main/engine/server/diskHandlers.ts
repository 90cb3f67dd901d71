import { spaceAt } from '../diskUse/index.ts';
import type { Engine } from '../engine.ts';
import { listUnusedImages, removeUnusedImages } from '../unusedImages.ts';
import type { Handlers } from './handlers.ts';

/** What takes space on the disk, and what of it nobody needs. */
export function createDiskHandlers(
  engine: Engine,
): Pick<Handlers, 'disk.use' | 'disk.machine' | 'images.unused' | 'images.remove_unused'> {
  return {
    'disk.use': ({ application, refresh }) => engine.application(application).diskMeter.use(refresh),
    'disk.machine': async ({ refresh }) => {
      const open = engine.listApplications().filter(({ problem }) => problem === null);
      const applications = await Promise.all(
        open.map(async ({ id, name }) => {
          // One that is closed at this moment, or cannot be measured, does not hide the others.
          const measure = async () => engine.application(id).diskMeter.use(refresh);
          return { id, name, use: await measure().catch(() => null) };
        }),
      );
      return {
        applications,
        bytes: applications.reduce((sum, { use }) => sum + (use?.bytes ?? 0), 0),
        disk: await spaceAt(engine.home),
      };
    },
    'images.unused': ({ application }) => listUnusedImages(engine, application),
    'images.remove_unused': (request, signal) => removeUnusedImages(engine, request, signal),
  };
}
