import {
  applicationNameSchema,
  applicationOptionsSchema,
  type ApplicationOptions,
  type RouteInput,
} from '../../../contract/index.ts';
import { asSentence, folderIn, optionProblems } from '../../forms/index.ts';
import { schemaLike, type Problems } from '../frame/index.ts';

/** Options that the wizard asks for; all others begin as the engine has them. */
const asked = [
  'runtime',
  'docker',
  'scp',
  'http',
  'filters',
  'grouping',
  'quietSeconds',
  'completeness',
] as const;
type AskedOptions = Pick<ApplicationOptions, (typeof asked)[number]>;

/** A new application as the wizard holds it; an emptied number is `NaN`. */
export type ApplicationValues = AskedOptions & {
  name: string;
  /** In which its own folder is made; empty: the data home. */
  folder: string;
  /** For archive, quarantine and runs; empty: they lie with the rest. */
  dataFolder: string;
};

const standard = applicationOptionsSchema.parse({});

/** Some of the options that the wizard asks for. */
function askedOf(options: AskedOptions): AskedOptions {
  const { runtime, docker, scp, http, filters, grouping, quietSeconds, completeness } = options;
  return { runtime, docker, scp, http, filters, grouping, quietSeconds, completeness };
}

export const newApplication: ApplicationValues = {
  name: '',
  folder: '',
  dataFolder: '',
  ...askedOf(standard),
};
export const valuesSchema = schemaLike(newApplication);

/** What is wrong with the values, by field. */
export function problemsOf(values: ApplicationValues): Problems {
  const named = applicationNameSchema.safeParse(values.name);
  return {
    ...(named.success ? {} : { name: asSentence(named.error.issues[0]?.message ?? '') }),
    ...optionProblems(askedOf(values)),
  };
}

/** Only what differs from what the engine takes by itself. */
export function changedOptions(values: ApplicationValues): Partial<AskedOptions> {
  const isChanged = (key: (typeof asked)[number]) =>
    JSON.stringify(values[key]) !== JSON.stringify(standard[key]);
  return Object.fromEntries(asked.filter(isChanged).map((key) => [key, values[key]]));
}

/** What the engine is asked to create. */
export function createInput(values: ApplicationValues): RouteInput<'applications.create'> {
  const folder = folderIn(values.folder, values.name);
  return {
    name: values.name,
    ...(folder === undefined ? {} : { folder }),
    ...dataFolderOf(values),
    options: changedOptions(values),
  };
}

/** What is asked to be looked at while people type; a name that nobody has typed yet is no finding. */
export function checkInput(values: ApplicationValues): RouteInput<'applications.check'> {
  const { name, folder, options } = createInput(values);
  return {
    ...(name.trim() === '' ? {} : { name, ...(folder === undefined ? {} : { folder }) }),
    ...dataFolderOf(values),
    options: { ...options },
  };
}

function dataFolderOf({ dataFolder }: ApplicationValues): { dataFolder?: string } {
  return dataFolder.trim() === '' ? {} : { dataFolder: dataFolder.trim() };
}
