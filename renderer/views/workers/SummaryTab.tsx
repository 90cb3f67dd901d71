import type { WorkerDetail } from '../../../contract/index.ts';
import { useRoute } from '../../engine/index.ts';
import { paths, useApplicationId } from '../../navigation/index.ts';
import { WayTo } from '../../nextSteps/index.ts';
import {
  Ago,
  CopyButton,
  DataTable,
  EmptyNote,
  Findings,
  KeyValues,
  Note,
  Section,
} from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import { ContainerTable } from '../containers/index.ts';
import { BuildProblemNote } from './BuildProblemNote.tsx';
import { BuildProgress } from './BuildProgress.tsx';
import { EnvironmentTable } from './EnvironmentTable.tsx';
import styles from './SummaryTab.module.css';

/** What a worker is, and its containers as they are now. */
export function SummaryTab({ worker }: { worker: WorkerDetail }) {
  const words = texts.workers;
  const { name, state, lastBuild, image, entryFolders, findings } = worker;
  return (
    <>
      <div className={styles.state}>
        {state === 'building' && lastBuild !== null && <BuildProgress worker={name} task={lastBuild.task} />}
        {state === 'failed' && lastBuild?.problem != null && <BuildProblemNote problem={lastBuild.problem} />}
        {state !== 'built' && state !== 'building' && lastBuild?.problem == null && (
          <p className={styles.note}>{words.stateHelp[state]}</p>
        )}
        {worker.atWork?.isolation === 'container' && <Note>{words.withoutLandlock}</Note>}
        {worker.atWork?.problems.map(({ message, advice }) => (
          <Note key={message}>
            {message} {advice}
          </Note>
        ))}
        {findings.length > 0 && <Findings findings={findings} />}
      </div>
      <Section title={words.environments}>
        <EnvironmentTable
          environments={worker.environments.map(({ pythonVersion, ...one }) => ({
            ...one,
            python: pythonVersion,
          }))}
          label={words.environmentsOf(name)}
        />
      </Section>
      <Containers worker={worker} />
      {entryFolders.length > 0 && (
        <Section title={words.entryFolders}>
          <p className={styles.note}>{words.entryFoldersHelp}</p>
          <DataTable
            label={words.entryFolders}
            rows={entryFolders}
            rowId={({ target }) => target}
            columns={[
              { id: 'target', header: words.columnTarget, cell: ({ target }) => <code>{target}</code> },
              { id: 'folder', header: words.columnFolder, cell: ({ folder }) => <Path path={folder} /> },
            ]}
          />
        </Section>
      )}
      <Section title={words.image}>
        <KeyValues
          pairs={[
            [words.baseImage, <code key="base">{worker.baseImage}</code>],
            [words.image, image === null ? words.noImage : <code title={image.id}>{image.reference}</code>],
            ...(image === null
              ? []
              : [[words.builtAt, <Ago key="built" at={image.builtAt} />] as [string, React.ReactNode]]),
            [words.folder, <Path key="folder" path={worker.folder} />],
            [words.origin, <code key="origin">{worker.origin}</code>],
            [words.installed, <Ago key="installed" at={worker.installedAt} />],
          ]}
        />
      </Section>
    </>
  );
}

function Path({ path }: { path: string }) {
  return (
    <span className={styles.path}>
      <code>{path}</code>
      <CopyButton text={path} />
    </span>
  );
}

function Containers({ worker }: { worker: WorkerDetail }) {
  const application = useApplicationId();
  const words = texts.workers;
  const all = useRoute('containers.list', { application, figures: true }, { everyMs: 2000 }).data ?? [];
  const own = all.filter(({ role, of }) => role === 'worker' && of === worker.name);
  return (
    <Section title={words.containers}>
      {own.length === 0 ? (
        <EmptyNote title={texts.docker.noContainersTitle} text={texts.docker.noContainersText}>
          <WayTo href={paths.worker(application, worker.name, 'build')} label={texts.nextSteps.build} />
        </EmptyNote>
      ) : (
        <ContainerTable containers={own} label={words.containersOf(worker.name)} />
      )}
    </Section>
  );
}
