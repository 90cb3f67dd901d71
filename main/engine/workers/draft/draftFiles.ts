import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { DraftEnvironment, DraftFile, RouteRequest } from '../../../../contract/index.ts';
import { adoptedPaths } from '../adopt.ts';
import type { ServiceWishes } from '../adopt.ts';

/** What is asked of a worker folder that is to be made. */
export type WorkerDraft = Omit<RouteRequest<'workers.create'>, 'application' | 'path' | 'install'>;

/**
 * The files of a new worker folder (compatibility document, section 5).
 * @param templates folder of the templates of the program
 * @param wishesOf what an installed service asks for; null where there is no such service, or it asks for nothing
 */
export function draftFiles(
  templates: string,
  draft: WorkerDraft,
  wishesOf: (service: string) => ServiceWishes | null,
): { settings: object; files: DraftFile[] } {
  const template = (name: string) => readFileSync(path.join(templates, 'workers', 'basic', name), 'utf8');
  const environments = draft.environments ?? [onlyEnvironment(draft)];
  const files: DraftFile[] = [];
  const scripts = new Set(['script.sh']);
  const add = (file: string, text: string): string => {
    if (files.every((one) => one.path !== file)) files.push({ path: file, text });
    return file;
  };

  const written = environments.map(({ name, pythonVersion, channels, systemPackages, ...environment }) => {
    // Names that are refused make no file names; settings.json is refused with them.
    const own = environments.length === 1 ? 'requirements.txt' : `requirements-${safe(name)}.txt`;
    const requirements = [add(own, withComment(template('requirements.txt'), environment.requirements))];
    for (const wishes of environment.services.flatMap((service) => wishesOf(service) ?? [])) {
      const adopted = adoptedPaths(wishes);
      if (adopted.requirements !== null)
        requirements.push(add(adopted.requirements, readText(wishes.requirementsFile)));
      if (adopted.script !== null) scripts.add(add(adopted.script, readText(wishes.scriptFile)));
    }
    return {
      name,
      requirements,
      entryRequirementPaths: ['/requirements'],
      channels,
      ...(pythonVersion !== null && { pythonVersion }),
      ...(systemPackages && { systemPackages }),
    };
  });
  const settings = {
    name: draft.name,
    description: draft.description,
    scripts: [...scripts],
    entryScriptPaths: ['/scripts'],
    baseImage: draft.baseImage,
    environments: written,
  };
  const script = withComment(template('script.sh'), draft.script);
  const text = `${JSON.stringify(settings, null, 2)}\n`;
  return {
    settings,
    files: [{ path: 'settings.json', text }, { path: 'script.sh', text: script }, ...files],
  };
}

function onlyEnvironment({ name, pythonVersion, channels }: WorkerDraft): DraftEnvironment {
  const served = channels.length > 0 ? channels : [name];
  return {
    name: 'base',
    pythonVersion,
    channels: served,
    requirements: '',
    services: [],
    systemPackages: false,
  };
}

/** The template says what the file is for; what was typed stands below. */
function withComment(template: string, typed: string): string {
  const own = typed.replaceAll('\r\n', '\n').trim();
  return own === '' ? template : `${template.trimEnd()}\n${own}\n`;
}

function safe(name: string): string {
  return name.replaceAll(/[^\w.-]/g, '_').slice(0, 60);
}

function readText(file: string | null): string {
  return file === null ? '' : readFileSync(file, 'utf8');
}
