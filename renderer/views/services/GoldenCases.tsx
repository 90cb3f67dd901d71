import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { useState } from 'react';
import type { GoldenCase } from '../../../contract/index.ts';
import { ComparisonView } from '../../comparison/index.ts';
import { useAction, useRoute, useRoutes } from '../../engine/index.ts';
import { IconCheck, IconTrash } from '../../icons/index.ts';
import { useApplicationId } from '../../navigation/index.ts';
import { Ago, Confirm, notifyError } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import styles from './GoldenCases.module.css';

/** Golden cases of a service: run all with one click, see what differs, accept it. */
export function GoldenCases({ service }: { service: string }) {
  const application = useApplicationId();
  const words = texts.research;
  const cases = useRoute('golden.list', { application, service });
  const check = useAction('golden.check', notifyError);
  const cancel = useAction('tasks.cancel', notifyError);
  const asked =
    check.data === undefined ? [] : [{ subject: check.data.id, input: { application, task: check.data.id } }];
  const [task] = useRoutes('tasks.get', asked);
  const running = task?.data?.state === 'running' ? task.data : null;
  const isChecking = check.isPending || running !== null;
  if (cases.data === undefined || cases.data.length === 0) return null;
  return (
    <section className={styles.cases} aria-label={`${words.golden}: ${service}`}>
      <div className={styles.head}>
        <h3 className={styles.title}>{words.goldenCount(cases.data.length)}</h3>
        <Button
          variant="default"
          size="compact-sm"
          loading={isChecking}
          onClick={() => check.mutate({ application, service }, { onSettled: () => void cases.refetch() })}
        >
          {words.check}
        </Button>
      </div>
      {running !== null && running.problem !== null && (
        <div className={styles.head}>
          <output>{running.problem}</output>
          <Button
            variant="default"
            size="compact-sm"
            loading={cancel.isPending}
            onClick={() => cancel.mutate({ application, task: running.id })}
          >
            {texts.imports.stop('golden')}
          </Button>
        </div>
      )}
      <ul className={styles.list}>
        {cases.data.map((one) => (
          <Case key={one.id} golden={one} onChange={() => void cases.refetch()} />
        ))}
      </ul>
    </section>
  );
}

function Case({ golden, onChange }: { golden: GoldenCase; onChange: () => void }) {
  const application = useApplicationId();
  const words = texts.research;
  const accept = useAction('golden.accept', notifyError);
  const remove = useAction('golden.remove', notifyError);
  const [removing, setRemoving] = useState(false);
  const { lastCheck } = golden;
  const one = { application, case: golden.id };
  return (
    <li>
      <div className={styles.head}>
        <span>
          {golden.name}: <strong>{words.outcomes[lastCheck?.outcome ?? 'none']}</strong>{' '}
          {lastCheck !== null && <Ago at={lastCheck.at} />}
        </span>
        <span>
          {lastCheck?.outcome === 'different' && (
            <Tooltip label={words.accept}>
              <ActionIcon
                aria-label={`${words.accept}: ${golden.name}`}
                size={24}
                loading={accept.isPending}
                onClick={() => accept.mutate(one, { onSuccess: onChange })}
              >
                <IconCheck size={15} />
              </ActionIcon>
            </Tooltip>
          )}
          <Tooltip label={words.remove}>
            <ActionIcon
              aria-label={`${words.remove}: ${golden.name}`}
              size={24}
              onClick={() => setRemoving(true)}
            >
              <IconTrash size={15} />
            </ActionIcon>
          </Tooltip>
        </span>
      </div>
      {lastCheck?.problem != null && <p>{lastCheck.problem}</p>}
      {lastCheck?.outcome === 'different' && lastCheck.comparison !== null && (
        <ComparisonView comparison={lastCheck.comparison} />
      )}
      <Confirm
        opened={removing}
        title={words.removeTitle(golden.name)}
        text={words.removeText}
        action={words.remove}
        busy={remove.isPending}
        onClose={() => setRemoving(false)}
        onConfirm={() => remove.mutate(one, { onSuccess: onChange, onSettled: () => setRemoving(false) })}
      />
    </li>
  );
}
