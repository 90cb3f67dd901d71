import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import type {
  ChosenWorkerOptions,
  Finding,
  WorkerAtWork,
  WorkerDetail,
  WorkerSummary,
} from '../../../contract/index.ts';
import { EngineError, errorsIn, finding, findingInWords } from '../../../contract/index.ts';
import type { ApplicationContext } from '../context/index.ts';
import { getTask } from '../history/index.ts';
import { originInWords } from '../services/index.ts';
import { hashOfSource, prepareWorker } from './build/prepare.ts';
import type { PreparedWorker } from './build/prepare.ts';
import { refuseErrors } from './folder/findings.ts';
import { claimedTwice, inspectAs } from './folder/inspect.ts';
import type { InspectedFolder } from './folder/inspect.ts';
import { entryTargets, findingsOfOptions, optionsOf, unreadable } from './folder/options.ts';
import type { NamedSettings } from './folder/settingsFile.ts';
import { entryFolder } from './store/places.ts';
import type { WorkerPlaces } from './store/places.ts';
import { readRecord, writeRecord } from './store/records.ts';
import { numberInPlace } from './store/versions.ts';
import type { InstalledWorker } from './types.ts';

/** Installed workers as they are read from their folders each time, so that edited settings take effect. */
export interface Installed {
  has(name: string): boolean;
  inspect(name: string): InspectedFolder;
  /** @throws EngineError `worker-invalid` */
  settingsOf(name: string): NamedSettings;
  /** None where its settings cannot be read. */
  tolerant(name: string): NamedSettings[];
  /** Channels of these workers that installed ones of another name claim. */
  claims(workers: readonly NamedSettings[]): Finding[];
  /** @throws EngineError `worker-invalid` */
  setOptions(name: string, options: ChosenWorkerOptions | null): void;
  setEnabled(name: string, enabled: boolean): void;
  summary(name: string): WorkerSummary;
  detail(name: string): WorkerDetail;
  /** Those that are enabled. */
  all(): InstalledWorker[];
}

export function createInstalled(
  context: ApplicationContext,
  {
    names,
    placesOf,
    atWork,
  }: {
    names(): string[];
    placesOf(name: string): WorkerPlaces;
    atWork(name: string): WorkerAtWork | null;
  },
): Installed {
  function inspect(name: string): InspectedFolder {
    const { source, recordFile } = placesOf(name);
    const { entry } = readRecord(recordFile);
    try {
      return inspectAs(source, name, entry);
    } catch (cause) {
      if (!(cause instanceof EngineError)) throw cause;
      return { workers: [], findings: [finding('error', cause.code, cause.message)] };
    }
  }
  const tolerant = (name: string) => inspect(name).workers;

  function look(name: string): { prepared: PreparedWorker | null; findings: Finding[] } {
    const { workers, findings } = inspect(name);
    const [worker] = workers;
    if (worker === undefined) return { prepared: null, findings };
    const places = placesOf(name);
    const prepared = prepareWorker(places.source, worker, null, context.id);
    const options = optionsOf(worker, readRecord(places.recordFile).options);
    return { prepared, findings: [...findings, ...prepared.findings, ...findingsOfOptions(worker, options)] };
  }
  function claims(workers: readonly NamedSettings[]): Finding[] {
    const taken = new Set(workers.map(({ name }) => name));
    const others = names()
      .filter((name) => !taken.has(name))
      .flatMap(tolerant);
    // Those of the workers themselves are told by who read them.
    return claimedTwice([...others, ...workers]).filter(({ message }) =>
      others.some(({ name }) => message.includes(`of worker "${name}"`)),
    );
  }
  function lastBuildOf(name: string): WorkerSummary['lastBuild'] {
    const { lastBuild } = readRecord(placesOf(name).recordFile);
    if (lastBuild === null) return null;
    try {
      const { state, finishedAt, createdAt } = getTask(context.history, lastBuild.task);
      return { ...lastBuild, state, at: finishedAt ?? createdAt };
    } catch (cause) {
      // The folder came with a copied application, or the history was replaced.
      if (cause instanceof EngineError && cause.code === 'not-found') return null;
      throw cause;
    }
  }
  function summarize(name: string, { prepared, findings }: ReturnType<typeof look>): WorkerSummary {
    const record = readRecord(placesOf(name).recordFile);
    const lastBuild = lastBuildOf(name);
    const settings = prepared?.worker.settings;
    const isInvalid = prepared === null || errorsIn(findings).length > 0;
    const isCurrent =
      prepared !== null && record.image?.sourceHash === hashOfSource(prepared.worker, prepared.layout);
    const state =
      lastBuild?.state === 'running'
        ? 'building'
        : isInvalid
          ? 'invalid'
          : isCurrent
            ? 'built'
            : lastBuild?.state === 'failed'
              ? 'failed'
              : record.image === null
                ? 'not-built'
                : 'outdated';
    const image = record.image;
    return {
      name,
      description: settings?.description ?? '',
      baseImage: settings?.image ?? settings?.baseImage ?? '',
      state,
      image: image === null ? null : { reference: image.reference, id: image.id, builtAt: image.builtAt },
      environments: (settings?.environments ?? []).map((one) => ({
        name: one.name,
        channels: one.channels,
        pythonVersion: one.pythonVersion,
      })),
      options: optionsOf(prepared?.worker ?? unreadable(name), record.options),
      origin: originInWords(record.origin),
      installedAt: record.installedAt,
      version: numberInPlace(placesOf(name)),
      isEnabled: record.isEnabled,
      findings,
      lastBuild,
    };
  }
  const isEnabled = (name: string) => readRecord(placesOf(name).recordFile).isEnabled;
  function mountsOf(worker: NamedSettings): { source: string; target: string; readOnly: boolean }[] {
    return entryTargets(worker).map((target) => {
      const source = entryFolder(placesOf(worker.name), target);
      mkdirSync(source, { recursive: true });
      return { source, target, readOnly: true };
    });
  }
  function asInstalled(name: string): InstalledWorker[] {
    const { prepared } = look(name);
    if (prepared === null) return [];
    const { worker } = prepared;
    const record = readRecord(placesOf(name).recordFile);
    const options = optionsOf(worker, record.options);
    const { image } = record;
    const state = image === null ? lastBuildOf(name) : null;
    const described = {
      ...options,
      name,
      image: image === null ? null : { reference: image.reference, id: image.id },
      environments: worker.settings.environments
        // One that is new in the settings is not in the image yet.
        .filter((one) => image === null || image.pythons[one.name] !== undefined)
        .map((one) => ({
          name: one.name,
          channels: one.channels,
          python: image?.pythons[one.name] ?? '',
          entryRequirementPaths: one.entryRequirementPaths,
        })),
      mounts: [...options.mounts, ...mountsOf(worker)],
      entryScriptPaths: worker.settings.entryScriptPaths,
    };
    const problem =
      image === null ? (state?.problem?.message ?? `The worker "${name}" has not been built yet.`) : null;
    const configHash = createHash('sha256').update(JSON.stringify(described)).digest('hex').slice(0, 16);
    return [{ ...described, problem, configHash }];
  }

  return {
    has: (name) => names().includes(name),
    inspect,
    tolerant,
    claims,
    settingsOf(name) {
      const { workers, findings } = inspect(name);
      const [worker] = workers;
      refuseErrors(findings, `The worker "${name}" cannot be used`);
      if (worker === undefined) throw new EngineError('worker-invalid', findings.map(findingInWords)[0]);
      return worker;
    },
    setOptions(name, options) {
      const { recordFile } = placesOf(name);
      const record = readRecord(recordFile);
      const chosen = options === null ? {} : { ...record.options, ...options };
      for (const worker of tolerant(name))
        refuseErrors(findingsOfOptions(worker, optionsOf(worker, chosen)), 'The options cannot be used');
      writeRecord(recordFile, { ...record, options: chosen });
    },
    summary: (name) => summarize(name, look(name)),
    detail(name) {
      const found = look(name);
      const worker = found.prepared?.worker;
      return {
        ...summarize(name, found),
        folder: placesOf(name).source,
        atWork: atWork(name),
        source: readRecord(placesOf(name).recordFile).origin,
        settings: worker?.settings ?? null,
        dockerfile: found.prepared?.dockerfile ?? null,
        entryFolders:
          worker === undefined
            ? []
            : mountsOf(worker).map(({ source, target }) => ({ target, folder: source })),
      };
    },
    all: () => names().filter(isEnabled).flatMap(asInstalled),
    setEnabled(name, enabled) {
      const { recordFile } = placesOf(name);
      writeRecord(recordFile, { ...readRecord(recordFile), isEnabled: enabled });
    },
  };
}
