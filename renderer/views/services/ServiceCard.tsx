import { IconPuzzle } from '../../icons/index.ts';
import { Link } from 'wouter';
import type { ServiceSummary } from '../../../contract/index.ts';
import { paths, useApplicationId } from '../../navigation/index.ts';
import { Ago, CopyButton, Findings, StateBadge } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import { GoldenCases } from './GoldenCases.tsx';
import { ServiceJobs } from './ServiceJobs.tsx';
import { ServiceMenu } from './ServiceMenu.tsx';
import styles from './ServiceCard.module.css';

/** Characters of a hash that tell versions apart. */
const hashLength = 12;

/** One installed service. */
export function ServiceCard({ service }: { service: ServiceSummary }) {
  const application = useApplicationId();
  const words = texts.services;
  return (
    <li className={styles.card}>
      <div className={styles.head}>
        <span className={styles.icon}>
          <IconPuzzle size={18} stroke={1.7} aria-hidden />
        </span>
        <div className={styles.words}>
          <div className={styles.line}>
            <h2 className={styles.name}>
              <Link href={paths.service(application, service.name)} className={styles.link}>
                {service.name}
              </Link>
            </h2>
            {service.linkedFolder !== null && (
              <StateBadge tone="succeeded" label={texts.service.development} />
            )}
            {!service.isEnabled && <StateBadge tone="skipped" label={texts.service.disabled} />}
          </div>
          <p className={styles.facts}>
            <span>
              {words.installed} <Ago at={service.installedAt} />
            </span>
            <span title={`${words.versionHelp}: ${service.contentHash}`}>
              {service.version === 0 ? words.version : texts.service.version(service.version)}{' '}
              <code>{service.contentHash.slice(0, hashLength)}</code>
              <CopyButton text={service.contentHash} label={`${texts.common.copy}: ${words.version}`} />
            </span>
            {service.origin !== '' && (
              <span className={styles.origin} title={service.origin}>
                {words.origin} <code>{service.origin}</code>
              </span>
            )}
          </p>
        </div>
        <div className={styles.menu}>
          <ServiceMenu service={service.name} />
        </div>
      </div>
      <ServiceJobs jobs={service.jobs} label={`${words.jobs}: ${service.name}`} />
      <GoldenCases service={service.name} />
      {service.findings.length > 0 && <Findings findings={service.findings} />}
    </li>
  );
}
