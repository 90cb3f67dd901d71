import type { z } from 'zod';
import { applicationLifeRoutes, applicationSetupRoutes } from './applicationLife.ts';
import { applicationCopyRoutes } from './applicationCopies.ts';
import { applicationRoutes } from './applications.ts';
import { diskRoutes } from './disk.ts';
import { unusedImageRoutes } from './unusedImages.ts';
import { processedRoutes } from './processed.ts';
import { deletionRoutes } from './deletion.ts';
import { exportRoutes } from './exports.ts';
import { componentRoutes } from './components.ts';
import { controlRoutes } from './control.ts';
import { backupRoutes } from './backups.ts';
import { diagnosticsRoutes } from './diagnostics.ts';
import { dockerRoutes } from './docker.ts';
import { doorRoutes } from './doors.ts';
import { engineRoutes } from './engine.ts';
import { explainRoutes } from './explain.ts';
import { flowRoutes } from './flow.ts';
import { filterRoutes } from './filters.ts';
import { provenanceRoutes } from './provenance.ts';
import { scratchRoutes } from './scratch.ts';
import { estimateRoutes } from './estimates.ts';
import { goldenRoutes } from './golden.ts';
import { workbenchRoutes } from './workbench.ts';
import { workerDraftRoutes } from './workerDrafts.ts';
import { workerLifeRoutes } from './workerLife.ts';
import { workerRoutes } from './workers.ts';
import { quarantineRoutes } from './quarantine.ts';
import { historyFilterRoutes } from './historyFilters.ts';
import { httpRoutes } from './http.ts';
import { legacyRoutes } from './legacy.ts';
import { measurementRoutes } from './measurements.ts';
import { networkRoutes } from './network.ts';
import { secretRoutes } from './secrets.ts';
import { sourceRoutes } from './sources.ts';
import { peerRoutes } from './peers.ts';
import { retentionRoutes } from './retention.ts';
import { replayRoutes } from './replay.ts';
import { runRoutes } from './runs.ts';
import { serviceLifeRoutes } from './serviceLife.ts';
import { serviceRoutes } from './services.ts';
import { serviceTemplateRoutes } from './serviceTemplates.ts';
import { watchedFolderRoutes } from './watchedFolders.ts';
import { studyRoutes } from './studies.ts';
import { instanceRoutes } from './instances.ts';
import { statisticsRoutes } from './statistics.ts';
import { timelineRoutes } from './timeline/index.ts';
import { taskRoutes } from './tasks.ts';
import { viewerRoutes } from './viewer.ts';
import { queryRoutes, retrieveRoutes, sendRoutes } from './transfers.ts';

/** Everything that can be asked of the engine: the one audited list. */
export const routes = {
  ...engineRoutes,
  ...applicationRoutes,
  ...applicationLifeRoutes,
  ...applicationSetupRoutes,
  ...applicationCopyRoutes,
  ...componentRoutes,
  ...serviceRoutes,
  ...serviceLifeRoutes,
  ...serviceTemplateRoutes,
  ...workerRoutes,
  ...workerLifeRoutes,
  ...workerDraftRoutes,
  ...doorRoutes,
  ...httpRoutes,
  ...peerRoutes,
  ...queryRoutes,
  ...retrieveRoutes,
  ...sendRoutes,
  ...quarantineRoutes,
  ...watchedFolderRoutes,
  ...taskRoutes,
  ...studyRoutes,
  ...viewerRoutes,
  ...measurementRoutes,
  ...instanceRoutes,
  ...deletionRoutes,
  ...processedRoutes,
  ...diskRoutes,
  ...unusedImageRoutes,
  ...exportRoutes,
  ...runRoutes,
  ...historyFilterRoutes,
  ...timelineRoutes,
  ...flowRoutes,
  ...statisticsRoutes,
  ...controlRoutes,
  ...provenanceRoutes,
  ...scratchRoutes,
  ...estimateRoutes,
  ...goldenRoutes,
  ...workbenchRoutes,
  ...filterRoutes,
  ...explainRoutes,
  ...replayRoutes,
  ...backupRoutes,
  ...retentionRoutes,
  ...diagnosticsRoutes,
  ...dockerRoutes,
  ...sourceRoutes,
  ...networkRoutes,
  ...secretRoutes,
  ...legacyRoutes,
};

export type RouteName = keyof typeof routes;
/** What a caller hands in: defaults may be left out. */
export type RouteInput<Name extends RouteName> = z.input<(typeof routes)[Name]['input']>;
/** What a handler receives: validated, defaults filled in. */
export type RouteRequest<Name extends RouteName> = z.output<(typeof routes)[Name]['input']>;
export type RouteOutput<Name extends RouteName> = z.output<(typeof routes)[Name]['output']>;

/** True for a name in `routes`, and for nothing that only the prototype has. */
export function isRouteName(name: string): name is RouteName {
  return Object.hasOwn(routes, name);
}
