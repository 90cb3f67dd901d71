import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { EngineError } from '../../../contract/index.ts';
import { splitAddress } from '../secrets/index.ts';
import type { Credentials } from './types.ts';

/** Schemes that git may use; every other is refused, `ext::` above all, which runs a program. */
const schemes = new Set(['https:', 'http:', 'ssh:', 'git:', 'file:']);
/** `user@host:path`, as ssh and git take it. */
const scpLike = /^(?:([A-Za-z0-9_][\w.-]*)@)?([A-Za-z0-9][\w.-]*):(?!:|\/\/|-)[\p{L}\p{N}_./~+@%,=-]+$/u;
// oxlint-disable-next-line no-control-regex -- control characters are what is refused
const unprintable = /[\u0000-\u0020\u007f]/;

/** An address that git may be given. */
export interface GitAddress {
  /** What git is given: without a password. */
  address: string;
  /** How it is shown and remembered. */
  shown: string;
  /** Absolute path of a repository on this machine; null: elsewhere. */
  path: string | null;
  /** `https://host:port`, whose credentials are used; null where git has none to be told. */
  site: string | null;
  /** Those of the address; null: none. */
  credentials: Credentials | null;
  /** Protocols that git may use for it and its submodules. */
  protocols: readonly string[];
}

const remoteProtocols = ['https', 'http', 'ssh', 'git'];

/**
 * Reads what a person typed as the address of a repository.
 * @throws EngineError `source-invalid`
 */
export function readGitAddress(typed: string): GitAddress {
  const refuse = (reason: string) =>
    new EngineError('source-invalid', `This is no address of a git repository: it ${reason}.`, {
      advice:
        'Write such as https://host/owner/name.git, user@host:name.git, or the full path of a repository.',
    });
  if (typed.startsWith('-')) throw refuse('begins with a hyphen, which git would take for an option');
  if (/^[\w-]+::/.test(typed)) throw refuse('names a helper program');
  const isPath = path.isAbsolute(typed);
  // oxlint-disable-next-line no-control-regex -- control characters are what is refused
  if (isPath ? /[\u0000-\u001f\u007f]/.test(typed) : unprintable.test(typed))
    throw refuse('has spaces or control characters in it');
  if (isPath)
    return {
      address: typed,
      shown: typed,
      path: typed,
      site: null,
      credentials: null,
      protocols: [...remoteProtocols, 'file'],
    };
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(typed)) return readUrl(typed, refuse);
  if (scpLike.test(typed))
    return {
      address: typed,
      shown: typed,
      path: null,
      site: null,
      credentials: null,
      protocols: remoteProtocols,
    };
  throw refuse('has no scheme such as https://, and is no full path');
}

function readUrl(typed: string, refuse: (reason: string) => EngineError): GitAddress {
  let url: URL;
  try {
    url = new URL(typed);
  } catch {
    throw refuse('is not well formed');
  }
  if (!schemes.has(url.protocol)) throw refuse(`begins with ${url.protocol}, which is not taken`);
  if (url.protocol === 'file:') {
    if (url.host !== '') throw refuse('names a host, which addresses with file: do not have');
    let local: string;
    try {
      local = fileURLToPath(url);
    } catch {
      throw refuse('is no path of this machine');
    }
    return {
      address: typed,
      shown: typed,
      path: local,
      site: null,
      credentials: null,
      protocols: [...remoteProtocols, 'file'],
    };
  }
  if (!/^[\w.[\]:-]+$/.test(url.hostname) || url.hostname.startsWith('-')) throw refuse('has no valid host');
  if (/^-|%2d/i.test(url.username) || /^\/+-/.test(url.pathname)) throw refuse('has an option in it');
  const { address, user, password } = splitAddress(typed);
  if (!url.protocol.startsWith('http')) {
    if (password !== '')
      throw refuse('has a password, which ssh does not take from there; use a key and its agent');
    return {
      address: typed,
      shown: typed,
      path: null,
      site: null,
      credentials: null,
      protocols: remoteProtocols,
    };
  }
  // git would ask for something else, and a token in it would be shown.
  if (url.search !== '' || url.hash !== '')
    throw refuse('has a part behind ? or #, which repositories do not have');
  return {
    address,
    shown: address,
    path: null,
    site: url.origin,
    credentials: user === '' && password === '' ? null : { user, password },
    protocols: remoteProtocols,
  };
}

/**
 * A branch, tag or commit that git may be given.
 * @throws EngineError `source-invalid`
 */
export function checkRef(ref: string): string {
  // git check-ref-format: what no ref can have.
  // oxlint-disable-next-line no-control-regex -- control characters are what is refused
  const wrong = /^[-/.]|\.\.|@\{|[\u0000-\u0020\u007f~^:?*[\\]|\/\/|[/.]$|\.lock(?:\/|$)|^@$/;
  if (wrong.test(ref))
    throw new EngineError('source-invalid', `"${ref}" cannot be the name of a branch, tag or commit.`);
  return ref;
}
