import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { writeWheel } from './wheels.ts';

/** Environments of `writeTwoEnvironments`: each has a package that the other one has not. */
export const environments = ['alpha', 'beta'] as const;

/** Worker statements that say which of the packages they can import, and whether the image's script ran. */
export const importer = `
import importlib.util
names = ["alpha_package", "beta_package"]
found = [name for name in names if importlib.util.find_spec(name)]
return {"found": found, "answer": __import__(found[0]).answer, "script": os.path.exists("/script-ran")}
`;

/** What `importer` returns in one of the environments. */
export function importedIn(environment: (typeof environments)[number]): object {
  return { found: [`${environment}_package`], answer: `from ${environment}`, script: true };
}

/**
 * Writes a worker with two environments, each with a channel and a requirement of its own that comes from a wheel in the
 * folder, and a channel for callbacks.
 */
export async function writeTwoEnvironments(folder: string, baseImage: string): Promise<void> {
  for (const name of environments) {
    await writeWheel(path.join(folder, 'wheels'), `${name}_package`, '1.0', `answer = "from ${name}"\n`);
    await writeFile(
      path.join(folder, `${name}.txt`),
      `--no-index --find-links wheels\n${name}_package==1.0\n`,
    );
  }
  await writeFile(path.join(folder, 'script.sh'), '#!/bin/bash\necho "the script ran" > /script-ran\n');
  await writeFile(
    path.join(folder, 'settings.json'),
    JSON.stringify({
      name: path.basename(folder),
      description: 'Two environments of a test',
      scripts: 'script.sh',
      entryScriptPaths: ['/scripts'],
      baseImage,
      environments: environments.map((name) => ({
        name,
        requirements: [`${name}.txt`],
        channels: name === 'alpha' ? ['alpha', 'default'] : ['beta'],
      })),
    }),
  );
}

/** Writes a worker folder that builds nothing: it uses an image that is there. */
export async function writePrebuilt(folder: string, image: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(
    path.join(folder, 'settings.json'),
    JSON.stringify({
      name: path.basename(folder),
      image,
      environments: [{ name: 'imaging', channels: ['imaging'] }],
    }),
  );
}
