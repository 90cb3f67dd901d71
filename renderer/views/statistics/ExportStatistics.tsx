import { Button } from '@mantine/core';
import type { RouteInput } from '../../../contract/index.ts';
import { useAction, useEngine } from '../../engine/index.ts';
import { formatCount } from '../../format/index.ts';
import { IconDownload } from '../../icons/index.ts';
import { notifyDone, notifyError, notifyFailure } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';

interface ExportStatisticsProps {
  /** What the figures on show are of. */
  of: RouteInput<'statistics.get'>;
  disabled: boolean;
}

/** Writes the figures on show into a CSV file that the person chooses. */
export function ExportStatistics({ of, disabled }: ExportStatisticsProps) {
  const engine = useEngine();
  const write = useAction('statistics.export', notifyError);

  async function start() {
    try {
      const name = `statistics-${of.from}-${of.to}.csv`;
      const { path: file } = await engine.shell('shell.choose_target', { name });
      if (file === null) return;
      // The system's dialog has asked before it gives the name of a file that is there.
      write.mutate(
        { ...of, file, replace: true },
        { onSuccess: ({ rows }) => notifyDone(texts.runs.exported(formatCount(rows), file)) },
      );
    } catch (error) {
      notifyFailure(error);
    }
  }
  return (
    <Button
      size="xs"
      variant="default"
      leftSection={<IconDownload size={15} aria-hidden />}
      disabled={disabled}
      loading={write.isPending}
      onClick={() => void start()}
    >
      {texts.statistics.export}
    </Button>
  );
}
