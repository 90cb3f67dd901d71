import { Button, Menu } from '@mantine/core';
import { IconChevronDown, IconFile, IconFolder, IconPlus } from '../icons/index.ts';
import { texts } from '../texts/index.ts';
import { useImporting } from './importContext.ts';

/** The button that brings DICOM in, from every view. */
export function ImportMenu() {
  const { choose } = useImporting();
  return (
    <Menu position="bottom-start" width="target">
      <Menu.Target>
        <Button
          fullWidth
          size="sm"
          h={32}
          justify="space-between"
          leftSection={<IconPlus size={15} aria-hidden />}
          rightSection={<IconChevronDown size={14} aria-hidden />}
        >
          {texts.imports.importButton}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconFile size={15} />} onClick={() => choose('dicom-files')}>
          {texts.imports.importFiles}
        </Menu.Item>
        <Menu.Item leftSection={<IconFolder size={15} />} onClick={() => choose('dicom-folder')}>
          {texts.imports.importFolder}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
