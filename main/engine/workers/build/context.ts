import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import { pack } from 'tar-stream';
import type { Pack } from 'tar-stream';
import { runScript, watchScript } from '../dockerfile/buildScripts.ts';
import { stageName } from '../dockerfile/generate.ts';
import type { Layout } from '../dockerfile/layout.ts';
import { filesBelow } from '../folder/files.ts';
import type { WorkerFile } from '../folder/files.ts';

interface ContextFile {
  name: string;
  content: Buffer | WorkerFile;
  isExecutable: boolean;
}

/**
 * The build context of a worker as a tar archive, packed while it is read. It carries nothing of this machine but names,
 * contents and whether a file may be executed, so that a copied folder uses what earlier builds left.
 */
export function packContext(dockerfile: string, layout: Layout): Readable {
  const archive = pack();
  void addAll(archive, contextFiles(dockerfile, layout)).then(
    () => archive.finalize(),
    (cause: unknown) => archive.destroy(cause instanceof Error ? cause : new Error(String(cause))),
  );
  return Readable.from(archive, { objectMode: false });
}

async function addAll(archive: Pack, files: readonly ContextFile[]): Promise<void> {
  for (const { name, content, isExecutable } of files) {
    const size = Buffer.isBuffer(content) ? content.length : content.size;
    const header = { name, size, mode: isExecutable ? 0o755 : 0o644, mtime: new Date(0), uid: 0, gid: 0 };
    await new Promise<void>((resolve, reject) => {
      const entry = archive.entry(header, (cause) => (cause ? reject(cause) : resolve()));
      if (Buffer.isBuffer(content)) entry.end(content);
      // A file that grows meanwhile must not spoil the archive.
      else
        pipeline(createReadStream(content.absolute, size > 0 ? { end: size - 1 } : {}), entry).catch(reject);
    });
  }
}

function contextFiles(dockerfile: string, layout: Layout): ContextFile[] {
  const own = (name: string, text: string, isExecutable = false): ContextFile => ({
    name,
    content: Buffer.from(text),
    isExecutable,
  });
  const from = (file: WorkerFile, name: string): ContextFile => ({
    name,
    content: file,
    isExecutable: file.isExecutable,
  });
  const scripts =
    layout.scripts.length > 0
      ? [own('build/run-script', runScript, true), own('build/watch', watchScript)]
      : [];
  return [
    own('Dockerfile', dockerfile),
    ...scripts,
    ...layout.shared.map((file) => from(file, `settings/${file.relative}`)),
    ...layout.environments.flatMap(({ files }, index) =>
      files.map((file) =>
        from(file, `requirements/${stageName(layout.environments, index)}/${file.relative}`),
      ),
    ),
    ...layout.copies.flatMap(({ source, files }, index) =>
      filesBelow(files, source).map((file) => from(file, `copies/${index + 1}/${nameInCopy(file, source)}`)),
    ),
  ];
}

/** A folder is copied with what lies in it, a file by its own name. */
function nameInCopy({ relative }: WorkerFile, source: string): string {
  if (source === '.') return relative;
  return relative === source
    ? relative.slice(relative.lastIndexOf('/') + 1)
    : relative.slice(source.length + 1);
}
