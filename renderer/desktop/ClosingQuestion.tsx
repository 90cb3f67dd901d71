import { Button, Checkbox, Modal } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { WindowBridge } from '../../contract/index.ts';
import { useEngine } from '../engine/index.ts';
import { notifyFailure } from '../parts/index.ts';
import { texts } from '../texts/index.ts';
import styles from './ClosingQuestion.module.css';

/** Asks, the first time that the window is closed, what that is to do. */
export function ClosingQuestion({ notices }: { notices: Pick<WindowBridge, 'onNotice'> }) {
  const engine = useEngine();
  const [opened, setOpened] = useState(false);
  const [remember, setRemember] = useState(true);
  const words = texts.desktop;
  useEffect(
    () =>
      notices.onNotice('closing', () => {
        setOpened(true);
        engine.shell('shell.closing_asked', {}).catch(notifyFailure);
      }),
    [engine, notices],
  );

  function answer(what: 'hide' | 'quit') {
    setOpened(false);
    engine.shell('shell.close_window', { what, remember }).catch(notifyFailure);
  }
  return (
    <Modal opened={opened} onClose={() => setOpened(false)} title={words.question} size={460}>
      <p className={styles.text}>{words.questionText}</p>
      <Checkbox
        label={words.remember}
        description={words.rememberHelp}
        checked={remember}
        onChange={({ currentTarget }) => setRemember(currentTarget.checked)}
      />
      <div className={styles.actions}>
        <Button variant="default" size="sm" onClick={() => setOpened(false)}>
          {texts.common.cancel}
        </Button>
        <Button variant="default" size="sm" onClick={() => answer('quit')}>
          {words.quit}
        </Button>
        <Button size="sm" onClick={() => answer('hide')} data-autofocus>
          {words.keepRunning}
        </Button>
      </div>
    </Modal>
  );
}
