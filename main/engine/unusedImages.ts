import { EngineError } from '../../contract/index.ts';
import type { RouteOutput, RouteRequest, UnusedImage } from '../../contract/index.ts';
import type { Engine } from './engine.ts';
import type { OwnImage } from './runtimes/index.ts';

/** What this needs of the engine. */
type Surroundings = Pick<Engine, 'application' | 'listApplications' | 'docker'>;

/**
 * Images of an application, or of ones that are not here any more, that nothing uses.
 * @throws EngineError `application-not-found`, `application-damaged`, `docker-…`
 */
export async function listUnusedImages(
  engine: Surroundings,
  application: string,
): Promise<RouteOutput<'images.unused'>> {
  // First of all, for an application that there is not.
  engine.application(application);
  const images = unusedAmong(engine, application, await engine.docker.ownImages()).toSorted(
    (one, other) => other.bytes - one.bytes,
  );
  return { images, bytes: images.reduce((sum, { bytes }) => sum + bytes, 0) };
}

/**
 * Removes them, each of which is looked at again while no build of the application can make or take one.
 * @param images identifiers; absent: all
 * @throws EngineError `application-not-found`, `application-damaged`, `application-busy`, `docker-…`
 */
export async function removeUnusedImages(
  engine: Surroundings,
  { application, images }: RouteRequest<'images.remove_unused'>,
  signal: AbortSignal,
): Promise<RouteOutput<'images.remove_unused'>> {
  const { workers } = engine.application(application);
  return workers.whileNoBuild(async () => {
    const done = { removed: Array<string>(), bytes: 0, problems: Array<string>() };
    const { images: unused } = await listUnusedImages(engine, application);
    const wanted = unused.filter(({ id }) => images?.includes(id) ?? true);
    for (const { id, bytes } of wanted) {
      if (signal.aborted) throw new EngineError('cancelled');
      const problem = await removeOne(engine, application, id);
      if (problem !== null) done.problems.push(problem);
      else {
        done.removed.push(id);
        done.bytes += bytes;
      }
    }
    return done;
  });
}

/** @returns why it could not be removed, for a person, or null */
async function removeOne(engine: Surroundings, application: string, id: string): Promise<string | null> {
  const own = await engine.docker.ownImages();
  const found = own.find((one) => one.id === id);
  // It went with another one that was built on it.
  if (found === undefined) return null;
  const name = found.references[0] ?? id;
  const now = unusedAmong(engine, application, own).find((one) => one.id === id);
  if (now === undefined) return `The image ${name} is used by now.`;
  for (const reference of now.references.length === 0 ? [id] : now.references)
    if (!(await engine.docker.removeImage(reference)))
      return `The image ${name} is still used by something else.`;
  return null;
}

function unusedAmong(engine: Surroundings, application: string, own: readonly OwnImage[]): UnusedImage[] {
  const known = new Map(engine.listApplications().map((one) => [one.id, one]));
  const used = new Set<string>();
  // What one needs that cannot be opened is not known: neither its own images are offered, nor those of nobody any more.
  const areAllOpen = [...known.values()].every(({ problem }) => problem === null);
  for (const { id, problem } of known.values()) {
    if (problem === null) for (const one of engine.application(id).workers.imagesInUse()) used.add(one);
  }
  const { workers } = engine.application(application);
  const building = new Set(workers.building());
  const installed = new Set(workers.list().map(({ name }) => name));
  return own
    .filter((image) => {
      const isOfApplication = image.application === application;
      if (image.hasContainer || (!isOfApplication && (known.has(image.application) || !areAllOpen)))
        return false;
      // Of those that are installed, a build looks after what its stages leave.
      if (isOfApplication && image.worker !== null)
        if (building.has(image.worker) || (image.isStage && installed.has(image.worker))) return false;
      return ![image.id, ...image.references].some((one) => used.has(one));
    })
    .map(({ id, references, worker, bytes, createdAt, application: owner }) => ({
      id,
      references: [...references],
      worker,
      isOfApplication: owner === application,
      bytes,
      createdAt,
    }));
}
