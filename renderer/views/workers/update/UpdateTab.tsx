import { useLocation } from 'wouter';
import type { WorkerDetail } from '../../../../contract/index.ts';
import { useAction, useRoute } from '../../../engine/index.ts';
import { paths, useApplicationId } from '../../../navigation/index.ts';
import { Section } from '../../../parts/index.ts';
import { texts } from '../../../texts/index.ts';
import { FromSource, ProposedChanges } from '../../../versions/index.ts';
import styles from './Update.module.css';

/** The worker as it is now where it came from, against what is installed. */
export function UpdateTab({
  worker: { name, source, origin },
}: {
  worker: Pick<WorkerDetail, 'name' | 'source' | 'origin'>;
}) {
  const application = useApplicationId();
  return (
    <div className={styles.tab}>
      <p className={styles.lead}>{texts.service.updating.lead}</p>
      <FromSource what="worker" source={source} origin={origin} elsewhere={paths.installWorker(application)}>
        {(staged) => <Compared key={`${staged.id} ${staged.folder}`} worker={name} staged={staged} />}
      </FromSource>
    </div>
  );
}

function Compared({ worker, staged }: { worker: string; staged: { id: string; folder: string } }) {
  const application = useApplicationId();
  const [, navigate] = useLocation();
  const words = texts.service.updating;
  const other = { staged: staged.id };
  const comparison = useRoute('workers.compare', { application, worker, with: other }, { keep: false });
  const install = useAction('workers.install');
  const onSuccess = () => navigate(paths.worker(application, worker, 'build'));
  return (
    <Section title={comparison.data?.isSame === true ? words.upToDate : words.changes}>
      <p className={styles.lead}>{texts.workerVersions.changeLead}</p>
      <ProposedChanges
        query={comparison}
        action={texts.workerVersions.updateAndBuild}
        busy={install.isPending}
        error={install.error}
        onGo={() =>
          install.mutate(
            { application, path: staged.folder, staged: staged.id, name: worker, replace: true },
            { onSuccess },
          )
        }
      />
    </Section>
  );
}
