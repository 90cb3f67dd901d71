import { Link } from 'wouter';
import type { WorkerSummary } from '../../../contract/index.ts';
import { useRoute } from '../../engine/index.ts';
import { IconBox } from '../../icons/index.ts';
import { paths, useApplicationId } from '../../navigation/index.ts';
import { Findings, StateBadge } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import { BuildProgress } from './BuildProgress.tsx';
import { BuildProblemNote } from './BuildProblemNote.tsx';
import { EnvironmentTable } from './EnvironmentTable.tsx';
import styles from './WorkerCard.module.css';
import { WorkerMenu } from './WorkerMenu.tsx';
import { workerTones } from './workerTones.ts';

/** One installed worker. */
export function WorkerCard({ worker }: { worker: WorkerSummary }) {
  const application = useApplicationId();
  const words = texts.workers;
  const { name, state, lastBuild, findings, isEnabled } = worker;
  return (
    <li className={styles.card}>
      <div className={styles.head}>
        <span className={styles.icon}>
          <IconBox size={18} stroke={1.7} aria-hidden />
        </span>
        <div className={styles.words}>
          <div className={styles.line}>
            <h2 className={styles.name}>
              <Link href={paths.worker(application, name)} className={styles.link}>
                {name}
              </Link>
            </h2>
            <StateBadge tone={workerTones[state]} label={words.states[state]} />
            {!isEnabled && <StateBadge tone="skipped" label={texts.workerVersions.disabled} />}
          </div>
          <p className={styles.facts}>
            <span>
              {words.baseImage} <code>{worker.baseImage}</code>
            </span>
            <Running worker={worker} />
          </p>
          {worker.description !== '' && <p className={styles.description}>{worker.description}</p>}
        </div>
        <div className={styles.menu}>
          <WorkerMenu worker={worker} />
        </div>
      </div>
      {state === 'building' && lastBuild !== null && <BuildProgress worker={name} task={lastBuild.task} />}
      {state !== 'built' && state !== 'building' && lastBuild?.problem == null && (
        <p className={styles.note}>{words.stateHelp[state]}</p>
      )}
      {state === 'failed' && lastBuild?.problem != null && <BuildProblemNote problem={lastBuild.problem} />}
      <EnvironmentTable
        environments={worker.environments.map(({ pythonVersion, ...one }) => ({
          ...one,
          python: pythonVersion,
        }))}
        label={words.environmentsOf(name)}
      />
      {findings.length > 0 && <Findings findings={findings} />}
    </li>
  );
}

/** How many of its containers run, of those that should. */
function Running({ worker }: { worker: WorkerSummary }) {
  const application = useApplicationId();
  const containers = useRoute('containers.list', { application }).data ?? [];
  const running = containers.filter(
    ({ role, of, state }) => role === 'worker' && of === worker.name && state === 'running',
  ).length;
  return <span>{texts.workers.replicasRunning(running, worker.options.replicas)}</span>;
}
