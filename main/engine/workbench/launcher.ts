import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { ByHand, JobRequest } from '../runtimes/index.ts';

/**
 * Writes what `dcm_processor_runtime.by_hand` needs to open a job into its folder.
 * @param shellFolder where a shell begins, as that Python sees it; the data folder when absent
 */
export async function writeLauncher(
  folder: string,
  hand: ByHand,
  order: JobRequest,
  shellFolder?: string,
): Promise<void> {
  const told = {
    machine: hand.variables,
    order: { ...order, ...(shellFolder !== undefined && { shellFolder }) },
  };
  // Headers name a patient: for the owner alone.
  await writeFile(path.join(folder, 'job.json'), `${JSON.stringify(told, null, 2)}\n`, { mode: 0o600 });
  await writeFile(path.join(folder, 'job.py'), launcher(hand.packageFolder));
}

/** A script for the one folder; all it knows otherwise stands in `job.json` beside it. JSON texts are Python texts. */
function launcher(packageFolder: string): string {
  return `"""Opens the job of this folder: python job.py shell | debug | run"""

import os
import sys

# In place of this folder: what lies in it is not to be imported by name.
sys.path[0] = ${JSON.stringify(packageFolder)}

from dcm_processor_runtime import by_hand

order = os.path.join(os.path.dirname(os.path.abspath(__file__)), "job.json")
sys.exit(by_hand.main(order, sys.argv[1] if len(sys.argv) > 1 else "shell"))
`;
}
