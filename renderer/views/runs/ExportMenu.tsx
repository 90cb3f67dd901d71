import { Button, Menu } from '@mantine/core';
import type { ExportFormat, ListFilter } from '../../../contract/index.ts';
import { useAction, useEngine } from '../../engine/index.ts';
import { formatCount } from '../../format/index.ts';
import { IconChevronDown } from '../../icons/index.ts';
import { useApplicationId } from '../../navigation/index.ts';
import { notifyDone, notifyError, notifyFailure } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';

/** Writes all that the filter finds into a file that the person chooses. */
export function ExportMenu({ of }: { of: ListFilter }) {
  const application = useApplicationId();
  const engine = useEngine();
  const words = texts.runs;
  const write = useAction('history.export', notifyError);

  async function start(format: ExportFormat, byteOrderMark: boolean) {
    try {
      const name = of.list === 'runs' ? 'runs' : 'jobs';
      const { path: file } = await engine.shell('shell.choose_target', { name: `${name}.${format}` });
      if (file === null) return;
      // The system's dialog has asked before it gives the name of a file that is there.
      write.mutate(
        { application, of, format, byteOrderMark, file, replace: true },
        { onSuccess: ({ rows }) => notifyDone(words.exported(formatCount(rows), file)) },
      );
    } catch (error) {
      notifyFailure(error);
    }
  }
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button
          size="xs"
          variant="default"
          loading={write.isPending}
          rightSection={<IconChevronDown size={14} aria-hidden />}
        >
          {words.export}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => void start('csv', true)}>{words.exportCsv}</Menu.Item>
        <Menu.Item onClick={() => void start('csv', false)}>{words.exportPlainCsv}</Menu.Item>
        <Menu.Item onClick={() => void start('json', false)}>{words.exportJson}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
