// @vitest-environment happy-dom
import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { jobDefinitionSchema } from '../../../../contract/index.ts';
import type { RouteInput, ServiceDetail } from '../../../../contract/index.ts';
import { renderPage } from '../../../testing/index.ts';
import { JobsTab } from './index.ts';

// Fields that grow with their text listen for fonts, of which this page has none.
Object.defineProperty(document, 'fonts', { value: new EventTarget() });

const own = jobDefinitionSchema.parse({
  jobName: 'lung',
  worker: 'lung.worker',
  callback: 'lung.callback',
  timeout: '30m',
});
const service: ServiceDetail = {
  name: 'lung',
  jobs: [],
  origin: '',
  contentHash: '',
  version: 1,
  installedAt: 0,
  isEnabled: true,
  linkedFolder: null,
  findings: [],
  description: '',
  source: null,
  jobList: [{ jobName: 'lung', definition: own, own, changes: {} }],
  unusedChanges: [],
  isEdited: false,
  link: null,
  folders: { registry: '', module: '' },
  open: { running: 0, queued: 0 },
  onEarlierVersion: 0,
};

test('what is typed while a job is being saved is there afterwards, and can be saved as well', async () => {
  const asked: RouteInput<'services.set_options'>['changes'][] = [];
  let answer: () => void = () => undefined;
  const user = renderPage(<JobsTab service={service} />, {
    'channels.list': () => ({ channels: [], paused: null }),
    async 'services.set_options'({ changes = {} }) {
      asked.push(changes);
      if (asked.length === 1) await new Promise<void>((resolve) => (answer = resolve));
      const definition = { ...own, channel: 'gpu' };
      return { ...service, jobList: [{ jobName: 'lung', definition, own, changes: { channel: 'gpu' } }] };
    },
  });
  const channel = screen.getByRole('combobox', { name: 'Channel' });
  await user.clear(channel);
  await user.type(channel, ' gpu');
  await user.click(screen.getByRole('button', { name: 'Save' }));
  await user.type(screen.getByRole('textbox', { name: 'Position' }), '7');
  answer();
  await screen.findByDisplayValue('gpu');
  expect(screen.getByRole('textbox', { name: 'Position' })).toHaveProperty('value', '7');
  await user.click(screen.getByRole('button', { name: 'Save' }));
  expect(asked).toEqual([{ channel: 'gpu' }, { sortPosition: 7 }]);
});

test('changes of jobs that a service has no longer are told, not lost', () => {
  renderPage(
    <JobsTab service={{ ...service, unusedChanges: [{ jobName: 'old', changes: { timeout: '2h' } }] }} />,
    { 'channels.list': () => ({ channels: [], paused: null }) },
  );
  expect(screen.getByText('Changes of jobs that it has no longer')).toBeTruthy();
  expect(screen.getByText(/old: \{"timeout":"2h"\}/)).toBeTruthy();
});
