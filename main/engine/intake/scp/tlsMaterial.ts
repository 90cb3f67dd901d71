import { chmodSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createSecureContext } from 'node:tls';
import writeFileAtomic from 'write-file-atomic';
import { EngineError } from '../../../../contract/index.ts';
import type { ScpTlsOptions } from '../../../../contract/index.ts';
import type { TlsMaterial } from './protocol.ts';

/** Ten years: nobody renews a certificate that was made by itself. */
const ownDays = 3650;

/**
 * Certificate and key of the door; makes an own certificate where none is given and none was made yet.
 * @param folder where the own one is kept
 * @returns null without TLS
 * @throws EngineError `folder-not-usable` when a given file cannot be read or does not fit
 */
export async function tlsMaterial(options: ScpTlsOptions, folder: string): Promise<TlsMaterial | null> {
  if (options.mode === 'off') return null;
  if ((options.certificateFile === null) !== (options.keyFile === null)) {
    throw unusable('A certificate needs its private key: both files have to be named, or none.');
  }
  const own = {
    certificateFile: path.join(folder, 'certificate.pem'),
    keyFile: path.join(folder, 'key.pem'),
  };
  if (options.certificateFile === null) await makeOwn(own);
  const material = {
    certificate: read(options.certificateFile ?? own.certificateFile),
    key: read(options.keyFile ?? own.keyFile),
    authorities: options.authorityFile === null ? null : read(options.authorityFile),
  };
  if (options.clientCertificates !== 'none' && material.authorities === null) {
    throw unusable('To check certificates of clients, the file of their authority has to be named.');
  }
  try {
    createSecureContext({
      cert: material.certificate,
      key: material.key,
      ...(material.authorities === null ? {} : { ca: material.authorities }),
    });
  } catch (cause) {
    throw unusable('Certificate and key do not fit, or are no PEM files.', cause);
  }
  return material;
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw unusable(`The file ${file} cannot be read.`, cause);
  }
}

function unusable(message: string, cause?: unknown): EngineError {
  return new EngineError('folder-not-usable', message, {
    advice: 'Name other files in the TLS options of the C-STORE door, or none to have a certificate made.',
    ...(cause === undefined ? {} : { cause }),
  });
}

async function makeOwn(files: { certificateFile: string; keyFile: string }): Promise<void> {
  if (existsSync(files.certificateFile) && existsSync(files.keyFile)) return;
  // Loaded only here: few installations make a certificate, and only once.
  const { generate } = await import('selfsigned');
  const host = os.hostname();
  const made = await generate([{ name: 'commonName', value: host.slice(0, 64) }], {
    notAfterDate: new Date(Date.now() + ownDays * 86_400_000),
    keySize: 2048,
    algorithm: 'sha256',
    extensions: [
      { name: 'subjectAltName', altNames: [...names(host), { type: 7, ip: '127.0.0.1' }] },
      { name: 'extKeyUsage', serverAuth: true, clientAuth: true },
    ],
  });
  const folder = path.dirname(files.keyFile);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
  await writeFileAtomic(files.keyFile, made.private, { mode: 0o600 });
  await writeFileAtomic(files.certificateFile, made.cert, { mode: 0o644 });
}

function names(host: string): { type: 2; value: string }[] {
  return [...new Set([host, 'localhost'])].map((value) => ({ type: 2, value }));
}
