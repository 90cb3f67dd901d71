import { existsSync } from 'node:fs';
import { finding } from '../../../contract/index.ts';
import type { ApplicationOptions, BackupParts, Finding } from '../../../contract/index.ts';
import type { CopyNotesTold } from './thread/order.ts';

const warning = (code: string, message: string, advice: string | null = null, field: string | null = null) =>
  finding('warning', code, message, { advice, field });
const counted = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`;

/** What a person must know of the files of a copy. */
export function findingsOfFiles({ missing, links, special, unreadable }: CopyNotesTold): Finding[] {
  const odd = special + unreadable;
  return [
    ...(missing > 0
      ? [
          warning(
            'instances-missing',
            `${counted(missing, 'image', 'images')} of the history had no file in the archive already.`,
          ),
        ]
      : []),
    ...(links > 0
      ? [
          warning(
            'links-left-out',
            `${counted(links, 'link was', 'links were')} left out that led to somewhere else.`,
            'Copy what they lead to yourself, where it is needed.',
          ),
        ]
      : []),
    ...(odd > 0
      ? [
          warning(
            'files-left-out',
            `${counted(odd, 'thing was', 'things were')} left out that can be no part of a copy: what could not be read, devices or sockets.`,
          ),
        ]
      : []),
  ];
}

/** What an application that was made from another needs before it is started. */
export function findingsOfOptions(options: ApplicationOptions): Finding[] {
  const { orthanc } = options.docker.components;
  return [
    ...options.peers.flatMap((peer, index) =>
      peer.kind === 'dicomweb' &&
      peer.authorization.kind !== 'none' &&
      !existsSync(peer.authorization.secretFile)
        ? [
            warning(
              'peer-password-missing',
              `The password or token of the peer "${peer.name}" is not here.`,
              'Give it again in the settings of the peer.',
              `options.peers.${index}`,
            ),
          ]
        : [],
    ),
    ...findingsOfNamedFiles(options),
    ...(options.runtime === 'docker' || orthanc !== null
      ? [
          warning(
            'images-to-prepare',
            'Its images are not there yet.',
            'Prepare the application before it is started.',
          ),
        ]
      : []),
    ...(orthanc === null
      ? []
      : [
          warning(
            'orthanc-empty',
            'Its Orthanc begins empty, with another password, and gets again what is in the archive.',
            'What was only in Orthanc is not copied.',
          ),
        ]),
  ];
}

/** Files and folders that options name, and that are not there. */
export function findingsOfNamedFiles(options: ApplicationOptions): Finding[] {
  return filesOf(options).flatMap(([field, file]) =>
    file === null || existsSync(file)
      ? []
      : [
          warning(
            'file-missing',
            `${file} is not on this machine.`,
            'Choose another one in the settings.',
            `options.${field}`,
          ),
        ],
  );
}

function filesOf({ python, scp, watchedFolders }: ApplicationOptions): (readonly [string, string | null])[] {
  return [
    ['python', python],
    ['scp.tls.certificateFile', scp.tls.certificateFile],
    ['scp.tls.keyFile', scp.tls.keyFile],
    ['scp.tls.authorityFile', scp.tls.authorityFile],
    ...watchedFolders.flatMap(({ path, enabled }, index) =>
      enabled ? [[`watchedFolders.${index}.path`, path] as const] : [],
    ),
  ];
}

/** What a backup leaves out. */
export function findingsOfParts(
  parts: BackupParts,
  hasSecrets: boolean,
  options: ApplicationOptions,
): Finding[] {
  const leftOut = [
    ...(parts.data ? [] : ['what was received and the history']),
    ...(parts.data && !parts.runs ? ['what ended runs left behind'] : []),
    ...(parts.data && !parts.trials ? ['scratch runs, golden cases and workbenches'] : []),
  ];
  return [
    ...(leftOut.length > 0 ? [warning('parts-left-out', `Not in the backup: ${leftOut.join('; ')}.`)] : []),
    hasSecrets
      ? warning(
          'has-secrets',
          'Passwords, tokens and keys are in the backup, for everybody who can read the file.',
          'Keep it where only you can read it.',
          'includeSecrets',
        )
      : warning('no-secrets', 'Passwords, tokens and keys are not in the backup.', null, 'includeSecrets'),
    ...(options.docker.components.orthanc === null
      ? []
      : [warning('orthanc-left-out', 'What only Orthanc has stored is not in the backup.')]),
  ];
}

/** What a clone does not do by itself. */
export function findingsOfClone(before: ApplicationOptions, after: ApplicationOptions): Finding[] {
  const closed = [
    ...(before.scp.enabled && !after.scp.enabled ? ['the C-STORE door'] : []),
    ...(before.http.enabled && !after.http.enabled ? ['the HTTP door'] : []),
    ...(before.watchedFolders.some(({ enabled }) => enabled) &&
    after.watchedFolders.every(({ enabled }) => !enabled)
      ? ['its watched folders']
      : []),
  ];
  if (closed.length === 0) return [];
  const advice = 'Open them in the settings, with other ports and folders than those of the original.';
  return [warning('doors-closed', `Closed, because the original has them: ${closed.join(', ')}.`, advice)];
}
