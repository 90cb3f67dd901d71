import type { ServiceDetail } from '../../../../contract/index.ts';
import { texts } from '../../../texts/index.ts';
import styles from './Development.module.css';
import { LinkedPart } from './LinkedPart.tsx';
import { LinkPart } from './LinkPart.tsx';
import { OpenPart } from './OpenPart.tsx';
import { RecentJobs } from './RecentJobs.tsx';

/** The work on a service: its folder, its environment, and what came of it last. */
export function DevelopmentTab({ service }: { service: ServiceDetail }) {
  return (
    <div className={styles.tab}>
      {service.link === null ? (
        <LinkPart service={service} />
      ) : (
        <LinkedPart service={service} link={service.link} />
      )}
      <OpenPart service={service.name} />
      <section aria-label={texts.service.dev.recentTitle}>
        <RecentJobs service={service.name} />
      </section>
    </div>
  );
}
