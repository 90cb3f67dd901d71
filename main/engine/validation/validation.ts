import { existsSync } from 'node:fs';
import path from 'node:path';
import { errorsIn, finding } from '../../../contract/index.ts';
import type { Finding, RouteOutput, TriedEnvironment } from '../../../contract/index.ts';
import { inTurn } from '../context/index.ts';
import type { ApplicationContext } from '../context/index.ts';
import type { Runtime } from '../runtimes/index.ts';
import type { Services } from '../services/index.ts';
import { askForCallbacks, askForWorkers } from './ask.ts';
import type { Asked } from './ask.ts';
import { findingsOfFiles } from './files.ts';
import { findingsOfReports } from './findingsOfReports.ts';
import { callbacksOf, mostModules, workPlaces } from './functions.ts';
import type { ModuleFunctions, WorkPlace } from './functions.ts';
import { lookAtService } from './look.ts';
import type { LookedAt } from './look.ts';
import type { Report } from './report.ts';
import { findingsOfRequirements, isLacking } from './requirementFindings.ts';
import { copyToTrial, makeTrialFolder, removeLeftTrials } from './trialFolder.ts';
import type { Surroundings } from './withOthers.ts';

/** Looks at services before they are installed into an application. */
export interface Validation {
  /** Of its settings, without running anything of it. @throws EngineError `service-invalid` when the folder itself cannot be read */
  look(folder: string, name: string | undefined): LookedAt;
  /**
   * With `run`, its functions are also imported where they would run, one service at a time.
   * @throws EngineError `service-invalid` when the folder itself cannot be read
   */
  inspect(
    folder: string,
    name: string | undefined,
    run: boolean,
    signal: AbortSignal,
  ): Promise<RouteOutput<'services.inspect'>>;
  close(): Promise<void>;
}

interface ValidationParts {
  runtime: Runtime;
  services: Pick<Services, 'list'>;
  /** Proxies and the like, by which pip finds packages. */
  networkVariables: () => Promise<Readonly<Record<string, string>>>;
}

/** What was found by importing. */
interface Tried {
  findings: Finding[];
  environments: TriedEnvironment[];
}

const stoppedFinding = finding(
  'warning',
  'not-tried',
  'Its functions were not tried: the application is stopped.',
  { advice: 'Start the application, and check the service again.' },
);

/** Of more findings the first are told. */
const mostFindings = 500;

export function createValidation(context: ApplicationContext, parts: ValidationParts): Validation {
  const { runtime } = parts;
  const closing = new AbortController();
  /** One at a time: each may load large libraries. */
  const next = inTurn();
  next(() => removeLeftTrials(context.folders)).catch((cause: unknown) => {
    context.log.warn({ cause: String(cause) }, 'copies of services that were looked at could not be removed');
  });

  function around(): Surroundings {
    const { preServices, postServices } = context.options();
    const environments = runtime.environments();
    return {
      services: parts.services.list(),
      preServices,
      postServices,
      // A runtime that is just being started offers none for a moment.
      channels: environments.length === 0 ? null : environments.flatMap(({ channels }) => channels),
    };
  }
  const look = (folder: string, name: string | undefined) => lookAtService(folder, name, around());

  async function tryOut(folder: string, found: LookedAt, signal: AbortSignal): Promise<Tried> {
    const canLink = process.platform === 'linux' && context.options().runtime === 'local';
    const trial = await makeTrialFolder(context.folders);
    try {
      const packages = ['registry', 'module'] as const;
      await copyToTrial(trial, { folder, name: found.name }, { parts: packages, canLink, signal });
      const asked: Asked = { context, runtime, trial, signal, network: await parts.networkVariables() };
      const callbacks = callbacksOf(found).slice(0, mostModules);
      const tried = [ofCallbacks(callbacks, await askForCallbacks(asked, callbacks))];
      const requirements = existsSync(path.join(folder, 'module', 'requirements.txt'))
        ? `${found.name}/requirements.txt`
        : null;
      for (const place of workPlaces(found, runtime.environments()))
        tried.push(await tryWorkers(asked, place, requirements));
      return {
        findings: tried.flatMap((one) => one.findings),
        environments: tried.flatMap((one) => one.environments),
      };
    } finally {
      await trial.remove();
    }
  }

  return {
    look,
    async inspect(folder, name, run, signal) {
      const { name: found, jobs, findings: ofSettings } = look(folder, name);
      const ofFiles = await findingsOfFiles(folder, signal);
      const findings = [...ofSettings, ...ofFiles];
      // Neither a folder of data nor what cannot be imported under its name is copied.
      const isHopeless = errorsIn(findings).some(
        ({ field, code }) => field === 'name' || code === 'too-many-files',
      );
      const onlyRead = (ofRunning: readonly Finding[]) => ({
        name: found,
        jobs,
        findings: limited([...findings, ...ofRunning]),
        environments: [],
      });
      if (!run || isHopeless || jobs.length === 0) return onlyRead([]);
      if (context.isStopped === true) return onlyRead([stoppedFinding]);
      const either = AbortSignal.any([signal, closing.signal]);
      const { tried, after } = await next(async () => {
        const tried = await tryOut(folder, look(folder, name), either);
        // Once environments are known, so is which channels they serve.
        return { tried, after: look(folder, name) };
      }, either);
      return {
        name: after.name,
        jobs: after.jobs,
        findings: limited([...after.findings, ...ofFiles, ...tried.findings]),
        environments: tried.environments,
      };
    },
    async close() {
      closing.abort();
      await next(async () => undefined);
    },
  };
}

function ofCallbacks(modules: readonly ModuleFunctions[], reports: readonly Report[]): Tried {
  const problem = reports.map(problemOf).find((one) => one !== null) ?? null;
  const where = {
    role: 'callbacks' as const,
    words: 'the environment of callbacks',
    lacksRequirements: false,
  };
  return {
    findings: [
      ...findingsOfReports(modules, reports, where),
      ...notTried(problem, 'Callbacks', modules.length),
    ],
    environments: [{ role: 'callbacks', channels: [], environment: null, python: null, problem }],
  };
}

async function tryWorkers(asked: Asked, place: WorkPlace, requirements: string | null): Promise<Tried> {
  const { channels, environment } = place;
  const [channel] = channels;
  const modules = place.modules.slice(0, mostModules);
  const about = { role: 'jobs' as const, channels, environment: environment?.name ?? null };
  if (environment === null || channel === undefined) {
    const problem = `No environment serves ${channels.join(', ')}.`;
    return { findings: [], environments: [{ ...about, python: null, problem }] };
  }
  const reports = await askForWorkers(asked, channel, modules, requirements);
  const problem = reports.map(problemOf).find((one) => one !== null) ?? null;
  const words = `the environment "${environment.name}" (${environment.description})`;
  const required = reports.map((one) => ('functions' in one ? one.requirements : undefined)).find(Boolean);
  const lacksRequirements = required !== undefined && isLacking(required);
  return {
    findings: [
      ...findingsOfReports(modules, reports, { role: 'jobs', words, lacksRequirements }),
      ...(required === undefined ? [] : findingsOfRequirements(required, 'module/requirements.txt', words)),
      ...notTried(problem, `Worker functions of ${channels.join(', ')}`, place.modules.length),
    ],
    environments: [{ ...about, python: environment.description, problem }],
  };
}

function problemOf(report: Report): string | null {
  return 'unavailable' in report ? report.unavailable : null;
}

function notTried(problem: string | null, what: string, modules: number): Finding[] {
  const why =
    problem ??
    (modules >= mostModules ? `they lie in ${modules} modules, of which some were looked at` : null);
  if (why === null) return [];
  return [finding('warning', 'not-tried', `${what} could not all be tried: ${why}`)];
}

function limited(findings: readonly Finding[]): Finding[] {
  if (findings.length <= mostFindings) return [...findings];
  const sorted = [...errorsIn(findings), ...findings.filter(({ severity }) => severity === 'warning')];
  const more = `There are ${findings.length - mostFindings} more.`;
  return [...sorted.slice(0, mostFindings), finding('warning', 'more-findings', more)];
}
