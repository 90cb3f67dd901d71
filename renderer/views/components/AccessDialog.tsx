import { Modal, PasswordInput } from '@mantine/core';
import { useRoute } from '../../engine/index.ts';
import { useApplicationId } from '../../navigation/index.ts';
import { Answer, CopyButton, KeyValues, ListSkeleton } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import styles from './Components.module.css';

/** How a person logs in to Orthanc. */
export function AccessDialog({ onClose }: { onClose: () => void }) {
  const application = useApplicationId();
  const words = texts.components;
  // A password is not kept longer than it is shown.
  const access = useRoute('components.access', { application, component: 'orthanc' }, { keep: false });
  return (
    <Modal opened onClose={onClose} title={words.accessTitle} size={520}>
      <Answer query={access} waiting={<ListSkeleton rows={3} />}>
        {({ url, username, password, file }) => (
          <div className={styles.question}>
            <p className={styles.text}>{words.accessText}</p>
            <KeyValues
              pairs={[
                [words.url, <Copied key="url" text={url ?? texts.common.none} />],
                [words.username, <Copied key="user" text={username} />],
                [
                  words.password,
                  <span key="password" className={styles.value}>
                    <PasswordInput
                      readOnly
                      size="xs"
                      w={240}
                      aria-label={words.password}
                      value={password}
                      visibilityToggleButtonProps={{ 'aria-label': words.showPassword, tabIndex: 0 }}
                    />
                    <CopyButton text={password} label={`${texts.common.copy}: ${words.password}`} />
                  </span>,
                ],
                [words.accessFile, <code key="file">{file}</code>],
              ]}
            />
          </div>
        )}
      </Answer>
    </Modal>
  );
}

function Copied({ text }: { text: string }) {
  return (
    <span className={styles.value}>
      <code>{text}</code>
      <CopyButton text={text} />
    </span>
  );
}
