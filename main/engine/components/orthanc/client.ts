import { createReadStream } from 'node:fs';
import http from 'node:http';
import type { IncomingMessage } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';

/** An Orthanc that does not answer is given up for now after this time, in milliseconds. */
const patience = 60_000;
/** Longest answer in JSON that is read, in bytes. */
const longestAnswer = 16 * 1024 * 1024;

/** Where an Orthanc answers, and as whom it is asked. */
export interface OrthancAddress {
  /** `http://127.0.0.1:8042`. */
  base: string;
  username: string;
  password: string;
}

/** An answer that is no success; anything else that goes wrong is one of the network. */
export class OrthancRefusal extends Error {
  readonly status: number;
  constructor(status: number, said: string) {
    super(`HTTP ${status}${said === '' ? '' : `: ${said}`}`);
    this.name = 'OrthancRefusal';
    this.status = status;
  }
}

const failureSchema = z.looseObject({ Message: z.string().optional(), Details: z.string().optional() });

async function open(
  { base, username, password }: OrthancAddress,
  path: string,
  signal: AbortSignal,
  body?: { file: string; size: number },
): Promise<IncomingMessage> {
  const headers: http.OutgoingHttpHeaders = {
    authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`,
    ...(body && { 'content-type': 'application/dicom', 'content-length': body.size }),
  };
  const method = body === undefined ? 'GET' : 'POST';
  const request = http.request(new URL(path, base), { method, headers, signal, timeout: patience });
  request.on('timeout', () => request.destroy(new Error('Orthanc did not answer in time.')));
  const answered = new Promise<IncomingMessage>((resolve, reject) => {
    request.once('response', resolve);
    request.once('error', reject);
  });
  // A refusal can come while the body is still on its way; the answer counts.
  if (body === undefined) request.end();
  else
    pipeline(createReadStream(body.file), request).catch((cause: unknown) => request.destroy(asError(cause)));
  const response = await answered;
  const status = response.statusCode ?? 0;
  if (status >= 200 && status < 300) return response;
  throw new OrthancRefusal(status, wordsOf(await readAll(response).catch(() => '')));
}

const asError = (cause: unknown) => (cause instanceof Error ? cause : new Error(String(cause)));

async function readAll(response: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of response) {
    const bytes: Buffer = piece;
    length += bytes.length;
    if (length > longestAnswer) throw new Error('The answer of Orthanc is far too long.');
    pieces.push(bytes);
  }
  return Buffer.concat(pieces).toString('utf8');
}

function wordsOf(text: string): string {
  try {
    const { Message, Details } = failureSchema.parse(JSON.parse(text));
    return [Message, Details].filter(Boolean).join(', ');
  } catch {
    return text.slice(0, 200);
  }
}

/** Asks for JSON. @throws OrthancRefusal; an error of the network; a ZodError for what is something else */
export async function ask<Schema extends z.ZodType>(
  address: OrthancAddress,
  path: string,
  schema: Schema,
  signal: AbortSignal,
): Promise<z.output<Schema>> {
  return schema.parse(JSON.parse(await readAll(await open(address, path, signal))));
}

/** Bytes of an instance as it is stored there. @throws OrthancRefusal; an error of the network */
export function openInstance(
  address: OrthancAddress,
  id: string,
  signal: AbortSignal,
): Promise<AsyncIterable<Buffer>> {
  return open(address, `/instances/${id}/file`, signal);
}

const storedSchema = z.looseObject({ ID: z.string() });

/** Stores a file. @returns its identifier there. @throws OrthancRefusal; an error of the network or of the file */
export async function store(
  address: OrthancAddress,
  body: { file: string; size: number },
  signal: AbortSignal,
): Promise<string> {
  const response = await open(address, '/instances', signal, body);
  return storedSchema.parse(JSON.parse(await readAll(response))).ID;
}
