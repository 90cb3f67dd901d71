import { IconPuzzle } from '../../icons/index.ts';
import type { ServiceSummary } from '../../../contract/index.ts';
import { Ago, CopyButton, Findings } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import { GoldenCases } from './GoldenCases.tsx';
import { ServiceJobs } from './ServiceJobs.tsx';
import { ServiceMenu } from './ServiceMenu.tsx';
import styles from './ServiceCard.module.css';

/** Characters of a hash that tell versions apart. */
const hashLength = 12;

/** One installed service. */
export function ServiceCard({ service }: { service: ServiceSummary }) {
  const words = texts.services;
  return (
    <li className={styles.card}>
      <div className={styles.head}>
        <span className={styles.icon}>
          <IconPuzzle size={18} stroke={1.7} aria-hidden />
        </span>
        <div className={styles.words}>
          <h2 className={styles.name}>{service.name}</h2>
          <p className={styles.facts}>
            <span>
              {words.installed} <Ago at={service.installedAt} />
            </span>
            <span title={`${words.versionHelp}: ${service.contentHash}`}>
              {words.version} <code>{service.contentHash.slice(0, hashLength)}</code>
              <CopyButton text={service.contentHash} label={`${texts.common.copy}: ${words.version}`} />
            </span>
            <span className={styles.origin} title={service.origin}>
              {words.origin} <code>{service.origin}</code>
            </span>
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
