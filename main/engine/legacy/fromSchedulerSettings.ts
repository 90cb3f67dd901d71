import { z } from 'zod';
import { jobDefinitionSchema, jsonValueSchema } from '../../../contract/index.ts';
import { readOldJson } from './readFile.ts';
import type { BroughtSetting, Left, OldApplication } from './types.ts';

const jobs = z
  .union([z.array(z.unknown()), z.looseObject({}).transform((one) => [one as unknown])])
  .nullish();
const settingsSchema = z.looseObject({
  fullTags: z.boolean().nullish().catch(null),
  headerFields: z.array(z.string().min(1)).nullish().catch(null),
  preServices: jobs.catch(null),
  postServices: jobs.catch(null),
});
/** Parameters that are nobody's to read. */
const secretName = /secret|password|passwd|token|api_?key/i;

/** Settings of the scheduler (compatibility document, section 2.3). */
export async function fromSchedulerSettings(
  file: string,
  settings: BroughtSetting[],
  left: Left[],
): Promise<Pick<OldApplication, 'options' | 'jobsOfBase'>> {
  const jobsOfBase: OldApplication['jobsOfBase'] = { preServices: [], postServices: [] };
  const found = await readOldJson(file, 'settings.json', settingsSchema, left);
  if (found === null) return { options: {}, jobsOfBase };
  const options: OldApplication['options'] = {};
  const from = (name: string) => `settings.json: ${name}`;
  if (typeof found.fullTags === 'boolean') {
    options.fullTags = found.fullTags;
    settings.push({ option: 'fullTags', value: String(found.fullTags), from: from('fullTags') });
  }
  if (found.headerFields) {
    options.headerFields = found.headerFields;
    settings.push({
      option: 'headerFields',
      value: found.headerFields.join(','),
      from: from('headerFields'),
    });
  }
  for (const group of ['preServices', 'postServices'] as const) {
    const brought: unknown[] = [];
    for (const [at, entry] of (found[group] ?? []).entries()) {
      const job = jobDefinitionSchema.safeParse(entry);
      if (!job.success) {
        left.push({ what: from(`${group}[${at}]`), reason: 'It has no jobName, worker and callback.' });
        continue;
      }
      const plain = withoutSecrets(entry, `${from(group)}: ${job.data.jobName}`, left);
      // The bundled services come only when they are asked for; their jobs come with them.
      if (job.data.worker.startsWith('base.')) jobsOfBase[group].push(plain);
      else brought.push(plain);
    }
    if (brought.length === 0) continue;
    options[group] = brought;
    settings.push({ option: group, value: brought.map(nameOf).join(', '), from: from(group) });
  }
  return { options, jobsOfBase };
}

function nameOf(entry: unknown): string {
  const named = z.looseObject({ jobName: z.string() }).safeParse(entry);
  return named.data?.jobName ?? '';
}

/** Settings are shown to everybody who may see the application. */
function withoutSecrets(entry: unknown, what: string, left: Left[]): unknown {
  const removed: string[] = [];
  const plain: unknown = JSON.parse(JSON.stringify(entry), (key, value: unknown) => {
    const isSecret = secretName.test(key) && typeof value === 'string' && value !== '';
    if (isSecret) removed.push(key);
    return isSecret ? '' : value;
  });
  if (removed.length > 0)
    left.push({
      what: `${what}, ${removed.join(', ')}`,
      reason:
        'A password in settings can be read by all who see them. Let the service read it from a file or variable.',
    });
  return jsonValueSchema.safeParse(plain).data ?? null;
}
