import { Tabs } from '@mantine/core';
import type { FunctionComponent } from 'react';
import { useLocation } from 'wouter';
import type { ServiceDetail } from '../../../contract/index.ts';
import { paths, useApplicationId } from '../../navigation/index.ts';
import { texts } from '../../texts/index.ts';
import { DevelopmentTab } from './development/index.ts';
import { JobsTab } from './jobs/index.ts';
import styles from './Service.module.css';
import { UpdateTab } from './update/index.ts';
import { VersionsTab } from './versions/index.ts';

type Part = keyof typeof texts.service.tabs;

const parts: Record<Part, FunctionComponent<{ service: ServiceDetail }>> = {
  jobs: JobsTab,
  development: DevelopmentTab,
  versions: VersionsTab,
  update: UpdateTab,
};
const names: readonly Part[] = ['jobs', 'development', 'versions', 'update'];
const isPart = (value: string | null): value is Part => value !== null && Object.hasOwn(parts, value);

/** The parts of a service's page, each with an address of its own. */
export function ServiceTabs({ service, tab }: { service: ServiceDetail; tab: string | null }) {
  const application = useApplicationId();
  const [, navigate] = useLocation();
  // Who works on it wants to see how that goes.
  const first: Part = service.linkedFolder === null ? 'jobs' : 'development';
  const shown = isPart(tab) ? tab : first;
  const Shown = parts[shown];
  return (
    <Tabs
      className={styles.tabs ?? ''}
      value={shown}
      onChange={(value) =>
        navigate(paths.service(application, service.name, value ?? undefined), { replace: true })
      }
    >
      <Tabs.List className={styles.list ?? ''}>
        {names.map((name) => (
          <Tabs.Tab key={name} value={name}>
            {texts.service.tabs[name]}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Tabs.Panel value={shown} className={styles.part ?? ''} tabIndex={0}>
        <Shown service={service} />
      </Tabs.Panel>
    </Tabs>
  );
}
