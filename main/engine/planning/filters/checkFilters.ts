import { EngineError } from '../../../../contract/index.ts';
import type { FilterOptions } from '../../../../contract/index.ts';
import { tagsOf } from '../../dicom/index.ts';

/**
 * Refuses rules that nothing could ever pass: a required tag that does not exist.
 * @throws EngineError `validation-failed`
 */
export async function checkFilters(filters: FilterOptions | undefined): Promise<void> {
  const names = filters?.requiredTags ?? [];
  const numbers = await tagsOf(names);
  const unknown = names.filter((_, index) => numbers[index] === null);
  if (unknown.length === 0) return;
  throw new EngineError(
    'validation-failed',
    `DICOM knows no attribute with the keyword ${unknown.map((name) => `"${name}"`).join(', ')}.`,
    { advice: 'Write keywords as DICOM PS3.6 has them, or tags such as 0020,0013.' },
  );
}
