import { Button } from '@mantine/core';
import type { ApplicationDetail } from '../../../../contract/index.ts';
import { useEngine } from '../../../engine/index.ts';
import { OptionsFormFrame, useOptionPart } from '../../../forms/index.ts';
import { IconFolderPlus, IconFolderSearch } from '../../../icons/index.ts';
import { EmptyNote } from '../../../parts/index.ts';
import { texts } from '../../../texts/index.ts';
import { FolderFields } from './FolderFields.tsx';
import { newFolder } from './newFolder.ts';

/** The watched folders: add, change and remove. */
export function FoldersForm({ detail }: { detail: ApplicationDetail }) {
  const engine = useEngine();
  const words = texts.doorSettings.folders;
  const part = useOptionPart(detail.options, ['watchedFolders'], {
    savedText: texts.doorSettings.saved,
  });
  const { form } = part;
  const folders = form.getValues().watchedFolders ?? [];

  async function add() {
    const { paths } = await engine.shell('shell.choose', { what: 'watched-folder' });
    if (paths[0] !== undefined) form.insertListItem('watchedFolders', newFolder(paths[0]));
  }
  const addButton = (
    <Button
      variant={folders.length === 0 ? 'filled' : 'default'}
      leftSection={<IconFolderPlus size={15} aria-hidden />}
      onClick={() => void add()}
    >
      {words.add}
    </Button>
  );
  return (
    <OptionsFormFrame part={part}>
      {folders.map((folder, index) => (
        <FolderFields
          key={folder.id}
          form={form}
          index={index}
          folder={folder}
          onRemove={() => form.removeListItem('watchedFolders', index)}
        />
      ))}
      {folders.length === 0 ? (
        <EmptyNote
          icon={IconFolderSearch}
          title={texts.doors.folders.emptyTitle}
          text={texts.doors.folders.emptyText}
        >
          {addButton}
        </EmptyNote>
      ) : (
        addButton
      )}
    </OptionsFormFrame>
  );
}
