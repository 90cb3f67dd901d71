import type { RouteOutput } from '../../../contract/index.ts';
import { Findings, StateIcon } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import { ServiceJobs } from '../../views/services/index.ts';
import styles from './Install.module.css';

/** What a service folder holds, what was noticed, and where its functions were tried. */
export function ServiceFindings({ service }: { service: RouteOutput<'services.inspect'> }) {
  const words = texts.installWizard.look;
  const { jobs, findings, environments } = service;
  return (
    <>
      <ServiceJobs jobs={jobs} label={texts.services.jobs} />
      <div>
        <h3 className={styles.heading}>{texts.drafting.findings}</h3>
        {findings.length === 0 ? (
          <p className={styles.note}>{texts.drafting.noFindings}</p>
        ) : (
          <Findings findings={findings} />
        )}
      </div>
      {environments.length > 0 && (
        <div>
          <h3 className={styles.heading}>{words.tried}</h3>
          <ul className={styles.tried}>
            {environments.map(({ role, channels, environment, python, problem }) => (
              <li key={`${role} ${channels.join(' ')}`}>
                <StateIcon tone={problem === null ? 'succeeded' : 'warning'} size={14} />
                <span>
                  {role === 'callbacks' ? words.callbacks : words.workers(channels.join(', '))}:{' '}
                  {problem ?? triedIn(environment, python)}
                </span>
              </li>
            ))}
          </ul>
        </div>
      )}
    </>
  );
}

function triedIn(environment: string | null, python: string | null): string {
  const known = [environment, python].filter((part) => part !== null && part !== '');
  return known.length === 0 ? texts.installWizard.look.tested : known.join(', ');
}
