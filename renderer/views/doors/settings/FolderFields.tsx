import { Button } from '@mantine/core';
import type { WatchedFolder } from '../../../../contract/index.ts';
import {
  ChoiceOption,
  NumberOption,
  Part,
  PathOption,
  SwitchOption,
  TextOption,
  type OptionForm,
} from '../../../forms/index.ts';
import { IconTrash } from '../../../icons/index.ts';
import { StateIcon } from '../../../parts/index.ts';
import { texts } from '../../../texts/index.ts';
import styles from './FolderFields.module.css';

interface FolderFieldsProps {
  form: OptionForm;
  /** Its place in the list. */
  index: number;
  folder: WatchedFolder;
  onRemove: () => void;
}

/** One watched folder. */
export function FolderFields({ form, index, folder, onRemove }: FolderFieldsProps) {
  const words = texts.doorSettings.folders;
  const at = (name: keyof WatchedFolder) => ({ form, path: `watchedFolders.${index}.${name}` });
  return (
    <Part title={words.title(index + 1)}>
      <PathOption
        {...at('path')}
        label={words.path}
        help={words.pathHelp}
        what="watched-folder"
        chooseText={words.choose}
        chooseLabel={words.choosePath}
      />
      <SwitchOption {...at('enabled')} label={words.enabled} help={words.enabledHelp} />
      <SwitchOption {...at('recursive')} label={words.recursive} help={words.recursiveHelp} />
      <TextOption
        {...at('pattern')}
        nullable
        label={words.pattern}
        help={words.patternHelp}
        placeholder={words.patternPlaceholder}
      />
      <ChoiceOption {...at('watch')} label={words.watch} help={words.watchHelp} choices={words.watches} />
      <NumberOption
        {...at('pollSeconds')}
        label={words.poll}
        help={words.pollHelp}
        suffix={texts.settings.seconds}
      />
      <NumberOption
        {...at('settleSeconds')}
        label={words.settle}
        help={words.settleHelp}
        suffix={texts.settings.seconds}
      />
      <ChoiceOption {...at('after')} label={words.after} help={words.afterHelp} choices={words.afters} />
      {folder.after === 'move' && (
        <PathOption
          {...at('moveTo')}
          nullable
          label={words.moveTo}
          help={words.moveToHelp}
          what="moved-folder"
          chooseText={words.choose}
          chooseLabel={words.chooseMoveTo}
        />
      )}
      <div className={styles.foot}>
        {folder.after === 'delete' && (
          <output className={styles.warning} data-state="warning">
            <StateIcon tone="warning" size={14} /> {words.deleteWarning}
          </output>
        )}
        <Button
          className={styles.remove}
          variant="default"
          leftSection={<IconTrash size={15} aria-hidden />}
          aria-label={words.removeNamed(folder.path)}
          onClick={onRemove}
        >
          {words.remove}
        </Button>
      </div>
    </Part>
  );
}
