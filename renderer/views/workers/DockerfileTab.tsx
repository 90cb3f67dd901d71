import type { WorkerDetail } from '../../../contract/index.ts';
import { IconHammer } from '../../icons/index.ts';
import { paths, useApplicationId } from '../../navigation/index.ts';
import { WayTo } from '../../nextSteps/index.ts';
import { CodeBlock, EmptyNote } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import styles from './SummaryTab.module.css';

/** What would be built now. */
export function DockerfileTab({ worker }: { worker: WorkerDetail }) {
  const application = useApplicationId();
  const words = texts.workers;
  const image = worker.settings?.image ?? null;
  if (worker.dockerfile !== null) {
    return (
      <div className={styles.dockerfile}>
        <CodeBlock text={worker.dockerfile} label={words.dockerfileOf(worker.name)} />
      </div>
    );
  }
  return (
    <EmptyNote icon={IconHammer} title={image === null ? words.noDockerfile : words.prebuilt(image)}>
      <WayTo href={paths.worker(application, worker.name, 'summary')} label={texts.nextSteps.summary} />
    </EmptyNote>
  );
}
