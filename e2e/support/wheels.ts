import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';

/** Writes a wheel of one pure Python module, as `pip` takes it without a network. `source`: of the module. */
export async function writeWheel(
  folder: string,
  name: string,
  version: string,
  source: string,
): Promise<void> {
  const info = `${name}-${version}.dist-info`;
  const files = {
    [`${name}.py`]: source,
    [`${info}/METADATA`]: `Metadata-Version: 2.1\nName: ${name}\nVersion: ${version}\n`,
    [`${info}/WHEEL`]: 'Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n',
  };
  const record = [...Object.keys(files), `${info}/RECORD`].map((file) => `${file},,\n`).join('');
  const zip = new ZipFile();
  for (const [file, text] of Object.entries({ ...files, [`${info}/RECORD`]: record }))
    zip.addBuffer(Buffer.from(text), file);
  zip.end();
  await mkdir(folder, { recursive: true });
  await pipeline(
    zip.outputStream,
    createWriteStream(path.join(folder, `${name}-${version}-py3-none-any.whl`)),
  );
}
