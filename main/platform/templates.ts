import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * The `templates` folder: beside the sources in a checkout, in the resources of an installed program (outside its
 * archive, because Python reads from it). `DCM_PROCESSOR_TEMPLATES` names another.
 * @throws Error when the installation is incomplete
 */
export function templatesFolder(): string {
  const here = path.dirname(fileURLToPath(import.meta.url));
  const candidates = [
    process.env['DCM_PROCESSOR_TEMPLATES'],
    // Installed: resources/app.asar/out/main → resources/templates.
    path.resolve(here, '..', '..', '..', 'templates'),
    // Checkout, bundled (out/main) or as sources (main/platform).
    path.resolve(here, '..', '..', 'templates'),
  ];
  for (const candidate of candidates) {
    if (candidate && existsSync(path.join(candidate, 'python'))) return candidate;
  }
  throw new Error('The templates folder of DCM Processor is missing; install the program again.');
}
