import { Button } from '@mantine/core';
import type { ServiceDetail, ServiceLink } from '../../../../contract/index.ts';
import { useAction } from '../../../engine/index.ts';
import { IconRefresh } from '../../../icons/index.ts';
import { useApplicationId } from '../../../navigation/index.ts';
import { Ago, CopyButton, Findings, notifyError, StateBadge } from '../../../parts/index.ts';
import { texts } from '../../../texts/index.ts';
import { linkTones } from '../linkTones.ts';
import styles from './Development.module.css';

interface LinkedPartProps {
  service: ServiceDetail;
  link: ServiceLink;
}

/** The folder that is followed, and what was found in what was saved last. */
export function LinkedPart({ service: { name }, link }: LinkedPartProps) {
  const application = useApplicationId();
  const words = texts.service.dev;
  const refresh = useAction('services.refresh', notifyError);
  const unlink = useAction('services.unlink', notifyError);
  return (
    <section className={styles.box} aria-label={texts.service.development}>
      <div className={styles.head} aria-live="polite">
        <StateBadge tone={linkTones[link.state]} label={words.states[link.state]} />
        <span className={styles.note}>{words.stateHelps[link.state]}</span>
      </div>
      <p className={styles.folder}>
        <code>{link.folder}</code>
        <CopyButton text={link.folder} />
        <span className={styles.note}>
          {words.takenOver} <Ago at={link.changedAt} />
        </span>
      </p>
      {link.findings.length > 0 && <Findings findings={link.findings} />}
      <div className={styles.buttons}>
        <Button
          variant="default"
          leftSection={<IconRefresh size={15} aria-hidden />}
          loading={refresh.isPending}
          onClick={() => refresh.mutate({ application, name })}
        >
          {words.refresh}
        </Button>
        <Button
          variant="subtle"
          color="gray"
          title={words.unlinkNote}
          loading={unlink.isPending}
          onClick={() => unlink.mutate({ application, name })}
        >
          {words.unlink}
        </Button>
      </div>
    </section>
  );
}
