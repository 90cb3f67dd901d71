import { orthancOptionsSchema, type OrthancOptions } from '../../../contract/index.ts';
import { issueInWords } from '../../forms/index.ts';

/** Options of Orthanc as their form holds them: an empty port is an empty text. */
export type OrthancValues = Omit<OrthancOptions, 'port' | 'dicomPort'> & {
  port: number | string;
  dicomPort: number | string;
};

/** From the application to the form; null: as a new one has them. */
export function valuesOf(options: OrthancOptions | null): OrthancValues {
  const { port, dicomPort, ...others } = options ?? orthancOptionsSchema.parse({});
  return { ...others, port: port ?? '', dicomPort: dicomPort ?? '' };
}

const portOf = (value: number | string) => (value === '' ? null : Number(value));

/** Options that the engine takes, or what is wrong by field. */
export function readValues(
  values: OrthancValues,
): { options: OrthancOptions; problems: null } | { options: null; problems: Record<string, string> } {
  const read = orthancOptionsSchema.safeParse({
    ...values,
    port: portOf(values.port),
    dicomPort: portOf(values.dicomPort),
  });
  if (read.success) return { options: read.data, problems: null };
  const problems: Record<string, string> = {};
  for (const issue of read.error.issues) problems[String(issue.path[0])] ??= issueInWords(issue);
  return { options: null, problems };
}
