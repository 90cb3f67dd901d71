import react from '@vitejs/plugin-react';
import type { InlineConfig } from 'vite';
import { inCheckout } from './checkout.ts';
import { entryUrls } from './entryUrls.ts';
import { leftOut } from './leftOut.ts';
import { styleOfMeasurements } from './styleOfMeasurements.ts';
import { startChunk } from './startChunk.ts';

/** One of the bundles that Electron runs. */
export interface Bundle {
  /** Folder below `out`. */
  name: string;
  /** What it is made of, below the checkout; besides the files that all bundles depend on. */
  sources: readonly string[];
  config(outFolder: string): InlineConfig;
}

/** The oldest Electron that has to run them: 33, with Node 20 and Chromium 130. */
const nodeTarget = 'node20';
const chromiumTarget = 'chrome130';

/**
 * What dockerode brings for connections by SSH of its own, with native code, and for passwords of registries while an
 * image is built.
 */
const uncalled = ['ssh2', '@grpc/grpc-js', '@grpc/proto-loader'];

/**
 * These modules change nothing outside themselves, so that those of which nothing is used are left out: the shell and
 * the preload script need few of the hundreds of schemas of the contract, and making all of them takes some 70 ms of
 * each start; a thread of the engine needs few modules of the rooms whose faces it imports from.
 */
const treeshake = {
  moduleSideEffects: [{ test: /[\\/](contract|main[\\/]engine|main[\\/]platform)[\\/]/, sideEffects: false }],
  manualPureFunctions: ['z'],
};

const mainEntries = {
  app: 'main/app/main.ts',
  engine: 'main/engine/main.ts',
  cli: 'main/cli/index.ts',
};

/** Electron's main process, the engine and the command line, with all they import but the native add-on. */
const main: Bundle = {
  name: 'main',
  sources: ['contract', 'main'],
  config(outFolder) {
    const named = new Map(Object.entries(mainEntries).map(([name, file]) => [inCheckout(file), name]));
    return {
      ...common(outFolder, {
        // Of CommonJS packages that end up in these modules.
        __filename: 'import.meta.filename',
        __dirname: 'import.meta.dirname',
      }),
      plugins: [entryUrls(named), leftOut(uncalled)],
      ssr: { target: 'node', noExternal: true, external: ['electron', 'better-sqlite3'] },
      build: {
        ...commonBuild(outFolder),
        ssr: true,
        target: nodeTarget,
        rolldownOptions: {
          treeshake,
          input: Object.fromEntries([...named].map(([file, name]) => [name, file])),
          output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
        },
      },
    };
  },
};

/** The only code with a foot on both sides: one CommonJS file, because a sandboxed preload can load nothing else. */
const preload: Bundle = {
  name: 'preload',
  sources: ['contract', 'preload'],
  config(outFolder) {
    return {
      ...common(outFolder),
      ssr: { target: 'node', noExternal: true, external: ['electron'] },
      build: {
        ...commonBuild(outFolder),
        ssr: true,
        target: chromiumTarget,
        rolldownOptions: {
          treeshake,
          input: { index: inCheckout('preload/index.ts') },
          output: { format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false },
        },
      },
    };
  },
};

/**
 * What the viewer's libraries bring for meshes in files of XML, and its decoders for the case that Node runs them.
 */
const unseen = ['xmlbuilder2', 'fs', 'path'];

/** The page. */
const renderer: Bundle = {
  name: 'renderer',
  // With the documents, which the window shows.
  sources: ['contract', 'renderer', 'docs', 'README.md'],
  config(outFolder) {
    const start = startChunk(inCheckout('renderer', 'main.tsx'), inCheckout('renderer', 'start.tsx'));
    return {
      ...common(outFolder),
      root: inCheckout('renderer'),
      base: './',
      plugins: [react(), start.plugin, leftOut(unseen), styleOfMeasurements()],
      worker: { format: 'es', plugins: () => [leftOut(unseen)] },
      build: {
        ...commonBuild(outFolder),
        target: chromiumTarget,
        minify: true,
        rolldownOptions: {
          treeshake,
          output: {
            codeSplitting: {
              includeDependenciesRecursively: false,
              groups: [{ name: start.name, debugName: 'start' }],
            },
          },
        },
        // One style sheet, although scripts are many: which rule wins must not depend on which view came first.
        cssCodeSplit: false,
        // The page's policy takes fonts from files only, never from data: addresses.
        assetsInlineLimit: 0,
      },
    };
  },
};

export const bundles: readonly Bundle[] = [main, preload, renderer];

function common(outFolder: string, define: Record<string, string> = {}): InlineConfig {
  return {
    configFile: false,
    root: inCheckout(),
    cacheDir: inCheckout('node_modules', '.cache', 'vite', outFolder.split('/').at(-1) ?? ''),
    mode: 'production',
    logLevel: 'warn',
    define: { 'process.env.NODE_ENV': JSON.stringify('production'), ...define },
  };
}

function commonBuild(outFolder: string): InlineConfig['build'] {
  return {
    outDir: outFolder,
    emptyOutDir: true,
    sourcemap: true,
    minify: false,
    reportCompressedSize: false,
    // Read from disk, not over a network; and the page's policy takes no font from a data: URL.
    chunkSizeWarningLimit: 10_000,
    assetsInlineLimit: 0,
  };
}
