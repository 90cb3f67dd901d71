import { useAction, useRoute } from '../engine/index.ts';
import type { ApplicationLife } from '../../contract/index.ts';
import { useApplicationId } from '../navigation/index.ts';
import { notifyDone, notifyError } from '../parts/index.ts';
import { texts } from '../texts/index.ts';

/** Whether the application on show runs, and the ways to change that. */
interface Life {
  /** Undefined until it is known. */
  life: ApplicationLife | undefined;
  isPending: boolean;
  start: () => void;
  /** `wait`: running jobs may end first; `interrupt`: they run again later. */
  stop: (jobs: 'wait' | 'interrupt') => void;
  restart: () => void;
  /** Prepares folders and images. */
  init: () => void;
}

export function useLife(): Life {
  const application = useApplicationId();
  const words = texts.life;
  const life = useRoute('applications.get', { application }).data?.life;
  const start = useAction('applications.start', notifyError);
  const stop = useAction('applications.stop', notifyError);
  const restart = useAction('applications.restart', notifyError);
  const init = useAction('applications.init', notifyError);

  /** A start that failed answers as well, with why. */
  function tell(after: ApplicationLife) {
    if (after.state === 'running') notifyDone(words.started);
    else if (after.state === 'stopped') notifyDone(words.stopped);
    else if (after.reason !== null)
      notifyError({ message: after.reason, ...(after.advice === null ? {} : { advice: after.advice }) });
  }
  return {
    life,
    isPending: start.isPending || restart.isPending || init.isPending,
    start: () => start.mutate({ application }, { onSuccess: tell }),
    stop: (jobs) => stop.mutate({ application, jobs }, { onSuccess: tell }),
    restart: () => restart.mutate({ application }, { onSuccess: tell }),
    init: () => init.mutate({ application }, { onSuccess: () => notifyDone(words.initBegun) }),
  };
}
