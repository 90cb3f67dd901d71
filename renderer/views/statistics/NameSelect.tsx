import { Select } from '@mantine/core';
import { useRoute } from '../../engine/index.ts';
import { useApplicationId } from '../../navigation/index.ts';

interface NameSelectProps {
  label: string;
  /** What it says where nothing is chosen. */
  all: string;
  of: 'service' | 'jobName';
  /** Only jobs of this service; empty: of any. */
  service?: string;
  value: string;
  onChange: (value: string) => void;
}

/** Chooses one of the services or jobs that there are, and keeps one that was removed since. */
export function NameSelect({ label, all, of, service = '', value, onChange }: NameSelectProps) {
  const application = useApplicationId();
  const jobs = useRoute('flow.get', { application }).data?.jobs ?? [];
  const found = jobs
    .filter((job) => service === '' || job.service === service)
    .map((job) => job[of])
    .filter((name) => name !== null);
  const names = [...new Set([...found, ...(value === '' ? [] : [value])])].toSorted((one, other) =>
    one.localeCompare(other),
  );
  return (
    <Select
      size="xs"
      w={170}
      clearable
      searchable
      aria-label={label}
      placeholder={all}
      value={value === '' ? null : value}
      onChange={(name) => onChange(name ?? '')}
      data={names}
    />
  );
}
