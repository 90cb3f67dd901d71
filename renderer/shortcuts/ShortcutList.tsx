import { Modal } from '@mantine/core';
import { useState } from 'react';
import { shortcutsOn } from '../../contract/index.ts';
import type { ShortcutScope } from '../../contract/index.ts';
import { texts } from '../texts/index.ts';
import { useCommand } from './commands.ts';
import { Keys } from './Keys.tsx';
import { platform } from './platform.ts';
import styles from './ShortcutList.module.css';

const scopes: readonly ShortcutScope[] = ['window', 'application', 'here'];

/** Every shortcut there is, shown when it is asked for. */
export function ShortcutList() {
  const [opened, setOpened] = useState(false);
  useCommand('shortcuts', () => setOpened((was) => !was));
  const words = texts.shortcuts;
  return (
    <Modal opened={opened} onClose={() => setOpened(false)} title={words.title} size={860}>
      <p className={styles.intro}>{words.intro}</p>
      <div className={styles.scopes}>
        {scopes.map((scope) => (
          <section key={scope} aria-label={words.scopes[scope]}>
            <h3 className={styles.scope}>{words.scopes[scope]}</h3>
            <dl className={styles.list}>
              {shortcutsOn(platform)
                .filter((one) => one.scope === scope)
                .map(({ id }) => (
                  <div key={id} className={styles.row}>
                    <dt>{words.commands[id]}</dt>
                    <dd className={styles.keys}>
                      <Keys of={id} />
                    </dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  );
}
