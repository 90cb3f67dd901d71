import {
  applicationOptionsSchema,
  finding,
  optionChangesSchema,
  toEngineError,
} from '../../contract/index.ts';
import type { ApplicationOptions, Finding, RouteOutput, RouteRequest } from '../../contract/index.ts';
import { usesDocker } from './applicationContainers.ts';
import { checkDataFolder, checkFolder, checkName, folderFor } from './applications/index.ts';
import type { KnownApplication } from './applications/index.ts';
import { checkPorts } from './checkPorts.ts';
import type { OtherApplication } from './checkPorts.ts';
import { checkSpace, findingsOfNamedFiles } from './copies/index.ts';
import { checkFilters } from './planning/index.ts';
import type { Docker } from './runtimes/index.ts';

/** What is known of the applications of a data home. */
interface Surroundings {
  home: string;
  known: readonly KnownApplication[];
  docker: Docker;
  applications: readonly OtherApplication[];
}

/** What would keep an application from being made or changed like that; nothing is written. */
export async function checkApplication(
  { application, name, folder, dataFolder, options }: RouteRequest<'applications.check'>,
  { home, known, docker, applications }: Surroundings,
): Promise<RouteOutput<'applications.check'>> {
  const others = known.filter(({ id }) => id !== application);
  const itself = known.find(({ id }) => id === application);
  const current = applications.find(({ id }) => id === application);
  const findings: Finding[] = [];
  if (name !== undefined) findings.push(...checkName(name, others));
  const place = { home, known, name: name ?? '', folder, mayTakeIn: true };
  const target = itself?.folder ?? folderFor(place);
  if (itself === undefined && target !== null) {
    const wrong = [
      ...checkFolder(place),
      ...checkDataFolder(place, dataFolder === '' ? undefined : dataFolder),
    ];
    findings.push(...wrong);
    if (wrong.length === 0) findings.push(...(await checkSpace(target, 0, 'folder')));
  }
  const read = readOptions(options);
  findings.push(...read.findings);
  const before = current?.options ?? applicationOptionsSchema.parse({});
  const after = { ...before, ...read.options };
  findings.push(
    ...(await checkPorts(after, {
      before: current,
      others: applications.filter(({ id }) => id !== application),
      docker,
    })),
  );
  findings.push(...(await checkSurroundings(after, Object.keys(read.options), docker)));
  return { folder: target, findings };
}

/** Options that are as they must be, and what is wrong with the others. */
function readOptions(given: Record<string, unknown>): {
  options: Partial<ApplicationOptions>;
  findings: Finding[];
} {
  const findings: Finding[] = [];
  const wrong = new Set<PropertyKey | undefined>();
  const { error } = applicationOptionsSchema.partial().strict().safeParse(given);
  for (const issue of error?.issues ?? []) {
    if (issue.code === 'unrecognized_keys' && issue.path.length === 0) {
      for (const key of issue.keys) {
        wrong.add(key);
        const message = `There is no option "${key}".`;
        findings.push(finding('error', 'option-unknown', message, { field: `options.${key}` }));
      }
      continue;
    }
    wrong.add(issue.path[0]);
    const field = `options.${issue.path.join('.')}`;
    findings.push(finding('error', 'option-invalid', issue.message, { field }));
  }
  const sound = Object.fromEntries(Object.entries(given).filter(([key]) => !wrong.has(key)));
  return { options: optionChangesSchema.parse(sound), findings };
}

async function checkSurroundings(
  options: ApplicationOptions,
  changed: readonly string[],
  docker: Docker,
): Promise<Finding[]> {
  const findings: Finding[] = [];
  if (changed.includes('filters')) {
    await checkFilters(options.filters).catch((cause: unknown) => {
      const { message, advice = null } = toEngineError(cause);
      findings.push(finding('error', 'option-invalid', message, { field: 'options.filters', advice }));
    });
  }
  if (usesDocker(options) && changed.some((key) => key === 'runtime' || key === 'docker')) {
    await docker.engine.connected().catch((cause: unknown) => {
      const { message, advice = null } = toEngineError(cause);
      findings.push(finding('warning', 'docker-unavailable', message, { field: 'options.runtime', advice }));
    });
  }
  return [
    ...findings,
    ...findingsOfNamedFiles(options).filter(({ field }) => changed.includes(field?.split('.')[1] ?? '')),
  ];
}
