import path from 'node:path';

/**
 * Who may import whom (docs/architecture.md), as a lint rule: each file belongs to an area, each area names what it
 * may reach, and folders are entered only through their face, `index.ts`.
 */

/** Rooms of the engine in the order in which data walks; a room reaches only rooms further down. */
const rooms = [
  'diagnostics',
  'legacy',
  'copies',
  'drafts',
  'validation',
  'explain',
  'deletion',
  'diskUse',
  'exports',
  'golden',
  'workbench',
  'scratch',
  'intake',
  'quarantine',
  'archive',
  'completeness',
  'planning',
  'dispatch',
  'provenance',
  'components',
  'compose',
  'runtimes',
  'workers',
  'delivery',
  'peers',
  'sources',
  'tasks',
  'measurements',
  'history',
  'runWords',
  'estimates',
  'backups',
  'retention',
  'services',
  'applications',
];
/** Ground floor of the engine: imports no room. */
const ground = {
  threads: [],
  context: ['database', 'dicom'],
  dicom: [],
  dimse: ['dicom'],
  database: ['threads'],
  secrets: ['context'],
  network: ['secrets', 'context'],
};

/** Areas outside the engine and what they may reach beside themselves. */
const areas = {
  contract: [],
  'main/platform': ['package.json'],
  'main/link': ['contract', 'main/platform'],
  'main/app': ['contract', 'main/platform', 'main/link'],
  'main/cli': ['contract', 'main/platform', 'main/link'],
  preload: ['contract'],
  renderer: ['contract'],
  'scripts/phantom': [],
  'scripts/demo': ['contract', 'main/platform', 'main/link', 'main/cli/terminal', 'scripts/phantom'],
};

/** Packages that one place alone may know. */
const keptPackages = {
  'better-sqlite3': ['main/engine/database', 'faults'],
  dockerode: ['main/engine/runtimes/docker', 'scripts/testDocker'],
  selfsigned: ['main/engine/intake/scp', 'main/engine/network'],
  undici: ['main/engine/network'],
  electron: ['main/app', 'preload', 'e2e', 'scripts'],
};
/** Packages that only tests may know. */
const testPackages = new Set(['dcmjs-dimse']);
/** Packages that an area may use, where only few are allowed. */
const allowedPackages = { contract: ['zod'] };
/** Areas that run in a page and never see Node. */
const withoutNode = ['contract', 'renderer', 'preload'];

/** Who brings the documents of the checkout into the program, as text. */
const documents = { reader: 'renderer/views/help', are: /^(docs\/[a-z]+|README)\.md\?raw$/ };

const isTest = (file) => /\.test\.tsx?$/.test(file);
const within = (file, folder) => file === folder || file.startsWith(`${folder}/`);

/** The room or ground floor of the engine that a file lies in, or null for the composition files at its top. */
function engineRoom(file) {
  const parts = file.split('/');
  return parts.length > 3 ? parts[2] : null;
}

function areaOf(file) {
  return Object.keys(areas).find((area) => within(file, area)) ?? null;
}

/** Why `from` must not import `target` (both relative to the repository), or null. */
export function forbiddenImport(from, target) {
  if (isTest(from)) return null;
  const sameArea = areaOf(from) !== null && areaOf(from) === areaOf(target);
  if (within(from, 'main/engine') && within(target, 'main/engine')) return forbiddenInEngine(from, target);
  if (within(from, 'main/engine')) {
    return within(target, 'contract') || within(target, 'main/platform')
      ? faceOnly(target)
      : 'the engine imports only contract and main/platform';
  }
  if (sameArea) return null;
  const area = areaOf(from);
  if (area === null) return null;
  if (within(from, documents.reader) && documents.are.test(target)) return null;
  const reach = areas[area].find((other) => within(target, other));
  if (reach === undefined) return `${area} must not import ${target}`;
  return faceOnly(target);
}

function forbiddenInEngine(from, target) {
  const here = engineRoom(from);
  const there = engineRoom(target);
  if (here === there) return null;
  if (here === null) return there === null ? null : faceOnly(target);
  if (here === 'server') return there === null ? null : faceOnly(target);
  if (there === 'server') return 'nothing imports server';
  if (there === null) return 'a room does not import the composition of the engine';
  if (here in ground)
    return ground[here].includes(there) ? faceOnly(target) : `${here} is ground floor and imports no room`;
  if (there in ground) return faceOnly(target);
  if (!rooms.includes(here)) return `${here} is no known room; add it to scripts/lint/boundaries.mjs`;
  if (rooms.indexOf(there) <= rooms.indexOf(here))
    return `${here} must not import ${there}: it lies earlier on the walk`;
  return faceOnly(target);
}

function faceOnly(target) {
  if (!target.includes('/')) return null;
  return /\/index\.tsx?$/.test(target)
    ? null
    : `import ${path.posix.dirname(target)}/index.ts, the face of that folder`;
}

/** Why `from` must not import the package `name`, or null. */
export function forbiddenPackage(from, name) {
  const file = name.startsWith('@') ? name.split('/').slice(0, 2).join('/') : name.split('/')[0];
  const isNode = name.startsWith('node:');
  if (isNode && !isTest(from) && withoutNode.some((area) => within(from, area)))
    return `${name}: this code never sees Node`;
  if (testPackages.has(file) && !isTest(from)) return `only tests may know ${file}`;
  const keepers = keptPackages[file];
  if (keepers && !keepers.some((place) => within(from, place)))
    return `only ${keepers.join(' and ')} may know ${file}`;
  for (const [area, packages] of Object.entries(allowedPackages)) {
    if (within(from, area) && !isTest(from) && !isNode && !packages.includes(file)) {
      return `${area} imports only ${packages.join(', ')}`;
    }
  }
  return null;
}

const root = path.resolve(import.meta.dirname, '..', '..');

const importBoundaries = {
  create(context) {
    const from = path.relative(root, context.filename).split(path.sep).join('/');
    function check(node) {
      const source = node.source?.value;
      if (typeof source !== 'string') return;
      const message = source.startsWith('.')
        ? forbiddenImport(from, path.posix.normalize(path.posix.join(path.posix.dirname(from), source)))
        : forbiddenPackage(from, source);
      if (message !== null) context.report({ node, message });
    }
    return {
      ImportDeclaration: check,
      ExportNamedDeclaration: check,
      ExportAllDeclaration: check,
      ImportExpression: check,
    };
  },
};

export default { meta: { name: 'house' }, rules: { 'import-boundaries': importBoundaries } };
