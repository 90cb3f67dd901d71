import { useAction } from '../../../engine/index.ts';
import { useApplicationId } from '../../../navigation/index.ts';
import { notifyDone, notifyError } from '../../../parts/index.ts';
import { texts } from '../../../texts/index.ts';

/** Runs a service again on a patient, or on the one that it ran for last. */
export function useRunAgain(service: string): {
  runAgain: (patient?: string) => void;
  isPending: boolean;
} {
  const application = useApplicationId();
  const action = useAction('services.run_again', notifyError);
  return {
    isPending: action.isPending,
    runAgain: (patient) =>
      action.mutate(
        { application, name: service, ...(patient === undefined ? {} : { patient }) },
        { onSuccess: () => notifyDone(texts.service.dev.runningAgain) },
      ),
  };
}
