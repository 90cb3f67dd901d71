import { Button } from '@mantine/core';
import { useAction } from '../../engine/index.ts';
import { useApplicationId } from '../../navigation/index.ts';
import { notifyDone, notifyError } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';

/** Puts aside what waits for planning or is being planned; nothing is lost by it. */
export function CancelPlanning({ arrival, who }: { arrival: string; who: string }) {
  const application = useApplicationId();
  const words = texts.control;
  const cancel = useAction('arrivals.cancel', notifyError);
  return (
    <Button
      variant="default"
      loading={cancel.isPending}
      aria-label={words.cancelPlanningOf(who)}
      onClick={() =>
        cancel.mutate(
          { application, arrival, from: 'window' },
          { onSuccess: () => notifyDone(words.planningCancelled) },
        )
      }
    >
      {words.cancelPlanning}
    </Button>
  );
}
