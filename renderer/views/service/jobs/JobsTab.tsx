import type { ServiceDetail } from '../../../../contract/index.ts';
import { IconPuzzle } from '../../../icons/index.ts';
import { paths, useApplicationId } from '../../../navigation/index.ts';
import { WayTo } from '../../../nextSteps/index.ts';
import { EmptyNote, Findings, Note, Section } from '../../../parts/index.ts';
import { texts } from '../../../texts/index.ts';
import { JobCard } from './JobCard.tsx';
import styles from './Jobs.module.css';

/** The jobs of a service with what is changed of them here. */
export function JobsTab({ service }: { service: ServiceDetail }) {
  const application = useApplicationId();
  const words = texts.service;
  const { jobList, findings, unusedChanges } = service;
  return (
    <div className={styles.tab}>
      {!service.isEnabled && <Note>{words.disabledNote}</Note>}
      {service.isEdited && <Note>{words.editedNote}</Note>}
      {service.onEarlierVersion > 0 && <Note>{words.earlierVersion(service.onEarlierVersion)}</Note>}
      {findings.length > 0 && <Findings findings={findings} />}
      <p className={styles.lead}>{words.jobs.lead}</p>
      {jobList.length === 0 && (
        <EmptyNote icon={IconPuzzle} title={texts.services.noJobs} text={texts.services.noJobsText}>
          <WayTo
            href={paths.service(application, service.name, 'development')}
            label={texts.service.development}
          />
        </EmptyNote>
      )}
      {jobList.map((job) => (
        <JobCard key={job.jobName} service={service.name} job={job} />
      ))}
      {unusedChanges.length > 0 && (
        <Section title={words.jobs.unusedTitle}>
          <p className={styles.lead}>
            {words.jobs.unusedText}{' '}
            {unusedChanges.map(({ jobName, changes }) => (
              <code key={jobName}>
                {jobName}: {JSON.stringify(changes)}{' '}
              </code>
            ))}
          </p>
        </Section>
      )}
    </div>
  );
}
