import { Switch } from '@mantine/core';
import { useId } from 'react';
import type { ServiceJob } from '../../../../contract/index.ts';
import { useAction } from '../../../engine/index.ts';
import { useApplicationId } from '../../../navigation/index.ts';
import { notifyError } from '../../../parts/index.ts';
import { texts } from '../../../texts/index.ts';
import { JobForm } from './JobForm.tsx';
import styles from './Jobs.module.css';

interface JobCardProps {
  service: string;
  job: ServiceJob;
}

/** One job of a service: what it is, whether it is asked, and what is changed of it. */
export function JobCard({ service, job }: JobCardProps) {
  const application = useApplicationId();
  const words = texts.service.jobs;
  const title = useId();
  const enable = useAction('services.enable', notifyError);
  const disable = useAction('services.disable', notifyError);
  const { jobName, definition } = job;
  const toggle = definition.disabled ? enable : disable;
  return (
    <section className={styles.card} aria-labelledby={title}>
      <header className={styles.head}>
        <div className={styles.words}>
          <h2 className={styles.name} id={title}>
            {jobName}
          </h2>
          <p className={styles.facts}>
            <span>
              {words.worker} <code>{definition.worker}</code>
            </span>
            <span>
              {words.callback} <code>{definition.callback}</code>
            </span>
            {definition.dependsOn.length > 0 && (
              <span>
                {words.dependsOn} <code>{definition.dependsOn.join(', ')}</code>
              </span>
            )}
            {definition.grouping !== null && (
              <span>
                {words.grouping} {definition.grouping}
              </span>
            )}
          </p>
        </div>
        <Switch
          label={texts.service.enabled}
          title={texts.service.enabledHelp}
          aria-label={words.enabledOf(jobName)}
          checked={!definition.disabled}
          disabled={enable.isPending || disable.isPending}
          onChange={() => toggle.mutate({ application, name: service, job: jobName })}
        />
      </header>
      <JobForm service={service} job={job} />
    </section>
  );
}
