import { ActionIcon, SegmentedControl } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { secretPlaceSchema, type SecretsReply } from '../../../../contract/index.ts';
import { routeKey, useAction, useRoute } from '../../../engine/index.ts';
import { Field, Part, WholeField } from '../../../forms/index.ts';
import { IconTrash } from '../../../icons/index.ts';
import { Answer, Confirm, notifyError, StateBadge } from '../../../parts/index.ts';
import { texts } from '../../../texts/index.ts';
import { AddSecret } from './AddSecret.tsx';
import styles from './NetworkPart.module.css';

/** Where passwords and tokens are kept, and which there are; never what they are. */
export function SecretsPart() {
  const secrets = useRoute('secrets.list', {}, { keep: false });
  return <Answer query={secrets}>{(data) => <Secrets reply={data} />}</Answer>;
}

function Secrets({ reply }: { reply: SecretsReply }) {
  const words = texts.secrets;
  const queryClient = useQueryClient();
  const keep = (next: SecretsReply) => queryClient.setQueryData(routeKey('secrets.list', {}), next);
  const move = useAction('secrets.move', notifyError);
  const remove = useAction('secrets.remove', notifyError);
  const [leaving, setLeaving] = useState<string | null>(null);
  return (
    <Part title={words.title}>
      <Field
        label={words.place}
        help={reply.system === null ? words.noSystem(reply.file) : words.placeHelp(reply.system, reply.file)}
      >
        <SegmentedControl
          aria-label={words.place}
          fullWidth
          disabled={reply.system === null || move.isPending}
          data={secretPlaceSchema.options.map((place) => ({ value: place, label: words.places[place] }))}
          value={reply.place}
          onChange={(chosen) => move.mutate({ place: secretPlaceSchema.parse(chosen) }, { onSuccess: keep })}
        />
      </Field>
      {reply.secrets.length > 0 && (
        <WholeField>
          <ul className={styles.secrets} aria-label={words.title}>
            {reply.secrets.map(({ name, readable }) => (
              <li key={name} className={styles.secret}>
                <code>{name}</code>
                {!readable && <StateBadge tone="warning" label={words.unreadable} />}
                <ActionIcon aria-label={words.remove(name)} onClick={() => setLeaving(name)}>
                  <IconTrash size={15} />
                </ActionIcon>
              </li>
            ))}
          </ul>
        </WholeField>
      )}
      <AddSecret onKept={keep} />
      {leaving !== null && (
        <Confirm
          opened
          title={words.removeTitle(leaving)}
          text={words.removeText}
          action={words.removeAction}
          busy={remove.isPending}
          onClose={() => setLeaving(null)}
          onConfirm={() =>
            remove.mutate({ name: leaving }, { onSuccess: keep, onSettled: () => setLeaving(null) })
          }
        />
      )}
    </Part>
  );
}
