import { z } from 'zod';
import { filterOptionsSchema, orthancOptionsSchema, scpOptionsSchema } from '../../../contract/index.ts';
import type { BroughtSetting, Left, OldApplication } from './types.ts';

const port = z.coerce.number().int().min(1).max(65_535);

/** Keys that name places, which are looked at and not kept. */
const places = new Set(['BASEDIR', 'MODULES', 'REGISTRY', 'DATA', 'LOGS', 'DASHBOARD']);

/** Why the other keys of the original are not brought over (compatibility document, section 1.2). */
const reasons: readonly { keys: readonly string[]; reason: string }[] = [
  {
    keys: [
      'SCHEDULER_HOST',
      'SCHEDULER_PORT',
      'SCHEDULER_SETTINGS',
      'JOBS_CONNECTION',
      'JOBS_DBNAME',
      'JOBS_COLNAME',
    ],
    reason: 'There is no scheduler and no MongoDB here: the application plans and queues jobs by itself.',
  },
  {
    keys: ['ORTHANC_REST_USERNAME', 'ORTHANC_REST_PASSWORD', 'ORTHANC_REST_URL'],
    reason:
      'The Orthanc of an application here gets a password and an address of its own; jobs are told both.',
  },
  { keys: ['ORTHANC_LOGLEVEL'], reason: 'What filters keep out is told in the report of each run.' },
  { keys: ['DASHBOARD_PORT'], reason: 'The window and the command line take the place of the dashboard.' },
  { keys: ['IMAGE_VERSION'], reason: 'The images of the old tool are not used here.' },
  {
    keys: ['NO_PROXY', 'no_proxy'],
    reason: 'It names containers of the old tool. See the network settings for this machine.',
  },
];

/** Settings that `.env` has for here. */
export function fromDotEnv(variables: ReadonlyMap<string, string>): Pick<
  OldApplication,
  'options' | 'orthanc'
> & {
  settings: BroughtSetting[];
  left: Left[];
} {
  const settings: BroughtSetting[] = [];
  const left: Left[] = [];
  const seen = new Set<string>();

  /** Takes one key, where it is there and can be read. */
  function take<Value>(
    key: string,
    option: string,
    schema: z.ZodType<Value>,
    read: (text: string) => unknown = (text) => text,
  ): Value | undefined {
    seen.add(key);
    const text = variables.get(key);
    if (text === undefined || text === '') return undefined;
    const parsed = schema.safeParse(read(text));
    if (!parsed.success) {
      left.push({
        what: `.env: ${key}`,
        reason: `"${text.slice(0, 100)}" ${parsed.error.issues[0]?.message ?? ''}.`,
      });
      return undefined;
    }
    settings.push({ option, value: String(parsed.data), from: `.env: ${key}` });
    return parsed.data;
  }
  const filters = filterOptionsSchema.shape;
  const modalities = take('SUPPORTED_MODALITY', 'filters.modalities', filters.modalities.unwrap(), words);
  const imageTypes = take('ACCEPTED_FILES', 'filters.imageTypes', filters.imageTypes.unwrap(), words);
  const junkWords = take('JUNK_FILES', 'filters.junkWords', filters.junkWords.unwrap(), words);
  const requiredTags = take(
    'INSTANCE_REQUIRED_TAGS',
    'filters.requiredTags',
    filters.requiredTags.unwrap(),
    words,
  );
  const dicomPort = take('ORTHANC_DICOM_PORT', 'scp.port', port);
  const browserPort = take('ORTHANC_BROWSER_PORT', 'orthanc.port', port);
  const store = take(
    'ORTHANC_DEFUALT_STORE',
    'orthanc.defaultStore',
    orthancOptionsSchema.shape.defaultStore.unwrap(),
  );
  const clean = take(
    'CLEAN_ORTHANC',
    'orthanc.clean',
    z.boolean(),
    (text) => !/^(?:0|false|no)$/i.test(text),
  );

  seen.add('DEFUALT_CHANNEL');
  const channel = variables.get('DEFUALT_CHANNEL') ?? 'default';
  if (channel !== 'default')
    left.push({
      what: '.env: DEFUALT_CHANNEL',
      reason: `Jobs that name no channel use "default" here, not "${channel.slice(0, 100)}": give them that channel in their settings.json, or an environment the channel "default".`,
    });
  for (const { keys, reason } of reasons) {
    const found = keys.filter((key) => variables.has(key));
    for (const key of keys) seen.add(key);
    if (found.length > 0) left.push({ what: `.env: ${found.join(', ')}`, reason });
  }
  const unknown = [...variables.keys()].filter((key) => !seen.has(key) && !places.has(key));
  if (unknown.length > 0)
    left.push({
      what: `.env: ${unknown.slice(0, 50).join(', ')}`,
      reason:
        'The old tool does not know it. What jobs need can be given to a worker as its environment variables.',
    });
  return {
    options: {
      filters: filterOptionsSchema.parse({
        enabled: true,
        ...defined({ modalities, imageTypes, junkWords, requiredTags }),
      }),
      scp: scpOptionsSchema.parse({ enabled: true, ...defined({ port: dicomPort }) }),
    },
    orthanc: orthancOptionsSchema.parse(defined({ port: browserPort, defaultStore: store, clean })),
    settings,
    left,
  };
}

function words(text: string): string[] {
  return text
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');
}

function defined(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}
