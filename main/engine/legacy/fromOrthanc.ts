import { z } from 'zod';
import { applicationOptionsSchema, scpOptionsSchema } from '../../../contract/index.ts';
import { readOldJson } from './readFile.ts';
import type { BroughtSetting, Left, OldApplication } from './types.ts';

const orthancSchema = z.looseObject({
  StableAge: z.number().nullish().catch(null),
  DicomAet: z.string().nullish().catch(null),
  RegisteredUsers: z.record(z.string(), z.unknown()).nullish().catch(null),
  DicomModalities: z.record(z.string(), z.unknown()).nullish().catch(null),
  DicomWeb: z
    .looseObject({ Servers: z.record(z.string(), z.unknown()).nullish() })
    .nullish()
    .catch(null),
});

/** What orthanc.json has for here (compatibility document, section 1.3). */
export async function fromOrthanc(
  file: string,
  scp: OldApplication['options']['scp'],
  settings: BroughtSetting[],
  left: Left[],
): Promise<{ options: OldApplication['options']; peers: string[] }> {
  const found = await readOldJson(file, 'orthanc.json', orthancSchema, left);
  if (found === null) return { options: {}, peers: [] };
  const options: OldApplication['options'] = {};
  const { quietSeconds } = applicationOptionsSchema.shape;
  if (typeof found.StableAge === 'number' && quietSeconds.safeParse(found.StableAge).success) {
    options.quietSeconds = found.StableAge;
    settings.push({
      option: 'quietSeconds',
      value: String(found.StableAge),
      from: 'orthanc.json: StableAge',
    });
  }
  const aeTitle = scpOptionsSchema.shape.aeTitle.safeParse(found.DicomAet ?? undefined);
  if (found.DicomAet && aeTitle.success) {
    options.scp = scpOptionsSchema.parse({ ...scp, aeTitle: aeTitle.data });
    settings.push({ option: 'scp.aeTitle', value: aeTitle.data, from: 'orthanc.json: DicomAet' });
  } else if (found.DicomAet) {
    left.push({
      what: 'orthanc.json: DicomAet',
      reason: 'It is no AE title: at most 16 characters of ASCII.',
    });
  }
  if (found.RegisteredUsers && Object.keys(found.RegisteredUsers).length > 0)
    left.push({
      what: 'orthanc.json: RegisteredUsers',
      reason: 'The Orthanc of an application here has one user with a password of its own.',
    });
  return {
    options,
    peers: [...Object.keys(found.DicomModalities ?? {}), ...Object.keys(found.DicomWeb?.Servers ?? {})],
  };
}
