import type { Container } from '../../../contract/index.ts';
import { DockerNote } from '../../docker/index.ts';
import { useRoute } from '../../engine/index.ts';
import { formatBytes } from '../../format/index.ts';
import { ContainerLogView } from '../../log/index.ts';
import { paths, useApplicationId } from '../../navigation/index.ts';
import { Elapsed, ErrorNote, Page, StateBadge, Trail } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import { looksOf } from './containerTones.ts';
import styles from './ContainerView.module.css';

/** One container: what it uses, and what it prints. */
export function ContainerView({ container: name }: { container: string }) {
  const application = useApplicationId();
  const words = texts.docker;
  const list = useRoute('containers.list', { application, figures: true }, { everyMs: 2000 });
  const container = list.data?.find((one) => one.name === name);
  const isGone = list.data !== undefined && container === undefined;
  return (
    <Page
      fills
      title={name}
      trail={<Trail href={paths.containers(application)} label={words.containers} />}
      mark={
        container === undefined ? (
          isGone && <StateBadge tone="skipped" label={words.gone} />
        ) : (
          <StateBadge {...looksOf(container)} />
        )
      }
      description={container === undefined ? isGone && words.goneText : <Facts container={container} />}
    >
      {container?.problem != null && (
        <div className={styles.problem}>
          <DockerNote problem={container.problem} />
        </div>
      )}
      {list.data === undefined && list.error !== null && (
        <div className={styles.problem}>
          <ErrorNote error={list.error} onRetry={() => void list.refetch()} />
        </div>
      )}
      <div className={styles.log}>
        <ContainerLogView application={application} container={name} />
      </div>
    </Page>
  );
}

function Facts({ container }: { container: Container }) {
  const words = texts.docker;
  const { role, of, image, cpuPercent, memoryBytes, memoryLimitBytes, jobsRunning, startedAt } = container;
  return (
    <span className={styles.facts}>
      <span>{role === 'planning' ? words.roles.planning : words.ofWhat(words.roles[role], of)}</span>
      {cpuPercent !== null && <span>{words.cpuNow(words.percent(cpuPercent))}</span>}
      {memoryBytes !== null && (
        <span>
          {memoryLimitBytes === null
            ? formatBytes(memoryBytes)
            : words.memoryOf(formatBytes(memoryBytes), formatBytes(memoryLimitBytes))}
        </span>
      )}
      <span>{texts.common.jobs(jobsRunning)}</span>
      {startedAt !== null && <Elapsed from={startedAt} to={null} />}
      <code className={styles.image}>{image}</code>
    </span>
  );
}
