import type { NetworkSettings, SecretPlace } from '../../contract/index.ts';

export const network = {
  title: 'Network of this machine',
  names: {
    httpProxy: 'Proxy for HTTP',
    httpsProxy: 'Proxy for HTTPS',
    ftpProxy: 'Proxy for FTP',
    noProxy: 'Without proxy',
    trustedHosts: 'Trusted hosts',
    caFile: 'Further certificates',
    pipIndexUrl: 'Package index',
  } satisfies Record<keyof NetworkSettings, string>,
  helps: {
    httpProxy: 'For git, pip, builds and downloads of all applications. http://user:password@host:port',
    httpsProxy: 'The same for encrypted addresses. Most need only this one.',
    ftpProxy: 'Only for builds that fetch by FTP.',
    noProxy: 'Hosts that are reached directly, with commas: localhost,.hospital.example',
    trustedHosts: 'Hosts whose certificates are not checked. Better give their certificates below.',
    caFile: 'PEM. Servers are checked by them beside the usual authorities.',
    pipIndexUrl: 'Where pip finds packages.',
  } satisfies Record<keyof NetworkSettings, string>,
  passwordKept: 'Its password is kept as a secret; it stays while user and host stay.',
  none: 'None',
  fromEnvironment: (name: string, value: string) => `${name}: ${value}`,
  saved: 'Saved. It takes effect with the next fetch or build.',
  check: 'Try an address',
  checkHelp: 'By the settings as they are saved.',
  ask: 'Try',
  reached: (status: number | null, proxy: string | null) =>
    [
      status === null ? 'It answered' : `It answered with ${status}`,
      ...(proxy === null ? [] : [`by ${proxy}`]),
    ].join(', '),
  notReached: 'It cannot be reached.',
  builds: 'Builds of this application',
  buildHelp: 'Only where builds need another one than this machine.',
  asTheMachine: 'As this machine',
};

export const secrets = {
  title: 'Secrets of this machine',
  place: 'Kept in',
  places: { system: 'Key store', file: 'Own file' } satisfies Record<SecretPlace, string>,
  placeHelp: (system: string, file: string) =>
    `Passwords and tokens: encrypted by ${system}, or in ${file}, which only you can read. Engines without a window can read only the file.`,
  noSystem: (file: string) => `This system has no key store: they are in ${file}, which only you can read.`,
  unreadable: 'Only the window can read it',
  remove: (name: string) => `Remove ${name}`,
  removeTitle: (name: string) => `Remove the secret “${name}”?`,
  removeText: 'What needs it asks for it again, or fails.',
  removeAction: 'Remove',
  name: 'Name',
  nameHelp: 'host/ and a host name, for git and downloads there.',
  valueHelp: 'A token, or user:password. It is never shown again.',
  value: 'Secret',
  show: 'Show what is typed',
  keep: 'Keep',
};
