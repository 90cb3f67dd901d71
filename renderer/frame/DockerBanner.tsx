import { useRoute } from '../engine/index.ts';
import { DockerAdvice, DockerButtons, useRuntimeKind } from '../docker/index.ts';
import { StateIcon } from '../parts/index.ts';
import styles from './Banner.module.css';

/** Says above every view of an application that needs Docker that it cannot be used, and what to do, while that is so. */
export function DockerBanner() {
  return <div aria-live="polite">{useRuntimeKind() === 'docker' && <Problem />}</div>;
}

/** Where nobody needs Docker, it is not even looked for. */
function Problem() {
  const problem = useRoute('docker.state', {}).data?.problem ?? null;
  if (problem === null) return null;
  return (
    <div className={styles.banner} data-state="failed">
      <StateIcon tone="failed" />
      <div className={styles.words}>
        <DockerAdvice problem={problem} />
      </div>
      <DockerButtons />
    </div>
  );
}
