import { X509Certificate, createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { rootCertificates } from 'node:tls';
import { sync as writeFileAtomicSync } from 'write-file-atomic';
import { EngineError } from '../../../contract/index.ts';

/** Where systems keep the authorities that their owner trusts. */
const systemBundles = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/ssl/ca-bundle.pem',
  '/etc/ssl/cert.pem',
];
const oneCertificate = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g;

/**
 * The certificates in a PEM file.
 * @throws EngineError `validation-failed` where there are none
 */
export function readCertificates(file: string): string[] {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    throw new EngineError('validation-failed', `The file of certificates ${file} cannot be read.`, { cause });
  }
  const found = text.match(oneCertificate) ?? [];
  try {
    for (const one of found) void new X509Certificate(one);
  } catch (cause) {
    throw new EngineError('validation-failed', `A certificate in ${file} is damaged.`, { cause });
  }
  if (found.length === 0)
    throw new EngineError('validation-failed', `There is no certificate in ${file}.`, {
      advice: 'Choose a file that begins with -----BEGIN CERTIFICATE-----.',
    });
  return found;
}

/** Authorities that are trusted without being told. */
export function usualAuthorities(): string[] {
  const system = systemBundles.find((file) => existsSync(file));
  const ofSystem = system === undefined ? [] : (readFileSync(system, 'utf8').match(oneCertificate) ?? []);
  return [...new Set([...ofSystem, ...rootCertificates])];
}

/**
 * A file with the usual authorities and those of `caFile`: programs such as pip take one file in place of their own.
 * @returns its path in the data home
 */
export function bundleWith(home: string, caFile: string): string {
  const text = `${[...usualAuthorities(), ...readCertificates(caFile)].join('\n')}\n`;
  const name = `authorities-${createHash('sha256').update(text).digest('hex').slice(0, 12)}.pem`;
  const file = path.join(home, 'certificates', name);
  if (existsSync(file)) return file;
  try {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileAtomicSync(file, text);
  } catch (cause) {
    throw new EngineError('disk-failed', `The certificates cannot be written to ${file}.`, { cause });
  }
  return file;
}
