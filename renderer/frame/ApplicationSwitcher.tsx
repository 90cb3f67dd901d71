import { Menu, UnstyledButton } from '@mantine/core';
import {
  IconAlertTriangle,
  IconArchive,
  IconCheck,
  IconDownload,
  IconPlus,
  IconSelector,
} from '../icons/index.ts';
import { useLocation } from 'wouter';
import type { ApplicationSummary } from '../../contract/index.ts';
import { useRoute } from '../engine/index.ts';
import { firstLetter } from '../format/index.ts';
import { lifeTones } from '../life/index.ts';
import { paths, useApplicationId } from '../navigation/index.ts';
import { StateIcon } from '../parts/index.ts';
import { texts } from '../texts/index.ts';
import styles from './ApplicationSwitcher.module.css';

/** Names the application on show and leads to the others. */
export function ApplicationSwitcher() {
  const application = useApplicationId();
  const [, navigate] = useLocation();
  const list = useRoute('applications.list', {}).data ?? [];
  const name = list.find(({ id }) => id === application)?.name ?? '';

  return (
    <Menu position="bottom-start" width={240}>
      <Menu.Target>
        <UnstyledButton className={styles.switcher} aria-label={texts.frame.switchApplication(name)}>
          <span className={styles.letter} data-letter={firstLetter(name)} aria-hidden />
          <span className={styles.name}>{name}</span>
          <IconSelector size={15} className={styles.arrows} aria-hidden />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {list.map((one) => (
          <Menu.Item
            key={one.id}
            leftSection={one.id === application ? <IconCheck size={15} /> : <span className={styles.gap} />}
            rightSection={
              one.state === 'damaged' ? (
                <IconAlertTriangle size={15} aria-label={texts.frame.damaged} />
              ) : (
                <LifeMark application={one} />
              )
            }
            onClick={() => navigate(paths.overview(one.id))}
          >
            {one.name}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item leftSection={<IconPlus size={15} />} onClick={() => navigate(paths.newApplication())}>
          {texts.frame.createAnother}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconArchive size={15} />}
          onClick={() => navigate(paths.restoreApplication())}
        >
          {texts.frame.restoreBackup}
        </Menu.Item>
        <Menu.Item leftSection={<IconDownload size={15} />} onClick={() => navigate(paths.importLegacy())}>
          {texts.frame.importLegacy}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

/** Whether an application runs, by shape, colour and, for those who hear it, words. */
function LifeMark({ application: { life } }: { application: ApplicationSummary }) {
  const words = texts.life.states[life.state];
  return (
    <span className={styles.life} title={words}>
      <StateIcon tone={lifeTones[life.state]} size={15} />
      <span className="unseen">{words}</span>
    </span>
  );
}
