import { Button, Menu } from '@mantine/core';
import type { ExportFormat, ListFilter } from '../../../contract/index.ts';
import { useExportTo } from '../../files/index.ts';
import { IconChevronDown } from '../../icons/index.ts';
import { useApplicationId } from '../../navigation/index.ts';
import { texts } from '../../texts/index.ts';

/** Writes all that the filter finds into a file that the person chooses. */
export function ExportMenu({ of }: { of: ListFilter }) {
  const application = useApplicationId();
  const words = texts.runs;
  const { start, isPending } = useExportTo('history.export');

  function write(format: ExportFormat, byteOrderMark: boolean) {
    const name = `${of.list === 'runs' ? 'runs' : 'jobs'}.${format}`;
    void start(name, (target) => ({ application, of, format, byteOrderMark, ...target }));
  }
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button
          size="xs"
          variant="default"
          loading={isPending}
          rightSection={<IconChevronDown size={14} aria-hidden />}
        >
          {words.export}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => write('csv', true)}>{words.exportCsv}</Menu.Item>
        <Menu.Item onClick={() => write('csv', false)}>{words.exportPlainCsv}</Menu.Item>
        <Menu.Item onClick={() => write('json', false)}>{words.exportJson}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
