import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import type { DockerState } from '../../../../../../contract/index.ts';
import { silentLogger } from '../../../../context/index.ts';
import { createDockerEngine } from '../dockerEngine.ts';
import { readSurroundings } from '../endpoints/index.ts';
import type { DockerEngine } from '../types.ts';

const longestMs = 60_000;

/** A connection of a test. */
export interface Watched {
  engine: DockerEngine;
  /** Resolves as soon as the state is so. */
  until(holds: (state: DockerState) => boolean): Promise<DockerState>;
  /** How often it connected. */
  connects(): number;
}

/** The engine's connection with these variables and no settings of Docker's command line. */
export function connectTo(env: Record<string, string>, patienceMs = 15_000): Watched {
  const config = mkdtempSync(path.join(os.tmpdir(), 'docker-config-'));
  const waiting = new Set<() => void>();
  let connects = 0;
  const engine = createDockerEngine({
    log: silentLogger,
    label: 'dcm-processor-test.none=1',
    times: { patienceMs, pingEveryMs: patienceMs, pingPatienceMs: patienceMs, startPatienceMs: patienceMs },
    onChanged: () => waiting.forEach((look) => look()),
    surroundings: () => readSurroundings({ PATH: process.env['PATH'], DOCKER_CONFIG: config, ...env }),
  });
  engine.onConnected(() => (connects += 1));
  onTestFinished(() => {
    engine.close();
    rmSync(config, { recursive: true, force: true });
  });
  return {
    engine,
    connects: () => connects,
    until: (holds) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          reject(new Error(`It did not come to pass: ${JSON.stringify(engine.state())}`));
        }, longestMs);
        function look(): void {
          if (!holds(engine.state())) return;
          clearTimeout(timer);
          waiting.delete(look);
          resolve(engine.state());
        }
        waiting.add(look);
        look();
      }),
  };
}
