import type { WorkerDetail } from '../../../../contract/index.ts';
import { IconHammer } from '../../../icons/index.ts';
import { paths, useApplicationId } from '../../../navigation/index.ts';
import { WayTo } from '../../../nextSteps/index.ts';
import { EmptyNote } from '../../../parts/index.ts';
import { texts } from '../../../texts/index.ts';
import { Build } from './Build.tsx';

/** The newest build of a worker; the next one is begun beside its name. */
export function BuildTab({ worker }: { worker: WorkerDetail }) {
  const application = useApplicationId();
  const words = texts.workers;
  if (worker.lastBuild !== null)
    return <Build key={worker.lastBuild.task} of={worker.name} task={worker.lastBuild.task} />;
  const isPrebuilt = worker.settings?.image != null;
  return (
    <EmptyNote
      icon={IconHammer}
      title={words.noBuildTitle}
      text={isPrebuilt ? words.noBuildPrebuilt : words.noBuildText}
    >
      <WayTo
        href={paths.worker(application, worker.name, isPrebuilt ? 'summary' : 'dockerfile')}
        label={isPrebuilt ? texts.nextSteps.summary : texts.nextSteps.dockerfile}
      />
    </EmptyNote>
  );
}
