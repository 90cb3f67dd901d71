import { z } from 'zod';
import { EngineError } from '../../../../contract/index.ts';
import { failureOf, getFromWeb } from '../../peers/index.ts';
import type { WebAddress } from '../../peers/index.ts';
import { queryElements } from './keys.ts';
import type { Answered, QueryLevel } from './keys.ts';

/** Longest answer that is read, in bytes. */
const longestAnswer = 64 * 1024 * 1024;

/** DICOM JSON (PS3.18 annex F), as far as it is read here. */
const answerSchema = z.array(z.record(z.string(), z.looseObject({ Value: z.array(z.unknown()).optional() })));
const personNameSchema = z.looseObject({
  Alphabetic: z.string().optional(),
  Ideographic: z.string().optional(),
  Phonetic: z.string().optional(),
});

/**
 * Asks a web server by QIDO-RS (PS3.18 section 10.6).
 * @throws EngineError `peer-unreachable`, `peer-failed`, `cancelled`
 */
export async function webAnswers(
  address: WebAddress,
  level: QueryLevel,
  identifier: Answered,
  limit: number,
  signal: AbortSignal,
): Promise<{ answers: Answered[]; isComplete: boolean }> {
  const parameters = new URLSearchParams();
  for (const [keyword, value] of Object.entries(identifier)) {
    const isPlace = level === 'series' && keyword === 'StudyInstanceUID';
    if (isPlace) continue;
    if (value === '') parameters.append('includefield', keyword);
    else parameters.append(keyword, value);
  }
  // One more than wanted tells whether there are more.
  parameters.append('limit', String(limit + 1));
  const path = level === 'study' ? '/studies' : `/studies/${identifier.StudyInstanceUID ?? ''}/series`;
  const text = await readAll(address, `${path}?${parameters.toString()}`, signal);
  const parsed = answerSchema.safeParse(text === '' ? [] : jsonOf(text));
  if (!parsed.success) {
    throw new EngineError(
      'peer-failed',
      `${new URL(address.base).host} answered with what is no DICOM JSON.`,
      {
        details: z.prettifyError(parsed.error),
      },
    );
  }
  const answers = parsed.data.map((dataSet) => ({
    ...(level === 'series' ? { StudyInstanceUID: identifier.StudyInstanceUID } : {}),
    ...answerOf(dataSet),
  }));
  return { answers: answers.slice(0, limit), isComplete: answers.length <= limit };
}

async function readAll(address: WebAddress, path: string, signal: AbortSignal): Promise<string> {
  const response = await getFromWeb(address, path, 'application/dicom+json', signal);
  const pieces: Buffer[] = [];
  let length = 0;
  try {
    for await (const piece of response) {
      const bytes: Buffer = piece;
      length += bytes.length;
      if (length > longestAnswer)
        throw new EngineError('peer-failed', 'The answer of the peer is far too long.');
      pieces.push(bytes);
    }
  } catch (cause) {
    throw failureOf(new URL(address.base).host, cause, signal);
  }
  return Buffer.concat(pieces).toString('utf8');
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function answerOf(dataSet: z.infer<typeof answerSchema>[number]): Answered {
  return Object.fromEntries(
    Object.entries(queryElements).flatMap(([keyword, [tag]]) => {
      const element = dataSet[tag.toString(16).padStart(8, '0').toUpperCase()];
      const values = element?.Value ?? [];
      return values.length === 0 ? [] : [[keyword, values.map(textOf).join('\\')]];
    }),
  );
}

function textOf(value: unknown): string {
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  const name = personNameSchema.safeParse(value);
  if (!name.success) return '';
  const { Alphabetic = '', Ideographic = '', Phonetic = '' } = name.data;
  return [Alphabetic, Ideographic, Phonetic].join('=').replace(/=+$/, '');
}
