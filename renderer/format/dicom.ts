/**
 * A DICOM person name (PS3.5, section 6.2.1.2) as people read it: `Family, Given Middle`, of the first component
 * group that is not empty. Empty for an empty name.
 */
export function formatPersonName(value: string): string {
  const group = value.split('=').find((part) => part.replaceAll('^', '').trim() !== '') ?? '';
  const [family = '', given = '', middle = '', prefix = '', suffix = ''] = group
    .split('^')
    .map((part) => part.trim());
  const others = [prefix, given, middle].filter((part) => part !== '').join(' ');
  const name = [family, others].filter((part) => part !== '').join(', ');
  return suffix === '' ? name : `${name} (${suffix})`;
}

/** A DICOM date `YYYYMMDD` (PS3.5, section 6.2) as `YYYY-MM-DD`; anything else as it stands in the file. */
export function formatDicomDate(value: string): string {
  const parts = /^(\d{4})\.?(\d{2})\.?(\d{2})$/.exec(value.trim());
  return parts === null ? value : parts.slice(1).join('-');
}

/** A DICOM time `HHMMSS.FFFFFF` as `HH:MM`; anything else as it stands in the file. */
export function formatDicomTime(value: string): string {
  const parts = /^(\d{2}):?(\d{2})/.exec(value.trim());
  return parts === null ? value : parts.slice(1).join(':');
}
