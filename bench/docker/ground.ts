import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { applicationFolders, createEventBus, silentLogger } from '../../main/engine/context/index.ts';
import { createDocker, createDockerRuntime, createLocalRuntime } from '../../main/engine/runtimes/index.ts';
import type { Docker, DockerRuntime, Runtime } from '../../main/engine/runtimes/index.ts';
import { templatesFolder } from '../../main/platform/index.ts';
import { baseImage, docker, removeLabelled } from '../../scripts/testDocker/index.ts';

/** An application with one no-op service, for both runtimes. */
export interface Ground {
  /** Name of the image of the worker. */
  image: string;
  openLocal(): Promise<Runtime>;
  openDocker(): { docker: Docker; runtime: DockerRuntime; close(): Promise<void> };
  /** Runs the no-op once. @throws Error when it does not succeed */
  runNoop(runtime: Runtime): Promise<void>;
  /** Removes all containers of it. */
  removeContainers(): Promise<void>;
  remove(): Promise<void>;
}

const application = { id: 'bench-docker', name: 'Bench' };

export async function prepareGround(): Promise<Ground> {
  const parent = fileURLToPath(new URL('../../out/bench', import.meta.url));
  mkdirSync(parent, { recursive: true });
  const root = mkdtempSync(path.join(parent, 'docker-'));
  const folders = applicationFolders(root);
  const data = path.join(folders.runs, 'run', 'data');
  for (const folder of [data, folders.registry, folders.logs, path.join(folders.modules, 'bench')]) {
    mkdirSync(folder, { recursive: true });
  }
  const source = 'def noop(jobName, headers, params, added_params):\n    return None\n';
  writeFileSync(path.join(folders.modules, 'bench', '__init__.py'), source);
  const image = await baseImage();
  const client = docker();
  const { Id } = await client.getImage(image).inspect();
  const packageFolder = path.join(templatesFolder(), 'python');
  const variables = { LOGS: folders.logs, MODULES: folders.modules, REGISTRY: folders.registry };
  const label = (own: Docker) => own.containers.find(application.id);
  let count = 0;

  function openDocker() {
    const own = createDocker({ home: root, events: createEventBus(), log: silentLogger });
    const runtime = createDockerRuntime(own, {
      application,
      folders,
      packageFolder,
      variables: () => variables,
      workers: () => [
        {
          name: 'bench',
          image: { reference: image, id: Id },
          problem: null,
          environments: [
            { name: 'base', channels: ['default'], python: '/usr/bin/python3', entryRequirementPaths: [] },
          ],
          replicas: 1,
          slots: 2,
          cpus: null,
          memory: null,
          pids: 200,
          env: {},
          mounts: [],
          network: false,
          capabilities: [],
          gpu: null,
          entryScriptPaths: [],
          configHash: 'bench',
        },
      ],
      planningWorker: () => null,
      networkVariables: async () => ({}),
      network: () => own.containers.ensureNetwork(application),
      restartPolicy: () => 'no',
      heartbeatMs: () => 5000,
      onChange: () => undefined,
      log: silentLogger,
    });
    const close = async () => {
      await runtime.close();
      await own.close();
    };
    return { docker: own, runtime, close };
  }

  async function removeContainers(): Promise<void> {
    const own = createDocker({ home: root, events: createEventBus(), log: silentLogger });
    for (const container of await label(own)) await own.containers.remove(container);
    await own.close();
  }

  return {
    image,
    openLocal: () =>
      createLocalRuntime({ packageFolder, variables, python: null, slots: 2, log: silentLogger }),
    openDocker,
    async runNoop(runtime) {
      count += 1;
      const outcome = await runtime.run(
        {
          id: `${count}:1`,
          jobRunId: String(count),
          channel: 'default',
          worker: 'bench.noop',
          arguments: { jobName: 'noop', headers: {}, params: null, added_params: {} },
          modulesFolder: folders.modules,
          dataFolder: data,
          variables: { DATA: data, ...variables },
          timeoutMs: 60_000,
          logLimitBytes: 65_536,
        },
        { started: () => undefined, output: () => undefined, progress: () => undefined },
        new AbortController().signal,
      );
      if (outcome.kind !== 'succeeded') throw new Error(`A job ended as ${JSON.stringify(outcome)}.`);
    },
    removeContainers,
    async remove() {
      await removeContainers();
      await removeLabelled(client, `dcm-processor.application=${application.id}`);
      rmSync(root, { recursive: true, force: true });
    },
  };
}
