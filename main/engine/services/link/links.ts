import { existsSync } from 'node:fs';
import path from 'node:path';
import { EngineError, errorsIn, finding, toEngineError } from '../../../../contract/index.ts';
import type { Finding, ServiceLink } from '../../../../contract/index.ts';
import type { ApplicationContext } from '../../context/index.ts';
import { inspectService } from '../inspect.ts';
import type { Installer } from '../installer.ts';
import type { ServiceRecords } from '../records.ts';
import { isInstalled, listServiceFiles } from '../serviceFiles.ts';
import { stampOf } from '../stamp.ts';
import { takenFromFolder } from '../takenFrom.ts';
import { watchFolder } from './watchFolder.ts';

/** Services that follow a folder. */
export interface Links {
  /** Begins and ends to follow folders, as the records say. */
  recordsChanged(): void;
  /** How one fares; null where it follows no folder. */
  of(service: string): ServiceLink | null;
  /** Takes over what was saved, in one service or all of them. Never rejects: what is wrong is told by `of`. */
  refresh(service?: string): Promise<void>;
  close(): Promise<void>;
}

/** A service that follows a folder. */
interface Follower {
  folder: string;
  state: ServiceLink['state'];
  findings: Finding[];
  /** Whether it looks as it did when it was looked at last. */
  unchanged: () => boolean;
  looking: Promise<void> | null;
  end: () => void;
}

export interface LinkOptions {
  records: ServiceRecords;
  replace: Installer['replace'];
  /** Looks deeper than at its settings, once something was taken over; what it finds is told. */
  validate: ((folder: string, service: string) => Promise<Finding[]>) | undefined;
}

export function createLinks(context: ApplicationContext, { records, replace, validate }: LinkOptions): Links {
  const followers = new Map<string, Follower>();

  function tell(service: string, follower: Follower): void {
    const errors = errorsIn(follower.findings).length;
    context.events.emit('service_link.changed', {
      application: context.id,
      service,
      state: follower.state,
      errors,
      warnings: follower.findings.length - errors,
    });
  }

  async function look(service: string, follower: Follower): Promise<void> {
    if (follower.unchanged()) return;
    const { folder } = follower;
    const before = [follower.state, JSON.stringify(follower.findings)].join();
    follower.unchanged = stampOfService(folder);
    const wasTakenOver = await takeOver(service, follower);
    if (followers.get(service) !== follower) return;
    if (wasTakenOver || before !== [follower.state, JSON.stringify(follower.findings)].join()) {
      tell(service, follower);
    }
    if (wasTakenOver) void lookDeeper(service, follower);
  }

  /** @returns whether what was saved is used from now on */
  async function takeOver(service: string, follower: Follower): Promise<boolean> {
    const { folder } = follower;
    try {
      if (!existsSync(folder)) {
        follower.state = 'missing';
        follower.findings = [finding('error', 'folder-missing', `The folder ${folder} is not there.`)];
        return false;
      }
      const found = inspectService(folder, service);
      follower.findings = found.findings;
      follower.state = errorsIn(found.findings).length > 0 ? 'invalid' : 'following';
      if (follower.state === 'invalid') return false;
      if (records.get(service) === undefined) return false;
      return await replace({
        name: service,
        from: takenFromFolder(folder),
        how: 'saved',
        more: { link: { folder, changedAt: Date.now() } },
      });
    } catch (cause) {
      const error = toEngineError(cause);
      follower.state = existsSync(folder) ? 'invalid' : 'missing';
      follower.findings = [finding('error', error.code, error.message, { advice: error.advice ?? null })];
      // It may be read the next time, although nothing changes: a file was just being written, or the disk was full.
      follower.unchanged = () => false;
      context.log.warn({ service, code: error.code }, 'a linked folder could not be taken over');
      return false;
    }
  }

  async function lookDeeper(service: string, follower: Follower): Promise<void> {
    if (validate === undefined) return;
    const { unchanged } = follower;
    const findings = await validate(follower.folder, service).catch((cause: unknown) => [
      finding('warning', 'not-validated', `Its code could not be looked at: ${toEngineError(cause).message}`),
    ]);
    // Saved again meanwhile: that is looked at anew.
    if (followers.get(service) !== follower || follower.unchanged !== unchanged) return;
    follower.findings = findings;
    tell(service, follower);
  }

  function lookInTurn(service: string, follower: Follower): Promise<void> {
    follower.looking ??= look(service, follower).finally(() => {
      follower.looking = null;
    });
    return follower.looking;
  }

  function follow(service: string, folder: string): void {
    const follower: Follower = {
      folder,
      state: 'following',
      findings: [],
      unchanged: () => false,
      looking: null,
      end: () => undefined,
    };
    followers.set(service, follower);
    follower.end = watchFolder(folder, () => lookInTurn(service, follower));
  }

  function recordsChanged(): void {
    if (context.isStopped === true) return;
    const wanted = new Map(
      records
        .all()
        .flatMap(({ name, link, isRemoved }) =>
          link === null || isRemoved ? [] : [[name, link.folder] as const],
        ),
    );
    for (const [service, follower] of followers) {
      if (wanted.get(service) === follower.folder) continue;
      follower.end();
      followers.delete(service);
    }
    for (const [service, folder] of wanted) if (!followers.has(service)) follow(service, folder);
  }

  return {
    recordsChanged,
    of(service) {
      const link = records.get(service)?.link ?? null;
      if (link === null) return null;
      const follower = followers.get(service);
      return { ...link, state: follower?.state ?? 'following', findings: follower?.findings ?? [] };
    },
    async refresh(service) {
      const meant = [...followers].filter(([name]) => service === undefined || name === service);
      await Promise.all(
        meant.map(async ([name, follower]) => {
          // One that is under way may have begun before the change.
          await follower.looking;
          await lookInTurn(name, follower);
        }),
      );
    },
    async close() {
      for (const { end } of followers.values()) end();
      const looking = [...followers.values()].flatMap((follower) => follower.looking ?? []);
      followers.clear();
      await Promise.all(looking);
    },
  };
}

/** Whether the two packages of a service folder look as they do now. */
function stampOfService(folder: string): () => boolean {
  const roots = ['module', 'registry'].map((part) => path.join(folder, part));
  try {
    const files = listServiceFiles(folder).filter(isInstalled);
    return stampOf(
      [folder, ...roots],
      files.map(({ absolute }) => absolute),
    );
  } catch {
    return () => false;
  }
}

/** @throws EngineError `folder-not-usable` for a folder that may not be followed */
export function checkLinked(folder: string, root: string): void {
  const [own, wanted] = [path.resolve(root), path.resolve(folder)];
  if (wanted === own || wanted.startsWith(own + path.sep)) {
    throw new EngineError('folder-not-usable', `The folder ${wanted} lies in the application itself.`, {
      advice: 'Link the folder in which you work on the service.',
    });
  }
}
