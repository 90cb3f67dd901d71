import type { Quarantined } from '../../../contract/index.ts';
import { formatPersonName } from '../../format/index.ts';
import { texts } from '../../texts/index.ts';

/** What to call something of which perhaps nothing could be read: by its patient, its file, its UID. */
export function whatItIs({ header, path }: Pick<Quarantined, 'header' | 'path'>): string {
  return (
    formatPersonName(header.PatientName) ||
    header.PatientID ||
    lastPart(path ?? '') ||
    header.SOPInstanceUID ||
    texts.quarantine.noContent
  );
}

function lastPart(path: string): string {
  return (
    path
      .split(/[/\\]|»/)
      .findLast((part) => part.trim() !== '')
      ?.trim() ?? ''
  );
}
