import { Button } from '@mantine/core';
import type { KeptMeasurement, RouteOutput } from '../../../contract/index.ts';
import { useEngine } from '../../engine/index.ts';
import { notifyDone, notifyFailure } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import { measurementsAsCsv, measurementsAsJson } from './measurementFiles.ts';

const words = texts.viewer;

const forms = [
  { ending: 'csv', label: words.saveCsv, write: measurementsAsCsv },
  { ending: 'json', label: words.saveJson, write: measurementsAsJson },
] as const;

/** Saves what was measured in a study as a file, where the system asks for it. */
export function SaveMeasurements(props: {
  study: RouteOutput<'studies.get'>;
  kept: readonly KeptMeasurement[];
}) {
  const { study, kept } = props;
  const engine = useEngine();
  async function save({ ending, write }: (typeof forms)[number]): Promise<void> {
    // Its name says nothing of the patient.
    const fileName = `measurements.${ending}`;
    const { path } = await engine.shell('shell.save_report', { fileName, text: write(study, kept) });
    if (path !== null) notifyDone(words.saved(path));
  }
  return forms.map((form) => (
    <Button
      key={form.ending}
      size="compact-xs"
      variant="default"
      onClick={() => void save(form).catch(notifyFailure)}
    >
      {form.label}
    </Button>
  ));
}
