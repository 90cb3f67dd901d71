import type { ApplicationDetail } from '../../../contract/index.ts';
import { OptionsFormFrame, useOptionPart } from '../../forms/index.ts';
import { HeaderFields } from './HeaderFields.tsx';
import { JobsFields } from './JobsFields.tsx';
import { PythonFields } from './PythonFields.tsx';

/** Options of the application that belong to no view of their own. They are stored together, once one wants them so. */
export function OptionsForm({ detail }: { detail: ApplicationDetail }) {
  const part = useOptionPart(detail.options, [
    'python',
    'slots',
    'callbackTimeoutSeconds',
    'leaseSeconds',
    'logLimitBytes',
    'fullTags',
    'headerFields',
    'preServices',
    'postServices',
  ]);
  const { form } = part;
  return (
    <OptionsFormFrame part={part}>
      <PythonFields form={form} runtime={detail.runtime} kind={detail.options.runtime} />
      <HeaderFields form={form} />
      <JobsFields form={form} />
    </OptionsFormFrame>
  );
}
