import type { ApplicationDetail } from '../../../contract/index.ts';
import { useRoute } from '../../engine/index.ts';
import { paths, useApplicationId } from '../../navigation/index.ts';
import { WayTo } from '../../nextSteps/index.ts';
import { ErrorNote, Note, runtimeError } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import styles from './Hints.module.css';

interface HintsProps {
  runtime: ApplicationDetail['runtime'];
  kind: ApplicationDetail['options']['runtime'];
  /** Images may be there, but nothing will be run on them. */
  withoutServices?: boolean;
}

const titles = { local: texts.overview.runtimeTitle, docker: texts.life.runtimeTitle };

/** What keeps jobs from running, and the way to mend it. */
export function Hints({ runtime, kind, withoutServices = false }: HintsProps) {
  const application = useApplicationId();
  return (
    <>
      {runtime.state === 'failed' && (
        <div className={styles.problem}>
          <ErrorNote error={runtimeError(runtime, titles[kind])} />
        </div>
      )}
      {kind === 'docker' && <NoWorkers />}
      {withoutServices && (
        <Note action={<WayTo href={paths.services(application)} label={texts.overview.installService} />}>
          <strong>{texts.overview.noServicesTitle}</strong> {texts.overview.noServicesText}
        </Note>
      )}
    </>
  );
}

/** Without a worker, an application in Docker runs nothing. */
function NoWorkers() {
  const application = useApplicationId();
  const words = texts.life;
  if (useRoute('workers.list', { application }).data?.length !== 0) return null;
  return (
    <Note action={<WayTo href={paths.workers(application)} label={words.installWorker} />}>
      <strong>{words.noWorkersTitle}</strong> {words.noWorkersText}
    </Note>
  );
}
