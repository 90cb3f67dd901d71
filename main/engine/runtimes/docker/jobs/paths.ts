import path from 'node:path';
import type { JsonObject, JsonValue } from '../../../../../contract/index.ts';
import type { ApplicationFolders } from '../../../context/index.ts';

/** Folders of this machine, by where containers see them. */
export interface Paths {
  /** As containers see it; null where they do not. */
  inside(hostPath: string): string | null;
  /** Every text in it that is a path of this machine, as containers see it. */
  allInside<Value extends JsonValue>(value: Value): Value;
  /** Every text in it that is a path in a container, as this machine sees it. */
  allOutside<Value extends JsonValue>(value: Value): Value;
}

/** Where the runtime package is in every container. */
export const packageInside = '/opt/dcm-processor/python';

/** A folder that containers see. */
export interface SharedFolder {
  host: string;
  inside: string;
  /** Read only. */
  readOnly: boolean;
  /** Seen by containers that run jobs, or by the one that asks callbacks, or by both. */
  by: 'jobs' | 'planning' | 'both';
}

/** All folders of an application that containers see; jobs reach of them what their own requests say. */
export function sharedFolders(folders: ApplicationFolders): SharedFolder[] {
  const own = (name: string, inside: string): SharedFolder => ({
    host: path.join(folders.root, name),
    inside,
    readOnly: false,
    by: 'jobs',
  });
  return [
    { host: folders.runs, inside: '/runs', readOnly: false, by: 'jobs' },
    { host: folders.modules, inside: '/modules', readOnly: true, by: 'jobs' },
    { host: folders.logs, inside: '/logs', readOnly: false, by: 'both' },
    own('scratch', '/scratch'),
    own('golden', '/golden'),
    own('workbench', '/workbench'),
    { host: folders.registry, inside: '/registry', readOnly: true, by: 'planning' },
    { ...own('planning', '/planning'), readOnly: true, by: 'planning' },
  ];
}

/** @param system how paths of this machine are written */
export function createPaths(
  shared: readonly SharedFolder[],
  system: Pick<path.PlatformPath, 'sep' | 'relative'> = path,
): Paths {
  const { sep } = system;

  function inside(hostPath: string): string | null {
    for (const folder of shared) {
      if (hostPath === folder.host) return folder.inside;
      if (hostPath.startsWith(folder.host + sep)) {
        return folder.inside + hostPath.slice(folder.host.length).split(sep).join('/');
      }
    }
    return null;
  }
  function outside(containerPath: string): string | null {
    // As the container would resolve it, so that nothing is translated that leads out of its folder.
    const resolved = path.posix.normalize(containerPath);
    for (const folder of shared) {
      if (resolved === folder.inside) return folder.host;
      if (resolved.startsWith(`${folder.inside}/`)) {
        return folder.host + resolved.slice(folder.inside.length).split('/').join(sep);
      }
    }
    return null;
  }
  return {
    inside,
    allInside: (value) => mapTexts(value, inside),
    allOutside: (value) => mapTexts(value, (text) => (text.startsWith('/') ? outside(text) : null)),
  };
}

/** A copy of the value where `change` has another text for one of its texts; the value itself where it has for none. */
function mapTexts<Value extends JsonValue>(value: Value, change: (text: string) => string | null): Value;
function mapTexts(value: JsonValue, change: (text: string) => string | null): JsonValue {
  if (typeof value === 'string') return change(value) ?? value;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    const mapped = value.map((item) => mapTexts(item, change));
    return mapped.some((item, place) => item !== value[place]) ? mapped : value;
  }
  let isChanged = false;
  const mapped: JsonObject = {};
  for (const [name, item] of Object.entries(value)) {
    const now = mapTexts(item, change);
    isChanged ||= now !== item;
    mapped[name] = now;
  }
  return isChanged ? mapped : value;
}
