import type { ApplicationDetail, DoorSummary, Flow, FlowJob } from '../../../contract/index.ts';
import { formatCount, formatDuration, formatPerSecond } from '../../format/index.ts';
import { paths } from '../../navigation/index.ts';
import { texts } from '../../texts/index.ts';
import type { Station } from './flowGraph.ts';

/** What is said of a station. */
export interface StationWords {
  name: string;
  /** What is in it now. */
  now: string;
  /** What came of it today. */
  today: string;
  /** How long it takes: the median of the last ones, and what 95 % stay under; empty where that means nothing. */
  typical: string;
  tone: 'idle' | 'busy' | 'failed' | 'off';
  /** Where it leads. */
  href: string;
  /** What it is, in a sentence or two. */
  about: string;
  /** What keeps it from working; empty where nothing does. */
  problem: string;
}

/** What stations are described by besides themselves. */
export interface Facts {
  flow: Omit<Flow, 'jobs' | 'hours'>;
  counts: ApplicationDetail['counts'];
}

const words = texts.flow;

export function describeStation(station: Station, facts: Facts, application: string): StationWords {
  switch (station.kind) {
    case 'door':
      return describeDoor(station.door, application);
    case 'job':
      return describeJob(station.job, application);
    case 'archive':
      return {
        name: words.archive,
        now: words.instances(formatCount(facts.counts.instances), facts.counts.instances),
        today: words.studies(formatCount(facts.counts.studies), facts.counts.studies),
        typical: '',
        tone: 'idle',
        href: paths.studies(application),
        about: words.about.archive,
        problem: '',
      };
    case 'completeness':
      return describeCompleteness(facts.flow.arrivals, application);
    case 'delivery':
      return describeDelivery(facts.flow, application);
    default:
      return {
        name: words.results,
        now: words.endedToday(formatCount(facts.flow.runsEnded), facts.flow.runsEnded),
        today: words.runsToday(formatCount(facts.flow.runs), facts.flow.runs),
        typical: '',
        tone: 'idle',
        href: paths.runs(application),
        about: words.about.results,
        problem: '',
      };
  }
}

function describeDoor(
  { door, state, rate, counts, problem }: DoorSummary,
  application: string,
): StationWords {
  const states = {
    off: words.doorOff,
    open: words.doorOpen,
    paused: words.doorPaused,
    failed: words.doorFailed,
  };
  return {
    name: words.doors[door],
    now: rate > 0 ? formatPerSecond(rate) : states[state],
    today: words.received(formatCount(counts.new)),
    typical: '',
    tone:
      state === 'failed' || state === 'paused'
        ? 'failed'
        : state === 'off'
          ? 'off'
          : rate > 0
            ? 'busy'
            : 'idle',
    href: paths.door(application, door),
    about: words.about.doors[door],
    problem: problem ?? '',
  };
}

function describeCompleteness(
  { collecting, complete, putAside }: Flow['arrivals'],
  application: string,
): StationWords {
  const now = [
    ...(collecting > 0 ? [words.collecting(collecting)] : []),
    ...(complete > 0 ? [words.complete(complete)] : []),
  ];
  return {
    name: words.completeness,
    now: now.join(', ') || words.nothingArriving,
    today: putAside > 0 ? words.putAside(putAside) : '',
    typical: '',
    tone: now.length > 0 ? 'busy' : 'idle',
    href: paths.overview(application),
    about: words.about.completeness,
    problem: '',
  };
}

function describeDelivery({ delivering, sending }: Facts['flow'], application: string): StationWords {
  const now = [
    ...(delivering > 0 ? [words.delivering(delivering)] : []),
    ...(sending > 0 ? [words.sending(sending)] : []),
  ];
  return {
    name: words.delivery,
    now: now.join(', ') || words.nothingDelivered,
    today: '',
    typical: '',
    tone: now.length > 0 ? 'busy' : 'idle',
    href: sending > 0 ? paths.imports(application) : paths.runs(application),
    about: words.about.delivery,
    problem: '',
  };
}

/** Lists what is on its way, or what failed, or all of the job: what one wants to see who clicks it now. */
function filterOf({ running, queued, waiting, failed }: FlowJob): string {
  if (failed > 0) return '&state=failed,timed-out';
  return running + queued + waiting > 0 ? '&state=waiting,queued,running' : '';
}

function aboutJob({ service, group, dependsOn, isInstalled, isDisabled }: FlowJob): string {
  return [
    service === null ? words.about.groups[group] : words.about.job(service),
    ...(dependsOn.length > 0 ? [words.about.dependsOn(dependsOn.join(', '))] : []),
    ...(isInstalled ? [] : [words.about.removed]),
    ...(isDisabled ? [words.about.disabled] : []),
  ].join(' ');
}

function describeJob(job: FlowJob, application: string): StationWords {
  const { jobName, running, queued, waiting, succeeded, failed, p50Ms, p95Ms } = job;
  const now = [
    ...(running > 0 ? [words.running(running)] : []),
    ...(queued > 0 ? [words.queued(queued)] : []),
    ...(waiting > 0 ? [words.waiting(waiting)] : []),
  ];
  const idle = job.isInstalled ? (job.isDisabled ? words.disabled : words.idle) : words.removed;
  const typical =
    p50Ms === null || p95Ms === null ? '' : words.typical(formatDuration(p50Ms), formatDuration(p95Ms));
  const done = [
    ...(succeeded > 0 || failed > 0 ? [words.succeeded(formatCount(succeeded))] : []),
    ...(failed > 0 ? [words.failed(formatCount(failed))] : []),
  ].join(', ');
  const isOff = job.isDisabled || !job.isInstalled;
  return {
    name: jobName,
    now: now.join(', ') || idle,
    today: done,
    typical,
    tone: failed > 0 ? 'failed' : running + queued > 0 ? 'busy' : isOff ? 'off' : 'idle',
    href: paths.jobsOf(application, jobName) + filterOf(job),
    about: aboutJob(job),
    problem: '',
  };
}
