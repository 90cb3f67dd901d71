import { randomBytes, timingSafeEqual } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { sync as writeFileAtomicSync } from 'write-file-atomic';
import { EngineError } from '../../../../contract/index.ts';
import { systemCode } from '../../context/index.ts';

const tokenBytes = 32;
const wellFormed = /^[\w-]{43}$/;

/** Where the token of the application in `root` lies, readable by its owner alone. */
export function tokenFileOf(root: string): string {
  return path.join(root, 'http-token');
}

/**
 * The token in that file; a new one where there is none that can be used.
 * @throws EngineError `disk-failed`
 */
export function readToken(file: string): string {
  let text = '';
  try {
    text = readFileSync(file, 'utf8').trim();
  } catch (cause) {
    const isMissing = systemCode(cause) === 'ENOENT';
    if (!isMissing)
      throw new EngineError('disk-failed', `The access token in ${file} cannot be read.`, { cause });
  }
  return wellFormed.test(text) ? text : renewToken(file);
}

/**
 * Puts a new token into the file.
 * @throws EngineError `disk-failed`
 */
export function renewToken(file: string): string {
  const token = randomBytes(tokenBytes).toString('base64url');
  try {
    writeFileAtomicSync(file, `${token}\n`, { mode: 0o600 });
  } catch (cause) {
    throw new EngineError('disk-failed', `The access token cannot be written to ${file}.`, { cause });
  }
  return token;
}

/**
 * True when an `Authorization` header shows the token: `Bearer TOKEN`, or HTTP Basic with it as the password and any
 * user name, for clients that know nothing else.
 */
export function showsToken(authorization: string | undefined, token: string): boolean {
  const [, scheme = '', credentials = ''] = /^(\w+) +(\S+)$/.exec(authorization ?? '') ?? [];
  switch (scheme.toLowerCase()) {
    case 'bearer':
      return isSame(credentials, token);
    case 'basic': {
      const text = Buffer.from(credentials, 'base64').toString('utf8');
      return isSame(text.slice(text.indexOf(':') + 1), token);
    }
    default:
      return false;
  }
}

function isSame(shown: string, expected: string): boolean {
  const one = Buffer.from(shown);
  const other = Buffer.from(expected);
  return one.length === other.length && timingSafeEqual(one, other);
}
