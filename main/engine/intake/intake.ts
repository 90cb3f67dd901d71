import type { Archive } from '../archive/index.ts';
import type { ApplicationContext } from '../context/index.ts';
import { createPeers } from '../peers/index.ts';
import type { Quarantine } from '../quarantine/index.ts';
import { createDoors } from './doors/index.ts';
import { createFoldersDoor } from './folders/index.ts';
import { createHttpDoor } from './http/index.ts';
import { createImports } from './imports/index.ts';
import { createPull } from './pull/index.ts';
import type { PullSurroundings } from './pull/index.ts';
import { createScpDoor } from './scp/index.ts';
import type { ScpSurroundings } from './scp/index.ts';
import { takeResult } from './takeResult.ts';
import type { Intake } from './types.ts';
import { createWorkerPool } from './reading/index.ts';

/** Nobody waits for what is fetched. */
const noFetches: PullSurroundings['fetches'] = {
  announce: () => undefined,
  finished: () => undefined,
  ended: () => undefined,
};

/** As if nobody had wanted any door. */
function withDoorsClosed(context: ApplicationContext): ApplicationContext {
  return {
    ...context,
    options() {
      const options = context.options();
      return {
        ...options,
        scp: { ...options.scp, enabled: false },
        http: { ...options.http, enabled: false },
        watchedFolders: [],
      };
    },
  };
}

/**
 * Opens the doors of an application; imports that were interrupted go on.
 * @param senders what doors tell of those who send, and ask about them
 */
export function createIntake(
  given: ApplicationContext,
  archive: Archive,
  quarantine: Pick<Quarantine, 'keep'>,
  senders: Pick<ScpSurroundings, 'associationEnded' | 'commitmentAsked' | 'findPeer'> &
    Partial<Pick<PullSurroundings, 'peers' | 'fetches'>> = {},
): Intake {
  const pool = createWorkerPool();
  const context = given.isStopped === true ? withDoorsClosed(given) : given;
  const doors = createDoors(context, archive);
  const imports = createImports(context, { archive, doors: doors.intake, quarantine, pool });
  doors.add(imports);
  const scp = createScpDoor(context, { doors: doors.intake, quarantine, ...senders });
  doors.add(scp);
  const http = createHttpDoor(context, { doors: doors.intake, quarantine });
  doors.add(http);
  const folders = createFoldersDoor({ context, doors: doors.intake, archive, quarantine, pool });
  doors.add(folders);
  const pull = createPull(context, {
    doors: doors.intake,
    quarantine,
    peers: senders.peers ?? createPeers(context, () => undefined),
    fetches: senders.fetches ?? noFetches,
    scp,
  });
  doors.add(pull);
  imports.resume();

  return {
    imports,
    disk: () => doors.disk(),
    doors: () => doors.list(),
    http,
    pull,
    folders,
    takeResult: (body, sender) =>
      takeResult({ doors: doors.intake, quarantine }, context.folders.staging, body, sender),
    async close() {
      await imports.close();
      await pull.close();
      await folders.close();
      await pool.close();
      await http.close();
      await scp.close();
      doors.close();
    },
  };
}
