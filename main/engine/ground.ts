import { createNetwork } from './network/index.ts';
import type { Network } from './network/index.ts';
import type { Logger } from './context/index.ts';
import { createSecrets } from './secrets/index.ts';
import type { Cipher, Secrets } from './secrets/index.ts';
import { createSources } from './sources/index.ts';
import type { Sources } from './sources/index.ts';
import type { GeneralTasks } from './tasks/index.ts';

/** What belongs to the data home and to no application. */
export interface Ground {
  secrets: Secrets;
  network: Network;
  sources: Sources;
}

/** @param options `cipher`: the key store of the system; null: this engine was started without a window */
export function createGround(options: {
  home: string;
  cipher: Cipher | null;
  tasks: GeneralTasks;
  log: Logger;
}): Ground {
  const { home, cipher, tasks, log } = options;
  const secrets = createSecrets({ home, cipher });
  const network = createNetwork({ home, secrets });
  return { secrets, network, sources: createSources({ home, tasks, network, secrets, log }) };
}
