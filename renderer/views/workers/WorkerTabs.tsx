import { Tabs } from '@mantine/core';
import { useLocation } from 'wouter';
import type { WorkerDetail } from '../../../contract/index.ts';
import { paths, useApplicationId } from '../../navigation/index.ts';
import { texts } from '../../texts/index.ts';
import { BuildTab } from './build/index.ts';
import { DockerfileTab } from './DockerfileTab.tsx';
import { OptionsTab } from './options/index.ts';
import { SummaryTab } from './SummaryTab.tsx';
import { UpdateTab } from './update/index.ts';
import { VersionsTab } from './versions/index.ts';
import styles from './WorkerTabs.module.css';

const parts = {
  summary: SummaryTab,
  dockerfile: DockerfileTab,
  build: BuildTab,
  versions: VersionsTab,
  update: UpdateTab,
  settings: OptionsTab,
};
type Part = keyof typeof parts;

const names = Object.keys(parts) as Part[];
const isPart = (value: string | null): value is Part => value !== null && Object.hasOwn(parts, value);

/** The parts of a worker's page, each with an address of its own. */
export function WorkerTabs({ worker, tab }: { worker: WorkerDetail; tab: string | null }) {
  const application = useApplicationId();
  const [, navigate] = useLocation();
  const shown = isPart(tab) ? tab : 'summary';
  const Part = parts[shown];
  return (
    <Tabs
      className={styles.tabs ?? ''}
      value={shown}
      onChange={(value) =>
        navigate(paths.worker(application, worker.name, value ?? undefined), { replace: true })
      }
    >
      <Tabs.List className={styles.list ?? ''}>
        {names.map((name) => (
          <Tabs.Tab key={name} value={name}>
            {texts.workers.tabs[name]}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Tabs.Panel
        value={shown}
        className={styles.part ?? ''}
        data-fills={shown === 'build' || undefined}
        tabIndex={shown === 'build' ? -1 : 0}
      >
        <Part worker={worker} />
      </Tabs.Panel>
    </Tabs>
  );
}
