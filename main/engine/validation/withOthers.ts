import { finding, jobDefinitionSchema } from '../../../contract/index.ts';
import type { Finding, JobDefinition } from '../../../contract/index.ts';
import { servingEnvironment } from '../context/index.ts';
import { findCircles } from '../planning/index.ts';
import type { InspectedService } from '../services/index.ts';

/** What of an application a service has to go with. */
export interface Surroundings {
  /** Its other services. */
  services: readonly { name: string; jobs: readonly JobDefinition[] }[];
  /** Entries of its settings, unchecked. */
  preServices: readonly unknown[];
  postServices: readonly unknown[];
  /** Channels that environments serve, `*` for every one; null where that is not known now. */
  channels: readonly string[] | null;
}

interface Known {
  jobName: string;
  dependsOn: readonly string[];
  /** In words: `the service "lungs"`. */
  owner: string;
}

/** More channels or names than these are not listed in a sentence. */
const mostNamed = 20;

/** What jobs of a service have to do with those that are there: names, what they wait for, channels. */
export function findingsWithOthers(found: InspectedService, around: Surroundings): Finding[] {
  const inFile = (index: number, field: string) => ({
    file: 'registry/settings.json',
    ...found.places[index]?.at(field),
  });
  const findings: Finding[] = [];
  const before = [
    ...entries(around.preServices, 'the pre services'),
    ...ofServices(around.services, found.name),
  ];
  const after = entries(around.postServices, 'the post services');
  const own = found.jobs.map(({ jobName, dependsOn }): Known => ({
    jobName,
    dependsOn,
    owner: 'this service',
  }));
  const ownersOf = byName([...before, ...after]);
  const names = byName([...before, ...own]);
  const circles = circlesIn([...before, ...own]).slice(before.length);
  found.jobs.forEach((job, index) => {
    const which = `Job "${job.jobName}"`;
    const owner = ownersOf.get(job.jobName);
    if (owner !== undefined && !job.disabled) {
      const message = `${which}: ${owner} has a job of that name already; it must be unique in the application.`;
      findings.push(finding('error', 'job-name-taken', message, inFile(index, 'jobName')));
    }
    if (circles[index] === true) {
      const message = `${which} waits for itself: following "dependsOn" from it leads back to it.`;
      findings.push(finding('error', 'dependency-circle', message, inFile(index, 'dependsOn')));
    }
    for (const name of new Set(job.dependsOn.map((one) => one.trim()))) {
      if (name === '' || names.has(name)) continue;
      findings.push(missingDependency(which, name, after, inFile(index, 'dependsOn')));
    }
    if (around.channels !== null && !isServed(around.channels, job.channel)) {
      const message = `${which} asks for the channel "${job.channel}", which no environment serves now.`;
      const served = around.channels.slice(0, mostNamed).join(', ');
      const advice = `Served are: ${served === '' ? 'none' : served}. Install a worker for it, or choose another channel.`;
      findings.push(
        finding('warning', 'channel-not-served', message, { ...inFile(index, 'channel'), advice }),
      );
    }
  });
  return findings;
}

function missingDependency(
  which: string,
  name: string,
  after: readonly Known[],
  place: { file: string; field?: string; line?: number | null },
): Finding {
  const isLater = after.some((one) => one.jobName === name);
  const why = isLater
    ? 'which is a post service and runs after all services'
    : 'which is no job of this application now';
  const advice = isLater ? 'Leave it out.' : 'It is skipped until there is one of that name.';
  return finding('warning', 'dependency-unknown', `${which} waits for "${name}", ${why}.`, {
    ...place,
    advice,
  });
}

function isServed(channels: readonly string[], channel: string): boolean {
  return servingEnvironment([{ channels }], channel) !== undefined;
}

function byName(jobs: readonly Known[]): Map<string, string> {
  return new Map(jobs.map(({ jobName, owner }) => [jobName, owner]));
}

function ofServices(services: Surroundings['services'], itself: string): Known[] {
  return services
    .filter(({ name }) => name !== itself)
    .flatMap(({ name, jobs }) =>
      jobs
        .filter(({ disabled }) => !disabled)
        .map(({ jobName, dependsOn }) => ({ jobName, dependsOn, owner: `The service "${name}"` })),
    );
}

function entries(given: readonly unknown[], owner: string): Known[] {
  return given.flatMap((entry) => {
    const parsed = jobDefinitionSchema.safeParse(entry);
    if (!parsed.success || parsed.data.disabled) return [];
    const { jobName, dependsOn } = parsed.data;
    return [{ jobName, dependsOn, owner: `One of ${owner}` }];
  });
}

function circlesIn(jobs: readonly Known[]): boolean[] {
  const places = new Map(jobs.map(({ jobName }, index) => [jobName, index]));
  return findCircles(
    jobs.map(({ dependsOn }) =>
      dependsOn.map((name) => places.get(name.trim())).filter((place) => place !== undefined),
    ),
  );
}
