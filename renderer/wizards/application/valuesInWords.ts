import { formatDuration } from '../../format/index.ts';
import { texts } from '../../texts/index.ts';
import type { ApplicationValues } from './applicationValues.ts';

/** What was chosen, as names and values. */
export function valuesInWords(values: ApplicationValues): [name: string, value: string][] {
  const words = texts.applicationWizard;
  const { scp, http, filters, docker } = values;
  return [
    [texts.life.runtime, texts.life.runtimes[values.runtime]],
    [
      words.components,
      docker.components.orthanc === null ? words.noComponents : texts.components.names.orthanc,
    ],
    [words.scp, scp.enabled ? words.scpAt(scp.aeTitle, scp.bindAddress, scp.port) : words.closed],
    [words.httpDoor, http.enabled ? words.httpAt(http.bindAddress, http.port) : words.closed],
    [words.filtered, filters.enabled ? words.someImages(filters.modalities.join(', ')) : words.everyImage],
    [
      texts.completeness.grouping,
      words.groupedBy(
        texts.completeness.groupings[values.grouping],
        formatDuration(values.quietSeconds * 1000),
      ),
    ],
  ];
}
