import { Switch } from '@mantine/core';
import type { WorkerDetail } from '../../../contract/index.ts';
import { useAction, useRoute } from '../../engine/index.ts';
import { paths, useApplicationId } from '../../navigation/index.ts';
import { Answer, ListSkeleton, notifyError, Page, StateBadge, Trail } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import { WorkerMenu } from './WorkerMenu.tsx';
import { WorkerTabs } from './WorkerTabs.tsx';
import { workerTones } from './workerTones.ts';

/** One worker: what it is, what is built of it, how that goes, and what its containers get. */
export function WorkerView({ worker: name, tab }: { worker: string; tab: string | null }) {
  const application = useApplicationId();
  const words = texts.workers;
  const query = useRoute('workers.get', { application, worker: name });
  const worker = query.data;
  return (
    <Page
      fills
      title={name}
      trail={<Trail href={paths.workers(application)} label={words.title} />}
      mark={worker && <StateBadge tone={workerTones[worker.state]} label={words.states[worker.state]} />}
      description={worker && (worker.description === '' ? words.noDescription : worker.description)}
      actions={
        worker && (
          <>
            <EnabledSwitch worker={worker} />
            <WorkerMenu worker={worker} />
          </>
        )
      }
    >
      <Answer query={query} waiting={<ListSkeleton rows={6} height={56} />}>
        {(detail) => <WorkerTabs worker={detail} tab={tab} />}
      </Answer>
    </Page>
  );
}

/** Has the worker run containers and serve its channels, or not. */
function EnabledSwitch({ worker: { name, isEnabled } }: { worker: WorkerDetail }) {
  const application = useApplicationId();
  const words = texts.workerVersions;
  const enable = useAction('workers.enable', notifyError);
  const disable = useAction('workers.disable', notifyError);
  return (
    <Switch
      label={words.enabled}
      title={words.enabledHelp}
      aria-label={words.enabledOf(name)}
      checked={isEnabled}
      disabled={enable.isPending || disable.isPending}
      onChange={() => (isEnabled ? disable : enable).mutate({ application, worker: name })}
    />
  );
}
