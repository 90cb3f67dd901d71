import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import type { ApplicationSummary } from '../../../contract/index.ts';
import { routeKey, useAction } from '../../engine/index.ts';
import { paths } from '../../navigation/index.ts';
import { notifyDone, notifyError, notifyFailure } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import styles from './TourCard.module.css';

interface TourEndProps {
  application: string;
  name: string;
  onEnd: (isRemoved: boolean) => void;
}

/** Whether the sample goes or stays. */
export function TourEnd({ application, name, onEnd }: TourEndProps) {
  const words = texts.tour;
  const queryClient = useQueryClient();
  const [, navigate] = useLocation();
  const remove = useAction('applications.remove');
  async function removeSample() {
    // Not by what the action tells its component: that is gone as soon as the application is.
    const { left } = await remove.mutateAsync({
      application,
      keepData: false,
      keepImages: false,
      backup: null,
    });
    notifyDone(words.removed(name));
    if (left.length > 0) notifyError({ message: texts.life.leftOver, advice: left.join(' ') });
    // The way in would lead to it again, until the list is read.
    queryClient.setQueryData<ApplicationSummary[]>(routeKey('applications.list'), (list) =>
      list?.filter((one) => one.id !== application),
    );
    navigate(paths.home());
    onEnd(true);
  }
  return (
    <div className={styles.buttons}>
      <Button
        variant="default"
        onClick={() => void removeSample().catch(notifyFailure)}
        loading={remove.isPending}
      >
        {words.remove}
      </Button>
      <Button onClick={() => onEnd(false)}>{words.keep}</Button>
    </div>
  );
}
