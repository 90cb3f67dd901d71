import stripJsonComments from 'strip-json-comments';
import { z } from 'zod';
import type { Candidate } from './candidate.ts';

const portSchema = z.coerce.number();

const modalitySchema = z.looseObject({
  AET: z.string(),
  Host: z.string(),
  Port: portSchema,
  UseDicomTls: z.boolean().default(false),
  LocalAet: z.string().default(''),
  Timeout: z.coerce.number().default(0),
});

const webServerSchema = z.looseObject({
  Url: z.string(),
  Username: z.string().default(''),
  Password: z.string().default(''),
  HttpHeaders: z.record(z.string(), z.string()).default({}),
});

const configurationSchema = z.looseObject({
  DicomModalities: z.record(z.string(), z.unknown()).default({}),
  DicomWeb: z.looseObject({ Servers: z.record(z.string(), z.unknown()).default({}) }).prefault({}),
});

/**
 * The peers of an Orthanc configuration, which is JSON with comments, or of its answer to `/modalities?expand`; null
 * when the text is neither.
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
  const { DicomModalities, DicomWeb, ...others } = configuration.data;
  const entries = Object.entries(others);
  if (entries.length > 0 && entries.every(([, entry]) => modalitySchema.safeParse(entry).success)) {
    return entries.map(([name, entry]) => modality(name, entry));
  }
  return [
    ...Object.entries(DicomModalities).map(([name, entry]) => modality(name, entry)),
    ...Object.entries(DicomWeb.Servers).map(([name, entry]) => webServer(name, entry)),
  ];
}

function modality(name: string, entry: unknown): Candidate {
  // `[AET, host, port]`, or with the name of the manufacturer behind it; or the same as an object.
  const parsed = modalitySchema.safeParse(asObject(entry, ['AET', 'Host', 'Port']));
  if (!parsed.success) return { name, problem: `It has no usable ${fieldsOf(parsed.error)}.` };
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
  // `[url]`, `[url, user, password]`, or an object.
  const parsed = webServerSchema.safeParse(asObject(entry, ['Url', 'Username', 'Password']));
  if (!parsed.success) return { name, problem: `It has no usable ${fieldsOf(parsed.error)}.` };
  const { Url, Username, Password, HttpHeaders } = parsed.data;
  const peer = { kind: 'dicomweb' as const, name, url: Url };
  const headers = Object.entries(HttpHeaders);
  const shown = headers.find(([header]) => isAuthorization(header))?.[1];
  const token = /^bearer (.+)$/i.exec(shown ?? '')?.[1];
  const basic = /^basic (.+)$/i.exec(shown ?? '')?.[1];
  const isShown = token !== undefined || basic !== undefined;
  const others = headers.map(([header]) => header).filter((header) => !isShown || !isAuthorization(header));
  if (others.length > 0) {
    return {
      name,
      problem: `It is asked with HTTP headers that cannot be sent from here: ${others.join(', ')}.`,
    };
  }
  if (token !== undefined) return { name, secret: { kind: 'bearer', text: token }, peer };
  if (basic !== undefined) {
    const [, user = '', text = ''] =
      /^([^:]*):([\s\S]*)$/.exec(Buffer.from(basic, 'base64').toString()) ?? [];
    return { name, secret: { kind: 'basic', user, text }, peer };
  }
  if (Username === '') return { name, secret: null, peer };
  return { name, secret: { kind: 'basic', user: Username, text: Password }, peer };
}

function isAuthorization(header: string): boolean {
  return header.toLowerCase() === 'authorization';
}

/** What is written as a list, with the names of its places. */
function asObject(entry: unknown, names: readonly string[]): unknown {
  if (!Array.isArray(entry)) return entry;
  const values: readonly unknown[] = entry;
  return Object.fromEntries(names.flatMap((name, at) => (at < values.length ? [[name, values[at]]] : [])));
}

function fieldsOf({ issues }: z.ZodError): string {
  const names = new Set(issues.map(({ path }) => path.join('.')).filter((name) => name !== ''));
  return names.size === 0 ? 'form' : [...names].join(', ');
}
