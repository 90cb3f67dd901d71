import { networkSettingsSchema, type NetworkSettings, type RouteInput } from '../../../../contract/index.ts';
import { issueInWords } from '../../../forms/index.ts';

/** The settings as their form holds them: what is not set is an empty text. */
export type NetworkValues = {
  httpProxy: string;
  httpsProxy: string;
  ftpProxy: string;
  noProxy: string;
  trustedHosts: string[];
  caFile: string;
  pipIndexUrl: string;
};

const names = Object.keys(networkSettingsSchema.shape) as (keyof NetworkSettings)[];

/** From the engine to the form. */
export function valuesOf(settings: NetworkSettings): NetworkValues {
  const { trustedHosts, ...others } = settings;
  const text = (name: keyof typeof others) => others[name] ?? '';
  return {
    httpProxy: text('httpProxy'),
    httpsProxy: text('httpsProxy'),
    ftpProxy: text('ftpProxy'),
    noProxy: text('noProxy'),
    trustedHosts,
    caFile: text('caFile'),
    pipIndexUrl: text('pipIndexUrl'),
  };
}

/** Only what was changed: a password that is kept beside an address goes when the address is written again without it. */
export function changesOf(
  values: NetworkValues,
  before: NetworkValues,
): RouteInput<'network.set'>['changes'] {
  const changed = names.filter((name) => JSON.stringify(values[name]) !== JSON.stringify(before[name]));
  return Object.fromEntries(changed.map((name) => [name, orNull(values[name])]));
}

/** What is wrong with the values, by field. */
export function problemsOf(values: NetworkValues): Record<string, string> {
  const given = Object.fromEntries(names.map((name) => [name, orNull(values[name])]));
  const { error } = networkSettingsSchema.safeParse(given);
  const problems: Record<string, string> = {};
  for (const issue of error?.issues ?? []) problems[issue.path.map(String).join('.')] ??= issueInWords(issue);
  return problems;
}

function orNull(value: string | string[]): string | string[] | null {
  return typeof value === 'string' && value.trim() === '' ? null : value;
}
