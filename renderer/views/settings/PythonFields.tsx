import type { ApplicationDetail } from '../../../contract/index.ts';
import { NumberOption, Part, PathOption, type OptionForm } from '../../forms/index.ts';
import { texts } from '../../texts/index.ts';
import { RuntimeState } from './RuntimeState.tsx';

const mebibyte = 1024 ** 2;

interface PythonFieldsProps {
  form: OptionForm;
  runtime: ApplicationDetail['runtime'];
  /** Where jobs run: containers have a Python and a number of jobs of their own. */
  kind: ApplicationDetail['options']['runtime'];
}

/** What runs jobs, and within which bounds. */
export function PythonFields({ form, runtime, kind }: PythonFieldsProps) {
  const words = texts.settings;
  return (
    <Part title={words.python} place={{ document: 'services', anchor: 'python' }}>
      <RuntimeState runtime={runtime} />
      {kind === 'local' && (
        <>
          <PathOption
            form={form}
            path="python"
            nullable
            label={words.pythonPath}
            help={words.pythonPathHelp}
            what="python"
            placeholder={words.pythonPlaceholder}
            chooseText={words.choosePython}
            chooseLabel={words.choosePythonLabel}
          />
          <NumberOption
            form={form}
            path="slots"
            nullable
            label={words.slots}
            help={words.slotsHelp}
            placeholder={words.slotsPlaceholder}
          />
        </>
      )}
      <NumberOption
        form={form}
        path="callbackTimeoutSeconds"
        label={words.callbackTimeout}
        help={words.callbackTimeoutHelp}
        suffix={words.seconds}
      />
      <NumberOption
        form={form}
        path="leaseSeconds"
        label={words.lease}
        help={words.leaseHelp}
        suffix={words.seconds}
      />
      <NumberOption
        form={form}
        path="logLimitBytes"
        label={words.logLimit}
        help={words.logLimitHelp}
        unit={mebibyte}
        suffix={words.mebibytes}
      />
    </Part>
  );
}
