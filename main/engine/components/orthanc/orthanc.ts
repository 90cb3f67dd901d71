import { rm } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { EngineError, toEngineError } from '../../../../contract/index.ts';
import type { Component } from '../../../../contract/index.ts';
import { startLoop } from '../../context/index.ts';
import type { ApplicationContext } from '../../context/index.ts';
import { containerName } from '../../runtimes/index.ts';
import type { NamedApplication } from '../../runtimes/index.ts';
import type { Components, ComponentSurroundings } from '../types.ts';
import { bringUpOrthanc, planForExport } from './bringUp.ts';
import type { OrthancAtWork } from './bringUp.ts';
import { ask } from './client.ts';
import { credentialsFile, readCredentials } from './credentials.ts';
import type { Credentials } from './credentials.ts';
import { beginExchange, countExchange, readExchange } from './exchange.ts';
import { forwardRefused, forwardSome } from './forward.ts';
import { ensureOrthancImage, findOrthancImage } from './image.ts';
import { inside } from './configuration.ts';
import { readBack } from './readBack.ts';

/** Pause between two looks at what changed in Orthanc, in milliseconds. */
const lookPause = 5000;
/** First and longest pause after something went wrong, in milliseconds. */
const [firstPause, longestPause] = [500, 30_000];
/** Time in which it may end by itself, in seconds. */
const stopSeconds = 10;
/** Identifiers of what was just handed over that are kept at hand. */
const mostOwn = 10_000;

const statisticsSchema = z.looseObject({
  CountInstances: z.number(),
  TotalDiskSize: z.coerce.number(),
});

/**
 * The Orthanc of an application: brought up and kept up, given what the application receives, and read for what jobs
 * store in it. Whatever goes wrong is tried again with growing pauses; nothing is lost by it.
 */
export function createOrthanc(
  context: ApplicationContext,
  application: NamedApplication,
  surroundings: ComponentSurroundings,
): Components {
  const { docker, images } = surroundings;
  const folder = path.join(context.folders.components, 'orthanc');
  const options = () => context.options().docker.components.orthanc;
  const isWanted = () => context.isStopped !== true && options() !== null;
  let atWork: OrthancAtWork | null = null;
  let appliedOptions = '';
  let problem: EngineError | null = null;
  let stored: Component['stored'] = null;
  let failures = 0;
  let isRetryAsked = false;
  const own = new Set<string>();
  /** As they were read last; every job asks for them. */
  let credentials: Credentials | null = null;
  const waiters = new Set<() => void>();

  function changed(): void {
    context.events.emit('components.changed', { application: context.id });
    if (atWork === null && problem === null) return;
    for (const waiter of waiters) waiter();
    waiters.clear();
  }
  function wantedOptions(): string {
    const { docker: all, peers } = context.options();
    return JSON.stringify([all, peers]);
  }

  async function bringUp(signal: AbortSignal): Promise<OrthancAtWork> {
    const orthanc = options();
    if (orthanc === null) throw new EngineError('component-not-found');
    await docker.engine.connected(signal);
    const applied = wantedOptions();
    const how = { refresh: false, tell: () => undefined, signal };
    const image = await ensureOrthancImage(images, orthanc, how);
    const up = await bringUpOrthanc(
      { docker, application, folder, options: context.options(), orthanc, image },
      signal,
    );
    appliedOptions = applied;
    credentials = null;
    if (readExchange(context.history).databaseId !== up.databaseId) {
      own.clear();
      beginExchange(context.history, up.databaseId);
    }
    return up;
  }

  /** @returns whether there is more to hand over at once */
  async function exchange({ address }: OrthancAtWork, signal: AbortSignal): Promise<boolean> {
    const wanted = options();
    const forwarding = {
      context,
      address,
      fileOf: surroundings.fileOf,
      stored(id: string) {
        own.add(id);
        const [oldest] = own;
        if (own.size > mostOwn && oldest !== undefined) own.delete(oldest);
      },
    };
    let isMore = false;
    if (wanted?.forward === true) isMore = await forwardSome(forwarding, signal);
    if (isRetryAsked) {
      isRetryAsked = false;
      await forwardRefused(forwarding, signal);
    }
    if (wanted?.readBack === true) {
      await readBack({ context, ...surroundings, address, isOwn: (id) => own.delete(id) }, signal);
    }
    const { CountInstances, TotalDiskSize } = await ask(address, '/statistics', statisticsSchema, signal);
    stored = { instances: CountInstances, bytes: TotalDiskSize };
    return isMore;
  }

  async function look(signal: AbortSignal): Promise<number | null> {
    if (!isWanted()) {
      atWork = null;
      return null;
    }
    try {
      if (atWork === null || appliedOptions !== wantedOptions()) {
        atWork = null;
        changed();
        atWork = await bringUp(signal);
      }
      problem = null;
      changed();
      const isMore = await exchange(atWork, signal);
      failures = 0;
      changed();
      return Date.now() + (isMore ? 0 : lookPause);
    } catch (cause) {
      if (signal.aborted) return null;
      problem = cause instanceof EngineError ? cause : failureOf(cause);
      // Only what takes part in the exchange can fail without the container being in question.
      if (problem.code !== 'disk-full') atWork = null;
      const pause = Math.min(firstPause * 2 ** failures, longestPause);
      failures += 1;
      context.log.warn({ code: problem.code, details: problem.details, failures }, 'Orthanc is in trouble');
      changed();
      return Date.now() + pause;
    }
  }

  const loop = startLoop({ name: 'orthanc', log: context.log, look });
  const stopListening = [
    context.events.listen((name, payload) => {
      if (name !== 'studies.changed' || !isWanted()) return;
      if ('application' in payload && payload.application === context.id) loop.wake();
    }),
    docker.engine.onConnected(() => {
      failures = 0;
      loop.wake();
    }),
    docker.engine.onContainer(({ action, labels }) => {
      const isOurs =
        labels['dcm-processor.application'] === context.id && labels['dcm-processor.component'] === 'orthanc';
      if (!isOurs || action !== 'die') return;
      atWork = null;
      loop.wake();
    }),
  ];

  /** Named by its place in the network for containers, by this machine's port for everything else. */
  function urlOf(port: number | null): string | null {
    if (context.options().runtime === 'docker') return `http://orthanc:${inside.httpPort}`;
    return port === null ? null : `http://127.0.0.1:${port}`;
  }

  function describe(): Component {
    const wanted = options();
    const { sent, lastSentAt, lastProblem, takenBack } = readExchange(context.history);
    const { waiting, refused } = countExchange(context.history);
    const state = !isWanted()
      ? 'stopped'
      : problem !== null
        ? 'failed'
        : atWork !== null
          ? 'running'
          : 'starting';
    return {
      component: 'orthanc',
      state,
      problem: problem?.message ?? null,
      advice: problem?.advice ?? null,
      details: problem?.details ?? null,
      container: containerName(application, { role: 'component', of: 'orthanc', replica: 1 }),
      image: atWork?.image ?? null,
      version: atWork?.version ?? null,
      url: atWork?.address.base ?? null,
      dicomAddress: atWork !== null && wanted?.dicomPort ? `127.0.0.1:${wanted.dicomPort}` : null,
      stored: atWork === null ? null : stored,
      exchange: {
        waiting: wanted?.forward === true ? waiting : 0,
        sent,
        refused,
        lastProblem,
        lastSentAt,
        takenBack,
      },
    };
  }

  return {
    list: () => (options() === null ? [] : [describe()]),
    problem: () => (isWanted() ? problem : null),
    access() {
      if (options() === null) throw new EngineError('component-not-found');
      const { username, password } = readCredentials(folder);
      return { url: atWork?.address.base ?? null, username, password, file: credentialsFile(folder) };
    },
    optionsChanged() {
      failures = 0;
      problem = null;
      loop.wake();
    },
    retry() {
      const { refused } = countExchange(context.history);
      isRetryAsked = refused > 0;
      loop.wake();
      return refused;
    },
    async settled(signal) {
      if (!isWanted()) return;
      if (atWork === null && problem === null) {
        await new Promise<void>((resolve) => {
          waiters.add(resolve);
          signal.addEventListener('abort', () => resolve(), { once: true });
        });
      }
    },
    async prepare(tell, refresh, signal) {
      const orthanc = options();
      if (orthanc === null) return;
      await ensureOrthancImage(images, orthanc, { refresh, tell, signal });
    },
    async plan() {
      const orthanc = options();
      if (orthanc === null) return [];
      const image = await findOrthancImage(images, orthanc);
      if (image === null)
        throw new EngineError('image-missing', 'The image of Orthanc is not on this machine.', {
          advice: 'Prepare the application first: dcm-processor init app',
        });
      const parts = { docker, application, folder, options: context.options(), orthanc, image };
      return [{ plan: await planForExport(parts), image }];
    },
    async remove(keepData) {
      loop.wake();
      await loop.idle();
      // A stopped application has no containers.
      const found = context.isStopped === true ? [] : await docker.containers.find(application.id);
      for (const one of found.filter(({ role, of }) => role === 'component' && of === 'orthanc')) {
        await docker.containers.stop(one, stopSeconds);
        await docker.containers.remove(one);
      }
      if (!keepData) await removeStored(folder);
    },
    variables() {
      const orthanc = options();
      if (orthanc === null) return {};
      credentials ??= readCredentials(folder);
      const { username, password, port } = credentials;
      const url = urlOf(orthanc.port ?? port);
      return {
        ...(url !== null && { ORTHANC_REST_URL: url }),
        ORTHANC_REST_USERNAME: username,
        ORTHANC_REST_PASSWORD: password,
        ORTHANC_DEFUALT_STORE: orthanc.defaultStore,
        CLEAN_ORTHANC: orthanc.clean ? '1' : '0',
      };
    },
    async close() {
      for (const stop of stopListening) stop();
      await loop.close();
      for (const waiter of waiters) waiter();
    },
  };
}

/** @throws EngineError `disk-failed` */
async function removeStored(folder: string): Promise<void> {
  try {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  } catch (cause) {
    throw new EngineError('disk-failed', `The folder ${folder} of Orthanc cannot be removed.`, { cause });
  }
}

function failureOf(cause: unknown): EngineError {
  const failure = toEngineError(cause);
  return new EngineError('component-failed', 'Orthanc does not answer as it should.', {
    details: failure.details ?? failure.message,
  });
}
