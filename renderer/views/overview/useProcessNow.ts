import { useAction } from '../../engine/index.ts';
import { useApplicationId } from '../../navigation/index.ts';
import { notifyDone, notifyError } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';

/** Has one arrival, or all that collect, processed at once. */
export function useProcessNow(): { start: (arrival?: string) => void; isPending: boolean } {
  const application = useApplicationId();
  const processNow = useAction('arrivals.process_now', notifyError);
  return {
    isPending: processNow.isPending,
    start(arrival) {
      processNow.mutate(arrival === undefined ? { application } : { application, arrival }, {
        onSuccess: ({ count }) => notifyDone(texts.overview.processingStarted(count)),
      });
    },
  };
}
