import { ActionIcon, Button, Menu } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useLocation } from 'wouter';
import type { Component } from '../../../contract/index.ts';
import { useAction } from '../../engine/index.ts';
import { formatBytes } from '../../format/index.ts';
import { IconDotsVertical, IconLogin2, IconSettings, IconTerminal2, IconTrash } from '../../icons/index.ts';
import { paths, useApplicationId } from '../../navigation/index.ts';
import {
  CopyButton,
  KeyValues,
  Note,
  notifyDone,
  notifyError,
  ProblemNote,
  StateBadge,
  type Tone,
} from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import { AccessDialog } from './AccessDialog.tsx';
import styles from './Components.module.css';
import { OrthancDialog } from './OrthancDialog.tsx';
import { RemoveComponent } from './RemoveComponent.tsx';

const tones: Record<Component['state'], Tone> = {
  stopped: 'cancelled',
  starting: 'running',
  running: 'succeeded',
  failed: 'failed',
};

/** One component: how it is, where it answers, and what is exchanged with it. */
export function ComponentCard({ component: one }: { component: Component }) {
  const words = texts.components;
  const { state, problem, advice, details } = one;
  return (
    <li className={styles.card}>
      <div className={styles.head}>
        <div className={styles.words}>
          <div className={styles.line}>
            <h3 className={styles.name}>{words.names[one.component]}</h3>
            <StateBadge tone={tones[state]} label={words.states[state]} />
          </div>
          <p className={styles.purpose}>{words.purposes[one.component]}</p>
        </div>
        <Actions component={one} />
      </div>
      {problem !== null && (
        <ProblemNote
          tone={state === 'failed' ? 'failed' : 'warning'}
          problem={advice === null ? problem : `${problem} ${advice}`}
          details={details}
        />
      )}
      <KeyValues pairs={factsOf(one)} />
      <Refused component={one} />
    </li>
  );
}

function factsOf({ url, dicomAddress, version, image, stored, exchange }: Component): [string, ReactNode][] {
  const words = texts.components;
  const pairs: [string, ReactNode][] = [];
  if (url !== null) pairs.push([words.url, <Address key="url" text={url} />]);
  if (dicomAddress !== null) pairs.push([words.dicom, <Address key="dicom" text={dicomAddress} />]);
  if (version !== null) pairs.push([words.version, version]);
  if (image !== null) pairs.push([words.image, <Code key="image" text={image} />]);
  if (stored !== null) {
    pairs.push([
      words.stored,
      words.storedIn(texts.common.images(stored.instances), formatBytes(stored.bytes)),
    ]);
  }
  if (exchange !== null) {
    const { sent, waiting, takenBack } = exchange;
    const parts = [
      words.sent(sent),
      ...(waiting === 0 ? [] : [words.waiting(waiting)]),
      words.takenBack(takenBack),
    ];
    pairs.push([words.exchange, parts.join(', ')]);
  }
  return pairs;
}

function Code({ text }: { text: string }) {
  return (
    <span className={styles.value}>
      <code>{text}</code>
    </span>
  );
}

function Address({ text }: { text: string }) {
  return (
    <span className={styles.value}>
      <code>{text}</code>
      <CopyButton text={text} />
    </span>
  );
}

/** Images that it did not take, and the way to try again. */
function Refused({ component: { component, exchange } }: { component: Component }) {
  const application = useApplicationId();
  const words = texts.components;
  const retry = useAction('components.retry', notifyError);
  if (component !== 'orthanc' || exchange === null || exchange.refused === 0) return null;
  return (
    <Note
      action={
        <Button
          variant="default"
          loading={retry.isPending}
          onClick={() =>
            retry.mutate(
              { application, component },
              { onSuccess: ({ count }) => notifyDone(words.retried(count)) },
            )
          }
        >
          {words.retry}
        </Button>
      }
    >
      {words.refused(exchange.refused)} {exchange.lastProblem}
    </Note>
  );
}

function Actions({ component: { component, container, state } }: { component: Component }) {
  const application = useApplicationId();
  const [, navigate] = useLocation();
  const words = texts.components;
  const [shown, setShown] = useState<'access' | 'settings' | 'remove' | null>(null);
  const close = () => setShown(null);
  if (component !== 'orthanc') return null;
  return (
    <div className={styles.actions}>
      {state === 'running' && (
        <Button
          variant="default"
          leftSection={<IconLogin2 size={15} aria-hidden />}
          onClick={() => setShown('access')}
        >
          {words.access}
        </Button>
      )}
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon aria-label={words.settingsOf(words.names[component])}>
            <IconDotsVertical size={16} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            leftSection={<IconSettings size={14} aria-hidden />}
            onClick={() => setShown('settings')}
          >
            {words.settings}
          </Menu.Item>
          {container !== null && (
            <Menu.Item
              leftSection={<IconTerminal2 size={14} aria-hidden />}
              onClick={() => navigate(paths.container(application, container))}
            >
              {words.log}
            </Menu.Item>
          )}
          <Menu.Divider />
          <Menu.Item leftSection={<IconTrash size={14} aria-hidden />} onClick={() => setShown('remove')}>
            {words.remove}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {shown === 'access' && <AccessDialog onClose={close} />}
      {shown === 'settings' && <OrthancDialog onClose={close} />}
      {shown === 'remove' && <RemoveComponent onClose={close} />}
    </div>
  );
}
