import { Button } from '@mantine/core';
import type { RouteInput } from '../../../contract/index.ts';
import { useExportTo } from '../../files/index.ts';
import { IconDownload } from '../../icons/index.ts';
import { texts } from '../../texts/index.ts';

interface ExportStatisticsProps {
  /** What the figures on show are of. */
  of: RouteInput<'statistics.get'>;
  disabled: boolean;
}

/** Writes the figures on show into a CSV file that the person chooses. */
export function ExportStatistics({ of, disabled }: ExportStatisticsProps) {
  const { start, isPending } = useExportTo('statistics.export');
  return (
    <Button
      size="xs"
      variant="default"
      leftSection={<IconDownload size={15} aria-hidden />}
      disabled={disabled}
      loading={isPending}
      onClick={() => void start(`statistics-${of.from}-${of.to}.csv`, (target) => ({ ...of, ...target }))}
    >
      {texts.statistics.export}
    </Button>
  );
}
