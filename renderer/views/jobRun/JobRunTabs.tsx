import { Tabs } from '@mantine/core';
import { useLocation } from 'wouter';
import { paths } from '../../navigation/index.ts';
import { texts } from '../../texts/index.ts';
import { CallbackTab } from './CallbackTab.tsx';
import { DefinitionTab } from './DefinitionTab.tsx';
import { FilesTab } from './FilesTab.tsx';
import styles from './JobRunTabs.module.css';
import { LogTab } from './LogTab.tsx';
import { ProvenanceTab } from './ProvenanceTab.tsx';
import { SummaryTab } from './SummaryTab.tsx';
import { TrialTab } from './TrialTab.tsx';
import type { JobRun } from './types.ts';

const parts = {
  summary: SummaryTab,
  log: LogTab,
  callback: CallbackTab,
  files: FilesTab,
  definition: DefinitionTab,
  provenance: ProvenanceTab,
  trial: TrialTab,
};
type Part = keyof typeof parts;

const names = Object.keys(parts) as Part[];
const isPart = (value: string | null): value is Part => value !== null && Object.hasOwn(parts, value);

/** The parts of a job run's panel, each with an address of its own. */
export function JobRunTabs({ job, tab }: { job: JobRun; tab: string | null }) {
  const [, navigate] = useLocation();
  const shown = isPart(tab) ? tab : job.state === 'running' ? 'log' : 'summary';
  const Part = parts[shown];
  return (
    <Tabs
      className={styles.tabs ?? ''}
      value={shown}
      onChange={(value) =>
        navigate(paths.jobRun(job.application, job.run, job.id, value ?? undefined), { replace: true })
      }
    >
      <Tabs.List className={styles.list ?? ''}>
        {names.map((name) => (
          <Tabs.Tab key={name} value={name} className={styles.tab ?? ''}>
            {texts.jobRun.tabs[name]}
            {name === 'files' && job.files.length > 0 && (
              <span className={styles.count}>{job.files.length}</span>
            )}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Tabs.Panel
        value={shown}
        className={styles.part ?? ''}
        data-fills={shown === 'log' || undefined}
        tabIndex={shown === 'log' ? -1 : 0}
      >
        <Part job={job} />
      </Tabs.Panel>
    </Tabs>
  );
}
