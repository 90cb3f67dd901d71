/** Caches, version control and environments of somebody's own: no part of a service or worker. */
const names = new Set([
  '__pycache__',
  '.git',
  '.hg',
  '.svn',
  '.ipynb_checkpoints',
  '.DS_Store',
  'node_modules',
  '.venv',
]);

/** True for a file or folder that no service or worker is fetched, hashed or installed with. */
export function isLeftOut(name: string): boolean {
  return names.has(name) || name.endsWith('.pyc');
}
