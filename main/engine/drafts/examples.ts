import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { exampleNameSchema, serviceExampleSchema } from '../../../contract/index.ts';
import type { ExampleName, ServiceExample } from '../../../contract/index.ts';

/** Folder of the files that all examples have in common. */
const common = 'shared';

/** A file of a service that is not written yet. */
export interface DraftFile {
  /** Relative to the folder of the service, with `/`. */
  path: string;
  text: string;
}

/** What there is to begin from. @param templates folder of the templates of the program */
export function listExamples(templates: string): ServiceExample[] {
  return exampleNameSchema.options.map((example) => readExample(templates, example));
}

/** What an example says of itself. */
export function readExample(templates: string, example: ExampleName): ServiceExample {
  const file = path.join(templates, 'examples', example, 'example.json');
  return serviceExampleSchema.parse({ example, ...JSON.parse(readFileSync(file, 'utf8')) });
}

/** Its files, without those that are written of a draft. */
export function exampleFiles(templates: string, example: ExampleName): DraftFile[] {
  return ['registry', 'module'].flatMap((part) =>
    [common, example]
      .flatMap((from) => filesIn(path.join(templates, 'examples', from), part))
      .sort((a, b) => (a.path < b.path ? -1 : 1)),
  );
}

function filesIn(root: string, relative: string): DraftFile[] {
  return readdirSync(path.join(root, relative), { withFileTypes: true }).flatMap((entry) => {
    const inner = `${relative}/${entry.name}`;
    if (entry.isDirectory()) return entry.name === '__pycache__' ? [] : filesIn(root, inner);
    return [{ path: inner, text: readFileSync(path.join(root, inner), 'utf8') }];
  });
}
