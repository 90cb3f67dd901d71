import type { EnvironmentLock } from '../../../contract/index.ts';

/** What is otherwise in an environment now than it was then, one sentence each; empty where nothing is. */
export function lockChanges(then: EnvironmentLock, now: EnvironmentLock): string[] {
  const changes: string[] = [];
  for (const [name, before, after] of [
    ['Python', `${then.implementation} ${then.python}`, `${now.implementation} ${now.python}`],
    ['the system', then.platform, now.platform],
  ] as const) {
    if (before !== after) changes.push(`${name} was ${before} and is ${after} now`);
  }
  const versions = new Map(now.packages.map((one) => [one.name.toLowerCase(), one.version]));
  for (const { name, version } of then.packages) {
    const present = versions.get(name.toLowerCase());
    versions.delete(name.toLowerCase());
    if (present === undefined) changes.push(`the package ${name} ${version} is not installed any more`);
    else if (present !== version) changes.push(`the package ${name} was ${version} and is ${present} now`);
  }
  for (const [name, version] of versions) changes.push(`the package ${name} ${version} was not installed`);
  return changes;
}
