import { existsSync } from 'node:fs';
import { workerSettingsSchema } from '../../../../contract/index.ts';
import type { ChosenWorkerOptions, Finding, WorkerOptions } from '../../../../contract/index.ts';
import { findingInSettings } from './findings.ts';
import type { NamedSettings } from './settingsFile.ts';

/** Folders of containers that DCM Processor itself fills. */
const ownTargets = [
  '/runs',
  '/modules',
  '/registry',
  '/logs',
  '/opt/dcm-processor',
  '/environments',
  '/proc',
  '/sys',
  '/dev',
];
/** Folders without which nothing in a container works. */
const systemTargets = new Set(['/etc', '/usr', '/bin', '/sbin', '/lib', '/lib64', '/tmp', '/settings']);

/** Options as they hold: those of settings.json with those chosen here. */
export function optionsOf({ settings }: NamedSettings, chosen: ChosenWorkerOptions): WorkerOptions {
  const { replicas, slots, cpus, memory, pids, env, mounts, network, capabilities, gpu } = settings;
  const own = { replicas, slots, cpus, memory, pids, env, mounts, network, capabilities, gpu };
  const given = Object.fromEntries(Object.entries(chosen).filter(([, value]) => value !== undefined));
  return { ...own, ...given };
}

/** What containers of a worker would get of this machine, told before it is installed, and what they cannot get. */
export function findingsOfOptions(worker: NamedSettings, options: WorkerOptions): Finding[] {
  const findings: Finding[] = [];
  const which = `Worker "${worker.name}"`;
  const entryPaths = entryTargets(worker);
  const targets = [...options.mounts.map(({ target }) => target), ...entryPaths];
  for (const target of targets) {
    const inside = normal(target);
    const isKept = ownTargets.some((one) => isWithin(inside, one) || isWithin(one, inside));
    if (isKept || systemTargets.has(inside))
      findings.push(
        findingInSettings(
          'error',
          'path-taken',
          `${which}: the path ${target} is kept by DCM Processor or the system.`,
        ),
      );
  }
  for (const [index, target] of targets.entries()) {
    if (targets.findIndex((one) => normal(one) === normal(target)) < index)
      findings.push(
        findingInSettings(
          'error',
          'path-twice',
          `${which}: the path ${target} is used twice for mounts or entry paths.`,
        ),
      );
  }
  for (const { source, readOnly } of options.mounts) {
    const may = readOnly ? 'read' : 'read and change';
    findings.push(
      findingInSettings(
        'warning',
        'mounts-folder',
        `${which}: its containers may ${may} ${source} on this machine.`,
      ),
    );
    if (!existsSync(source))
      findings.push(
        findingInSettings('warning', 'mount-missing', `${which}: there is no ${source} on this machine.`),
      );
  }
  if (options.network)
    findings.push(
      findingInSettings('warning', 'reaches-network', `${which}: its containers reach the network.`),
    );
  if (options.capabilities.length > 0)
    findings.push(
      findingInSettings(
        'warning',
        'keeps-capabilities',
        `${which}: its containers keep the capabilities ${options.capabilities.join(', ')}.`,
      ),
    );
  return findings;
}

/** Paths in the container for scripts and requirements of the start. */
export function entryTargets({ settings }: NamedSettings): string[] {
  const requirementPaths = settings.environments.flatMap(
    ({ entryRequirementPaths }) => entryRequirementPaths,
  );
  return [...new Set([...settings.entryScriptPaths, ...requirementPaths].map(normal))];
}

const normal = (target: string): string =>
  `/${target
    .split('/')
    .filter((part) => part !== '' && part !== '.')
    .join('/')}`;
const isWithin = (inner: string, outer: string): boolean => inner === outer || inner.startsWith(`${outer}/`);

/** Stands in for a worker whose settings cannot be read, so that its options can still be told. */
export function unreadable(name: string): NamedSettings {
  return { name, settings: workerSettingsSchema.parse({ name }) };
}
