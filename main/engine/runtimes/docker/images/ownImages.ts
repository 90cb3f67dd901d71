import type Docker from 'dockerode';
import { stageLabel } from '../../../workers/index.ts';
import { applicationLabel, ofHome, workerLabel } from '../containers/index.ts';

/** Begins the names of all images that are built for applications. */
export const ownPrefix = 'dcm-processor/';

/** An image that was built for the data home. */
export interface OwnImage {
  id: string;
  references: readonly string[];
  /** Identifier of the application. */
  application: string;
  worker: string | null;
  /** It is what a stage of a build left for the next one. */
  isStage: boolean;
  bytes: number;
  /** In ms since the epoch. */
  createdAt: number;
  /** A container, running or not, was made of it. */
  hasContainer: boolean;
}

/**
 * Images that were built for the data home, without those of steps within a stage. Who builds on one of them inherits its labels, and
 * who gives one another name means to keep it: what has a name that is not ours is left out.
 */
export async function listOwnImages(docker: Docker, home: string): Promise<OwnImage[]> {
  const images = await docker.listImages({ filters: { label: [ofHome(home)] } });
  // Afterwards, so that one that was made meanwhile counts.
  const used = new Set((await docker.listContainers({ all: true })).map(({ ImageID }) => ImageID));
  return images.flatMap(({ Id, RepoTags, Labels, Size, Created }) => {
    const references = referencesOf(RepoTags);
    const application = Labels[applicationLabel];
    if (application === undefined || ownAmong(references).length < references.length) return [];
    return {
      id: Id,
      references,
      application,
      worker: Labels[workerLabel] ?? null,
      isStage: references.length === 0 && Labels[stageLabel] !== undefined,
      bytes: Size,
      createdAt: Created * 1000,
      hasContainer: used.has(Id),
    };
  });
}

/** Names of an image as they were given; one without any has none, or one that says so. */
export function referencesOf(tags: readonly string[] | null | undefined): string[] {
  return (tags ?? []).filter((tag) => !tag.includes('<none>')).map(plainName);
}

/** Those of names that a build of ours gave. */
export function ownAmong(references: readonly string[]): string[] {
  return references.filter((one) => one.startsWith(ownPrefix));
}

/** A name as it was given: Podman puts a registry before it. */
function plainName(reference: string): string {
  return reference.replace(/^(localhost|docker\.io)\//, '');
}
