import type { ApplicationFolders } from '../../../context/index.ts';
import type { DockerServer } from '../../../../../contract/index.ts';
import type { InstalledWorker } from '../../../workers/index.ts';
import type { ContainerPlan } from '../containers/index.ts';
import { sharedFolders } from './paths.ts';
import { chooseForPlanning } from './crew.ts';
import { planningPlan, workerPlan } from './plans.ts';
import type { BuiltWorker, PlanContext } from './plans.ts';
import { containerUser } from './user.ts';

/** Containers of all workers that have an image, and the one of callbacks, as the runtime makes them. */
export async function planContainers(parts: {
  folders: ApplicationFolders;
  packageFolder: string;
  workers: readonly InstalledWorker[];
  planningWorker: string | null;
  network: string;
  restartPolicy: PlanContext['restartPolicy'];
  server: DockerServer | null;
}): Promise<ContainerPlan[]> {
  const context: PlanContext = {
    shared: sharedFolders(parts.folders),
    packageFolder: parts.packageFolder,
    user: await containerUser(parts.folders.root, parts.server),
    network: parts.network,
    restartPolicy: parts.restartPolicy,
    // A password has no place in a file that is handed on.
    startVariables: {},
  };
  const built = parts.workers.flatMap((worker): BuiltWorker[] =>
    worker.image === null ? [] : [{ ...worker, image: worker.image }],
  );
  const plans = built.flatMap((worker) =>
    Array.from({ length: worker.replicas }, (_, place) => workerPlan(context, worker, place + 1)),
  );
  const callbacks = chooseForPlanning(built, parts.planningWorker);
  return callbacks === null ? plans : [...plans, planningPlan(context, callbacks)];
}
