import { useRoute } from '../../engine/index.ts';
import { formatBytes } from '../../format/index.ts';
import { paths } from '../../navigation/index.ts';
import { DataTable, Section } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';

/** The same of every application of this machine; nothing where there is only one. */
export function MachineTable() {
  const words = texts.diskUse;
  const { data } = useRoute('disk.machine', {});
  if (data === undefined || data.applications.length < 2) return null;
  return (
    <Section title={words.machineTitle}>
      <DataTable
        label={words.machineLabel}
        rows={data.applications}
        rowId={({ id }) => id}
        href={({ id }) => paths.diskUse(id)}
        columns={[
          { id: 'name', header: words.columnApplication, cell: ({ name }) => name },
          {
            id: 'bytes',
            header: words.columnBytes,
            width: '140px',
            end: true,
            cell: ({ use }) => (use === null ? words.notMeasured : formatBytes(use.bytes)),
          },
        ]}
      />
    </Section>
  );
}
