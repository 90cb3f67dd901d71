import { Kbd, Popover } from '@mantine/core';
import { IconKeyboard } from '../../icons/index.ts';
import { keyWords, platform } from '../../shortcuts/index.ts';
import { texts } from '../../texts/index.ts';
import { keyList } from './commands.ts';
import button from './ToolButton.module.css';
import styles from './KeyList.module.css';

const words = texts.viewer;

/** The keys of the viewer, behind a button. */
export function KeyList() {
  return (
    <Popover position="bottom-end" shadow="md" withinPortal>
      <Popover.Target>
        <button type="button" className={button.button} aria-label={words.keys} title={words.keys}>
          <IconKeyboard size={18} aria-hidden />
        </button>
      </Popover.Target>
      <Popover.Dropdown>
        <dl className={styles.keys}>
          {keyList.map(({ name, held, keys }) => (
            <div key={name} className={styles.row}>
              <dt>{words.keyList[name]}</dt>
              <dd>
                {keyWords({ keys: held === undefined ? keys : [held, ...keys] }, platform).map((key) => (
                  <Kbd key={key} size="xs">
                    {key}
                  </Kbd>
                ))}
              </dd>
            </div>
          ))}
        </dl>
      </Popover.Dropdown>
    </Popover>
  );
}
