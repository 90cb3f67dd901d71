import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { sourceSchema } from '../../../../contract/index.ts';
import type { SourceInput, StagedSource } from '../../../../contract/index.ts';
import { createEventBus, silentLogger } from '../../context/index.ts';
import { createNetwork } from '../../network/index.ts';
import { createSecrets } from '../../secrets/index.ts';
import { createGeneralTasks } from '../../tasks/index.ts';
import { createSources } from '../index.ts';
import { usualLimits } from '../limits.ts';
import type { SourceLimits } from '../limits.ts';

/** Sources of a data home of its own. */
export function openSources(limits: Partial<SourceLimits> = {}, environment: Record<string, string> = {}) {
  const folder = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'sources-')));
  const home = path.join(folder, 'home');
  const secrets = createSecrets({ home: folder, cipher: null });
  const network = createNetwork({ home: folder, secrets, environment });
  const tasks = createGeneralTasks({ home: folder, events: createEventBus(), log: silentLogger });
  const sources = createSources({
    home,
    tasks,
    network,
    secrets,
    log: silentLogger,
    limits: { ...usualLimits, ...limits },
  });
  onTestFinished(async () => {
    await sources.end();
    await tasks.close();
    rmSync(folder, { recursive: true, force: true });
  });
  /** Fetches and waits for the end. */
  async function fetch(source: SourceInput, remember = false): Promise<StagedSource> {
    const { id } = await sources.open(sourceSchema.parse(source), remember);
    await tasks.ended(id);
    return sources.get(id);
  }
  return { folder, home, sources, network, secrets, tasks, fetch };
}
