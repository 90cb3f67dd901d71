import type { Plugin, Rolldown } from 'vite';

/** What a bundler knows of a module. */
interface Module {
  importedIds: readonly string[];
  dynamicallyImportedIds: readonly string[];
}

interface Bundler {
  getModuleInfo(id: string): Module | null;
}

/**
 * All that the page needs before its first view is shown in one file, which the document names beside its entry: each
 * file more is a request that the program has to answer while it starts.
 * @param entry the module that the document names; with what else it imports it runs before the start
 * @param first the module that shows the page, imported by the entry; what it imports by `import()` stays in files of
 *   its own
 * @returns `name`: the file that a module belongs into, null for any; `plugin`: names the file in the document
 */
export function startChunk(
  entry: string,
  first: string,
): { name: (id: string, bundler: Bundler) => string | null; plugin: Plugin } {
  let needed: ReadonlySet<string> | null = null;
  return {
    name(id, bundler) {
      needed ??= startModules(entry, first, bundler);
      return needed.has(id) ? 'window' : null;
    },
    plugin: {
      name: 'start-chunk',
      transformIndexHtml: {
        order: 'post',
        handler(html, { bundle = {} }) {
          return filesOf(first, bundle)
            .filter((file) => !html.includes(file))
            .map((file) => ({
              tag: 'link',
              attrs: { rel: 'modulepreload', crossorigin: true, href: `./${file}` },
              injectTo: 'head',
            }));
        },
      },
    },
  };
}

function startModules(entry: string, first: string, bundler: Bundler): ReadonlySet<string> {
  const others = bundler.getModuleInfo(entry)?.dynamicallyImportedIds.filter((id) => id !== first) ?? [];
  // One of these in the file of the start would have all of the start run before it.
  const before = reachedFrom([entry, ...others], bundler);
  return new Set([...reachedFrom([first], bundler)].filter((id) => !before.has(id)));
}

function reachedFrom(ids: readonly string[], bundler: Bundler): Set<string> {
  const reached = new Set(ids);
  // A set also hands out what is added to it on the way.
  for (const id of reached) {
    for (const next of bundler.getModuleInfo(id)?.importedIds ?? []) reached.add(next);
  }
  return reached;
}

/** The file of a module of its own and those that it imports. */
function filesOf(first: string, bundle: Rolldown.OutputBundle): string[] {
  const chunks = Object.values(bundle).filter((one) => one.type === 'chunk');
  const files = new Set(chunks.filter((one) => one.facadeModuleId === first).map(({ fileName }) => fileName));
  for (const file of files)
    for (const next of chunks.find(({ fileName }) => fileName === file)?.imports ?? []) files.add(next);
  if (files.size === 0) throw new Error(`The page has no file for its start, ${first}.`);
  return [...files];
}
