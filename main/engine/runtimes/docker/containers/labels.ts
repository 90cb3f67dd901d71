import { createHash } from 'node:crypto';
import { containerRoleSchema } from '../../../../../contract/index.ts';
import type { ContainerRole } from '../../../../../contract/index.ts';

/** Labels of everything that is made in Docker: by them it is found again, whoever made it. */
const labels = {
  application: 'dcm-processor.application',
  home: 'dcm-processor.home',
  role: 'dcm-processor.role',
  worker: 'dcm-processor.worker',
  component: 'dcm-processor.component',
  replica: 'dcm-processor.replica',
  config: 'dcm-processor.config',
} as const;

/** Labels that tell whose an image is. */
export const { application: applicationLabel, worker: workerLabel } = labels;

/** An application, as names in Docker tell of it. */
export interface NamedApplication {
  id: string;
  name: string;
}

/** What a container is: its place among the containers of its application. */
export interface ContainerPlace {
  role: ContainerRole;
  /** Name of the worker or component. */
  of: string;
  /** From 1. */
  replica: number;
}

/** The value of the label that tells the containers of one data home from those of another. */
function homeLabel(home: string): string {
  return createHash('sha256').update(home).digest('hex').slice(0, 16);
}

/** The filter for everything of one data home. */
export function ofHome(home: string): string {
  return `${labels.home}=${homeLabel(home)}`;
}

/** The filter for everything of one application. */
export function ofApplication(application: string): string {
  return `${labels.application}=${application}`;
}

/** Labels of a network, volume or image of an application. */
export function applicationLabels(home: string, application: NamedApplication): Record<string, string> {
  return {
    [labels.application]: application.id,
    [labels.home]: homeLabel(home),
    'com.docker.compose.project': applicationSlug(application),
  };
}

/** @param config changes whenever the container must be made anew */
export function containerLabels(
  home: string,
  application: NamedApplication,
  place: ContainerPlace,
  config: string,
): Record<string, string> {
  return {
    ...applicationLabels(home, application),
    [labels.role]: place.role,
    [place.role === 'component' ? labels.component : labels.worker]: place.of,
    [labels.replica]: String(place.replica),
    [labels.config]: config,
    'com.docker.compose.service': place.role === 'planning' ? 'planning' : place.of,
  };
}

/** What the labels of a container tell, or null where they are not ours. */
export function readLabels(
  found: Readonly<Record<string, string>>,
): (ContainerPlace & { application: string; config: string }) | null {
  const application = found[labels.application];
  const role = containerRoleSchema.safeParse(found[labels.role]);
  const of = found[labels.component] ?? found[labels.worker];
  const replica = Number(found[labels.replica]);
  if (application === undefined || of === undefined || !role.success) return null;
  if (!Number.isInteger(replica) || replica < 1) return null;
  return { application, role: role.data, of, replica, config: found[labels.config] ?? '' };
}

/**
 * Begins all names of an application in Docker: readable, and of this one alone. The end of the identifier is its
 * random part.
 */
export function applicationSlug({ id, name }: NamedApplication): string {
  return `dcmp-${slug(name)}-${id
    .replaceAll(/[^0-9a-zA-Z]/g, '')
    .slice(-6)
    .toLowerCase()}`;
}

/** Name of a container: `dcmp-head-ct-1a2b3c-segmenter-1`. */
export function containerName(application: NamedApplication, { role, of, replica }: ContainerPlace): string {
  const kind = role === 'planning' ? 'planning' : slug(of);
  return `${applicationSlug(application)}-${kind}-${replica}`;
}

/** Only letters, digits and single dashes. */
function slug(name: string): string {
  const plain = name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 24)
    .replaceAll(/^-+|-+$/g, '');
  return plain === '' ? 'x' : plain;
}
