import type { Plugin } from 'vite';

/** Begins the name of a module that is not there. */
const mark = '\0left-out:';

/**
 * Packages that a library loads and that the product never calls: each is an empty module in the bundle.
 * @param names of packages
 */
export function leftOut(names: readonly string[]): Plugin {
  return {
    name: 'left-out',
    enforce: 'pre',
    resolveId: (source) => (names.includes(source) ? `${mark}${source}` : null),
    // As CommonJS it lacks no name that is imported from it.
    load: (id) => (id.startsWith(mark) ? 'module.exports = {};' : null),
  };
}
