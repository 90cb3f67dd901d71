import path from 'node:path';
import type { Plugin } from 'vite';

/** `new URL('./worker.ts', import.meta.url)`: how the sources name a file of code that is started by its path. */
const entryUrl = /new URL\(\s*(['"])(\.{1,2}\/[^'"]+\.ts)\1\s*,\s*import\.meta\.url\s*,?\s*\)/g;

/**
 * Makes each file of code that is started by its path (a worker thread, a process) an entry of the bundle, and its URL
 * the bundled file's. All entries and chunks lie in one folder, so the URL is right from any of them.
 * @param named entries that exist anyway, by absolute path
 */
export function entryUrls(named: ReadonlyMap<string, string>): Plugin {
  const entries = new Map<string, string>([...named].map(([file, name]) => [name, file]));
  return {
    name: 'entry-urls',
    transform(code, id) {
      if (!id.endsWith('.ts') || id.includes('node_modules') || !code.includes('import.meta.url'))
        return null;
      const rewritten = code.replace(entryUrl, (_whole, _quote, relative: string) => {
        const file = path.resolve(path.dirname(id), relative);
        const name = named.get(file) ?? path.basename(file, '.ts');
        const known = entries.get(name);
        if (known !== undefined && known !== file) {
          throw new Error(
            `${file} and ${known} are both started by path and would both become ${name}.js: rename one.`,
          );
        }
        if (known === undefined) {
          entries.set(name, file);
          this.emitFile({ type: 'chunk', id: file, fileName: `${name}.js` });
        }
        return `new URL('./${name}.js', import.meta.url)`;
      });
      return rewritten === code ? null : { code: rewritten, map: null };
    },
  };
}
