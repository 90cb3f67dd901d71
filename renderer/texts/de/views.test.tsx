// @vitest-environment happy-dom
import { screen, waitFor } from '@testing-library/react';
import type { ReactNode } from 'react';
import { expect, test } from 'vitest';
import { applicationOptionsSchema } from '../../../contract/index.ts';
import type { ApplicationDetail, DoorSummary } from '../../../contract/index.ts';
import type { FakeEngine } from '../../testing/index.ts';
import { english } from '../english.ts';
import { german } from './german.ts';
import { speakGerman } from './index.ts';

// As in renderer/main.tsx: before any module that shows words.
speakGerman();
const { renderPage } = await import('../../testing/index.ts');
// Fields that grow ask for it, and this page without a browser has no fonts.
Object.assign(document, { fonts: new EventTarget() });

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
/** What functions of a catalogue put between their values. */
function literalsIn(value: unknown): string[] {
  if (typeof value === 'function')
    return (String(value).match(/'[^'\n]*'|"[^"\n]*"|`[^`]*`/g) ?? []).map((literal) =>
      literal.replaceAll(/\$\{[^}]*\}/g, ' '),
    );
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(literalsIn) : [];
}
const wordsIn = (texts: readonly string[]) =>
  new Set(texts.flatMap((text) => text.toLowerCase().match(/\p{L}{3,}/gu) ?? []));

const inGerman = wordsIn([...textsIn(german), ...literalsIn(german)]);
const inEnglish = wordsIn([...textsIn(english), ...literalsIn(english)]);
const onlyEnglish = new Set([...inEnglish].filter((word) => !inGerman.has(word)));

/** Words of a text that the English catalogue has and the German one has not. */
const englishIn = (text: string) => [...wordsIn([text])].filter((word) => onlyEnglish.has(word));

/** Everything that the page says: what is read, heard, and shown on hovering. Paths and what is typed are no words. */
function saidOnPage(): string[] {
  const attributes = ['aria-label', 'placeholder', 'title', 'alt', 'aria-description'];
  const ofElements = [...document.body.querySelectorAll('*')].flatMap((element) =>
    ['CODE', 'PRE', 'STYLE', 'SCRIPT'].includes(element.tagName) || element.closest('[lang="en"]') !== null
      ? []
      : [
          ...attributes.map((name) => element.getAttribute(name) ?? ''),
          ...[...element.childNodes].flatMap((node) => (node.nodeType === 3 ? [node.textContent ?? ''] : [])),
        ],
  );
  return ofElements.filter((text) => text.trim() !== '');
}

const nothing = { rows: [], nextCursor: null, total: 0, isTotalExact: true };
const counts = {
  patients: 0,
  studies: 0,
  series: 0,
  instances: 0,
  runs: 0,
  activeRuns: 0,
  failedRuns: 0,
  services: 0,
};
const detail: ApplicationDetail = {
  id: 'demo',
  name: 'X',
  folder: '/x',
  dataFolder: null,
  state: 'open',
  problem: null,
  runtimeKind: 'local',
  life: { state: 'running', reason: null, advice: null, since: 0 },
  restored: null,
  createdAt: 0,
  options: applicationOptionsSchema.parse({}),
  runtime: { state: 'ready', problem: null, details: null, environments: [] },
  counts,
};
const doors = (['scp', 'http', 'folder', 'pull', 'import'] as const).map((door): DoorSummary => ({
  door,
  state: 'off',
  address: null,
  active: 0,
  problem: null,
  details: null,
  counts: { new: 0, alreadyThere: 0, conflicting: 0, quarantined: 0, refused: 0, bytes: 0 },
  rate: 0,
  byteRate: 0,
  senders: [],
}));
const answers: FakeEngine = {
  'applications.list': () => [detail],
  'applications.get': () => detail,
  'applications.check': () => ({ folder: '/x', findings: [] }),
  'arrivals.list': () => [],
  'channels.list': () => ({ paused: null, channels: [] }),
  'components.list': () => [],
  'doors.list': () => ({
    doors,
    disk: { state: 'ok', freeBytes: 1, totalBytes: 2, problem: null, details: null },
  }),
  'docker.state': () => ({
    state: 'idle',
    endpoint: null,
    server: null,
    problem: null,
    canStart: false,
    since: 0,
    nextTryAt: null,
  }),
  'flow.get': () => ({
    since: 0,
    arrivals: { collecting: 0, complete: 0, putAside: 0 },
    jobs: [],
    delivering: 0,
    sending: 0,
    runs: 0,
    runsEnded: 0,
    hours: [{ at: 0, runs: 0, succeeded: 0, failed: 0 }],
  }),
  'job_runs.counts': () => ({ states: {}, total: 0, isExact: true }),
  'job_runs.facets': () => ({ jobNames: [], services: [], channels: [], modalities: [] }),
  'job_runs.list': () => nothing,
  'peers.list': () => [],
  'quarantine.list': () => ({
    ...nothing,
    usage: { files: 0, bytes: 0, ...detail.options.quarantine },
  }),
  'runs.counts': () => ({ states: {}, total: 0, isExact: true }),
  'runs.list': () => nothing,
  'saved_filters.list': () => [],
  'services.list': () => [],
  'statistics.hours': () => [],
  'studies.list': () => ({ ...nothing, unknownNames: [] }),
  'tasks.list': () => nothing,
  'watched_folders.list': () => [],
  'workers.list': () => [],
};

interface Shown {
  /** What tells that it is there. */
  title: string;
  content: ReactNode;
  /** It stands in the whole window, outside of the frame of an application. */
  isWizard?: boolean;
}

/** Views as they are loaded once German was chosen. */
const views: Record<string, () => Promise<Shown>> = {
  async overview() {
    const { OverviewView } = await import('../../views/overview/index.ts');
    return { title: german.overview.emptyTitle, content: <OverviewView /> };
  },
  async flow() {
    const { FlowView } = await import('../../views/flow/index.ts');
    return { title: german.flow.title, content: <FlowView /> };
  },
  async studies() {
    const { StudiesView } = await import('../../views/studies/index.ts');
    return { title: german.studies.emptyTitle, content: <StudiesView /> };
  },
  async runs() {
    const { RunsView } = await import('../../views/runs/index.ts');
    return { title: german.runs.emptyTitle, content: <RunsView /> };
  },
  async jobs() {
    const { JobsView } = await import('../../views/runs/index.ts');
    return { title: german.runs.jobsEmptyTitle, content: <JobsView /> };
  },
  async services() {
    const { ServicesView } = await import('../../views/services/index.ts');
    return { title: german.services.emptyTitle, content: <ServicesView /> };
  },
  async workers() {
    const { WorkersView } = await import('../../views/workers/index.ts');
    return { title: german.workers.localTitle, content: <WorkersView /> };
  },
  async containers() {
    const { ContainersView } = await import('../../views/containers/index.ts');
    return { title: german.docker.noContainersTitle, content: <ContainersView /> };
  },
  async imports() {
    const { ImportsView } = await import('../../views/imports/index.ts');
    return { title: german.imports.emptyTitle, content: <ImportsView /> };
  },
  async doors() {
    const { DoorsView } = await import('../../views/doors/index.ts');
    return { title: german.doors.names.scp, content: <DoorsView /> };
  },
  async 'settings of the C-STORE door'() {
    const { DoorSettingsView } = await import('../../views/doors/index.ts');
    return { title: german.doorSettings.scp.enabled, content: <DoorSettingsView door="scp" /> };
  },
  async quarantine() {
    const { QuarantineView } = await import('../../views/quarantine/index.ts');
    return { title: german.quarantine.emptyTitle, content: <QuarantineView /> };
  },
  async peers() {
    const { PeersView } = await import('../../views/peers/index.ts');
    return { title: german.peers.emptyTitle, content: <PeersView /> };
  },
  async 'search at a peer'() {
    const { QueryView } = await import('../../views/query/index.ts');
    return { title: german.query.beginTitle, content: <QueryView peer="PACS" /> };
  },
  async 'a new peer'() {
    const { PeerWizard } = await import('../../wizards/peer/index.ts');
    return { title: german.peerWizard.kindLead, content: <PeerWizard />, isWizard: true };
  },
  async completeness() {
    const { CompletenessView } = await import('../../views/completeness/index.ts');
    return { title: german.completeness.title, content: <CompletenessView /> };
  },
  async filters() {
    const { FiltersView } = await import('../../views/filters/index.ts');
    return { title: german.filters.noStudyTitle, content: <FiltersView /> };
  },
  async day() {
    const { DayView } = await import('../../views/day/index.ts');
    return { title: german.day.emptyTitle, content: <DayView /> };
  },
};

test('words of the English catalogue are told from German ones', () => {
  expect(englishIn(english.imports.importFiles)).toContain('files');
  expect(englishIn(english.flow.received('2'))).toContain('received');
  expect([...textsIn(german), german.flow.received('2')].flatMap(englishIn)).toEqual([]);
});

test.each(Object.keys(views))('%s has no English word left', async (name) => {
  const { title, content, isWizard = false } = await views[name]!();
  renderPage(content, answers, { hasFrame: !isWizard });
  expect((await screen.findAllByText(title)).length).toBeGreaterThan(0);
  await waitFor(() => expect(document.querySelector('[aria-busy="true"]')).toBeNull());
  expect(screen.getAllByText(title).length, 'the view did not crash').toBeGreaterThan(0);
  // What stands in the options is no word of the window.
  const values = wordsIn(textsIn(detail.options));
  const left = saidOnPage().flatMap((text) =>
    englishIn(text)
      .filter((word) => !values.has(word))
      .map((word) => `${word}: ${text}`),
  );
  expect(left).toEqual([]);
});
