import { missingSchema } from '../../../contract/index.ts';
import type { FilterReport, Reason } from '../../../contract/index.ts';
import { z } from 'zod';
import type { History } from '../database/index.ts';
import { studiesUnderOtherIds } from '../history/index.ts';
import { keptOutInWords } from './filters/index.ts';
import { reason } from './reasons.ts';

/** What is odd about an arrival, whatever becomes of it. */
export function warningsAbout(history: History, arrivalId: string): Reason[] {
  return [...lacking(history, arrivalId), ...studiesUnderOtherIds(history, arrivalId)];
}

/** What an arrival still lacked when the maximum wait was over, or somebody did not want to wait. */
function lacking(history: History, arrivalId: string): Reason[] {
  const row = history.get<{ missing: string }>('SELECT missing FROM arrival WHERE id = ?', [arrivalId]);
  const missing = z.array(missingSchema).parse(JSON.parse(row?.missing ?? '[]'));
  return missing.map(({ message }) =>
    reason('incomplete', `It is processed although it is not complete. ${message}`),
  );
}

/** Why a run has no input. */
export function filteredOut(report: FilterReport): Reason {
  return reason(
    'filtered-out',
    `The filters let none of ${report.instanceCount} instances pass: ${keptOutInWords(report)}.`,
  );
}
