import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { inRoot } from '../../scripts/setup/index.mjs';

/** Folder of a service that comes with the program. */
export function bundledService(name: 'series_report' | 'intensity_preview'): string {
  return inRoot('templates', 'services', name);
}

/** What a service of a test does; its one job has the name of the service. */
export interface TestService {
  name: string;
  /** Python statements of the callback; it accepts when absent. */
  callback?: string;
  /** Python statements of the worker function; it returns nothing when absent. */
  worker?: string;
  /** More fields of its settings.json. */
  settings?: {
    dependsOn?: string[];
    params?: Record<string, string>;
    sortPosition?: number;
    timeout?: string;
    channel?: string;
  };
}

/** Writes a service folder below `parent` and returns its path. */
export async function writeService(parent: string, service: TestService): Promise<string> {
  const { name, callback = 'return True', worker = 'return None', settings = {} } = service;
  const folder = path.join(parent, name);
  const definition = { jobName: name, worker: `${name}.worker`, callback: `${name}.callback`, ...settings };
  const write = async (file: string, text: string) => {
    const target = path.join(folder, file);
    await mkdir(path.dirname(target), { recursive: true });
    await writeFile(target, text);
  };
  await write('registry/settings.json', JSON.stringify(definition));
  await write('registry/__init__.py', pythonFunction('callback', callback));
  await write('module/__init__.py', pythonFunction('worker', worker));
  return folder;
}

/**
 * Worker statements that wait for a file named by `params["gate"]`: the test decides how long the job runs. Each
 * execution notes its begin and its end in the file `params["journal"]`.
 */
export const gatedWorker = `
def note(word):
    with open(params["journal"], "a") as journal:
        journal.write("%s %d\\n" % (word, os.getpid()))
note("begin")
print("waiting at the gate", flush=True)
while not os.path.exists(params["gate"]):
    time.sleep(0.02)
print("through the gate", flush=True)
note("end")
return {"passed": True}
`;

function pythonFunction(name: string, statements: string): string {
  const body = statements
    .trim()
    .split('\n')
    .map((line) => `    ${line}\n`)
    .join('');
  return `import os\nimport sys\nimport time\n\n\ndef ${name}(jobName, headers, params, added_params, **kwargs):\n${body}`;
}
