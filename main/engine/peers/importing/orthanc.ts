import stripJsonComments from 'strip-json-comments';
import { z } from 'zod';
import type { Candidate } from './candidate.ts';

const portSchema = z.coerce.number();

/** `[AET, host, port]`, or with the name of the manufacturer behind it; or the same as an object. */
const modalitySchema = z.union([
  z
    .tuple([z.string(), z.string(), portSchema], z.unknown())
    .transform(([AET, Host, Port]) => ({ AET, Host, Port, UseDicomTls: false, LocalAet: '', Timeout: 0 })),
  z.looseObject({
    AET: z.string(),
    Host: z.string(),
    Port: portSchema,
    UseDicomTls: z.boolean().default(false),
    LocalAet: z.string().default(''),
    Timeout: z.number().default(0),
  }),
]);

/** `[url]`, `[url, user, password]`, or an object. */
const webServerSchema = z.union([
  z.tuple([z.string()], z.unknown()).transform(([Url, Username = '', Password = '']) => ({
    Url,
    Username: String(Username),
    Password: String(Password),
    HttpHeaders: {} as Record<string, string>,
  })),
  z.looseObject({
    Url: z.string(),
    Username: z.string().default(''),
    Password: z.string().default(''),
    HttpHeaders: z.record(z.string(), z.string()).default({}),
  }),
]);

const configurationSchema = z.looseObject({
  DicomModalities: z.record(z.string(), z.unknown()).default({}),
  DicomWeb: z.looseObject({ Servers: z.record(z.string(), z.unknown()).default({}) }).prefault({}),
});

/**
 * The peers of an Orthanc configuration, which is JSON with comments; null when the text is none.
 */
export function readOrthanc(text: string): Candidate[] | null {
  let value: unknown;
  try {
    value = JSON.parse(stripJsonComments(text, { trailingCommas: true }));
  } catch {
    return null;
  }
  const configuration = configurationSchema.safeParse(value);
  if (!configuration.success) return null;
  const { DicomModalities, DicomWeb } = configuration.data;
  return [
    ...Object.entries(DicomModalities).map(([name, entry]) => modality(name, entry)),
    ...Object.entries(DicomWeb.Servers).map(([name, entry]) => webServer(name, entry)),
  ];
}

function modality(name: string, entry: unknown): Candidate {
  const parsed = modalitySchema.safeParse(entry);
  if (!parsed.success) return { name, problem: 'It has no AE title, host and port.' };
  const { AET, Host, Port, UseDicomTls, LocalAet, Timeout } = parsed.data;
  return {
    name,
    secret: null,
    peer: {
      kind: 'dicom',
      name,
      aeTitle: AET,
      host: Host,
      port: Port,
      callingAeTitle: LocalAet === '' ? null : LocalAet,
      tls: { enabled: UseDicomTls },
      ...(Timeout > 0 ? { timeouts: { dimse: Timeout } } : {}),
    },
  };
}

function webServer(name: string, entry: unknown): Candidate {
  const parsed = webServerSchema.safeParse(entry);
  if (!parsed.success) return { name, problem: 'It has no address.' };
  const { Url, Username, Password, HttpHeaders } = parsed.data;
  const bearer = Object.entries(HttpHeaders)
    .filter(([header]) => header.toLowerCase() === 'authorization')
    .map(([, value]) => /^bearer (.+)$/i.exec(value)?.[1])
    .find((token) => token !== undefined);
  const peer = { kind: 'dicomweb' as const, name, url: Url };
  if (bearer !== undefined) return { name, secret: { kind: 'bearer', text: bearer }, peer };
  if (Username === '') return { name, secret: null, peer };
  return { name, secret: { kind: 'basic', user: Username, text: Password }, peer };
}
