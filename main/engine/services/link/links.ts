import { existsSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import { EngineError, errorsIn, finding, toEngineError } from '../../../../contract/index.ts';
import type { Finding, ServiceLink } from '../../../../contract/index.ts';
import { isInside } from '../../context/index.ts';
import type { ApplicationContext } from '../../context/index.ts';
import { inspectService } from '../inspect.ts';
import type { Installer } from '../installer.ts';
import { currentOf } from '../records.ts';
import type { ServiceRecords } from '../records.ts';
import { isInstalled, listServiceFiles } from '../serviceFiles.ts';
import { stampOf } from '../stamp.ts';
import { takenFromFolder } from '../takenFrom.ts';
import type { TakenFrom } from '../takenFrom.ts';
import { createAnswering } from './answering.ts';
import type { Answering } from './answering.ts';
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
  answering: Answering;
  state: ServiceLink['state'];
  findings: Finding[];
  /** What validating found last, and in which version. */
  deeper: { version: string; findings: Finding[] } | null;
  /** Whether it looks as it did when it was looked at last. */
  unchanged: () => boolean;
  /** When it is looked at again although it looks the same, as `performance.now()`. */
  againAt: number;
  /** Looks in a row that failed. */
  failures: number;
  looking: Promise<void> | null;
  end: () => void;
}

/** Pause after the first look that failed, and the longest one, in milliseconds. */
const firstPause = 1000;
const longestPause = 60_000;

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

  const told = ({ state, findings }: Follower) => JSON.stringify([state, findings]);

  async function look(service: string, follower: Follower): Promise<void> {
    const before = told(follower);
    let wasTakenOver = false;
    if (await follower.answering.ask()) {
      if (follower.unchanged() && performance.now() < follower.againAt) return;
      wasTakenOver = await takeOver(service, follower);
    } else {
      follower.state = 'missing';
      follower.findings = [silent(follower.folder)];
      follower.unchanged = () => false;
    }
    if (followers.get(service) !== follower) return;
    const isNew = before !== told(follower);
    if (wasTakenOver || isNew) tell(service, follower);
    if (isNew && follower.failures > 0) {
      const code = follower.findings[0]?.code;
      context.log.warn({ service, code }, 'a linked folder could not be taken over');
    }
    if (follower.state === 'following' && deeperFindings(service, follower) === null) {
      void lookDeeper(service, follower);
    }
  }

  /** @returns whether what was saved is used from now on */
  async function takeOver(service: string, follower: Follower): Promise<boolean> {
    const { folder } = follower;
    follower.unchanged = stampOf([folder], []);
    follower.againAt = Infinity;
    try {
      if (statSync(folder, { throwIfNoEntry: false }) === undefined) {
        follower.state = 'missing';
        follower.findings = [finding('error', 'folder-missing', `The folder ${folder} is not there.`)];
        return false;
      }
      follower.unchanged = stampOfService(folder);
      const found = inspectService(folder, service);
      follower.findings = found.findings;
      follower.state = errorsIn(found.findings).length > 0 ? 'invalid' : 'following';
      if (follower.state === 'invalid') return false;
      const wasTakenOver = await replace({
        name: service,
        from: takenFromFolder(folder),
        how: 'saved',
        isFollowed: true,
        more: { link: { folder, changedAt: Date.now() } },
      });
      follower.findings = deeperFindings(service, follower) ?? found.findings;
      follower.failures = 0;
      return wasTakenOver;
    } catch (cause) {
      fail(follower, cause);
      return false;
    }
  }

  function fail(follower: Follower, cause: unknown): void {
    const { folder } = follower;
    const { code, message, advice } =
      cause instanceof EngineError
        ? cause
        : {
            code: 'folder-not-readable',
            message: `The folder ${folder} cannot be read: ${String(cause)}`,
            advice: null,
          };
    follower.state = existsSync(folder) ? 'invalid' : 'missing';
    follower.findings = [finding('error', code, message, { advice: advice ?? null })];
    // It may be read the next time, although nothing changes: a file was just being written, or the disk was full.
    follower.againAt = performance.now() + Math.min(firstPause * 2 ** follower.failures, longestPause);
    follower.failures += 1;
  }

  /** What validating found in the version that is used now; null where that is still to be done. */
  function deeperFindings(service: string, { deeper }: Follower): Finding[] | null {
    const record = records.get(service);
    return record !== undefined && deeper?.version === currentOf(record).version ? deeper.findings : null;
  }

  async function lookDeeper(service: string, follower: Follower): Promise<void> {
    const record = records.get(service);
    if (validate === undefined || record === undefined) return;
    const { unchanged } = follower;
    const findings = await validate(follower.folder, service).catch((cause: unknown) => [
      finding('warning', 'not-validated', `Its code could not be looked at: ${toEngineError(cause).message}`),
    ]);
    // Saved again meanwhile: that is looked at anew.
    if (followers.get(service) !== follower || follower.unchanged !== unchanged) return;
    follower.deeper = { version: currentOf(record).version, findings };
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
      answering: createAnswering(folder),
      state: 'following',
      findings: [],
      deeper: null,
      unchanged: () => false,
      againAt: Infinity,
      failures: 0,
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
          if (service !== undefined) follower.againAt = 0;
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

function silent(folder: string): Finding {
  return finding('error', 'folder-silent', `The folder ${folder} does not answer.`, {
    advice:
      'Look whether the disk or share that it lies on is connected. The last version is used meanwhile.',
  });
}

/** Whether the two packages of a service folder look as they do now. @throws the system's error */
function stampOfService(folder: string): () => boolean {
  const roots = ['module', 'registry'].map((part) => path.join(folder, part));
  const files = listServiceFiles(folder).filter(isInstalled);
  return stampOf(
    [folder, ...roots],
    files.map(({ absolute }) => absolute),
  );
}

/** @throws EngineError `folder-not-usable` for what may not be followed */
export function checkLinked({ folder, origin }: TakenFrom, root: string): void {
  if (origin.kind !== 'folder') {
    throw new EngineError('folder-not-usable', 'What was fetched cannot be followed: it does not change.', {
      advice: 'Link a folder of this machine in which you work on the service.',
    });
  }
  if (isInside(realpathSync(folder), realpathSync(root))) {
    throw new EngineError('folder-not-usable', `The folder ${folder} lies in the application itself.`, {
      advice: 'Link the folder in which you work on the service.',
    });
  }
}
