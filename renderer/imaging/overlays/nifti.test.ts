import { gzipSync } from 'node:zlib';
import { expect, onTestFinished, test, vi } from 'vitest';
import { readNifti } from './nifti.ts';

const size = [3, 2, 2] as const;

/** A NIfTI-1 file of the values 0 to 11, whose grid begins at 10, 20, 30 and has steps of 2 mm (right, front, up). */
function niftiFile({
  type = 2,
  bits = 8,
  isLittle = true,
  values = 12,
  at: start = 352,
  slope = 1,
} = {}): Buffer {
  const header = new DataView(new ArrayBuffer(start));
  header.setInt32(0, 348, isLittle);
  [3, ...size, 1, 1, 1, 1].forEach((value, at) => header.setInt16(40 + at * 2, value, isLittle));
  header.setInt16(70, type, isLittle);
  header.setInt16(72, bits, isLittle);
  [1, 2, 2, 2].forEach((value, at) => header.setFloat32(76 + at * 4, value, isLittle));
  header.setFloat32(108, start, isLittle);
  header.setFloat32(112, slope, isLittle);
  header.setFloat32(116, slope === 1 ? 0 : -1, isLittle);
  header.setInt16(254, 1, isLittle);
  const rows = [2, 0, 0, 10, 0, 2, 0, 20, 0, 0, 2, 30];
  rows.forEach((value, at) => header.setFloat32(280 + at * 4, value, isLittle));
  header.setUint32(344, 0x6e2b3100);
  const data = new DataView(new ArrayBuffer((values * bits) / 8));
  for (let at = 0; at < values; at += 1) {
    if (bits === 8) data.setUint8(at, at);
    else if (bits === 64) data.setBigInt64(at * 8, BigInt(at), isLittle);
    else data.setInt16(at * 2, at, isLittle);
  }
  return Buffer.concat([new Uint8Array(header.buffer), new Uint8Array(data.buffer)]);
}
const addressOf = (bytes: Buffer) => `data:application/octet-stream;base64,${bytes.toString('base64')}`;

test.each([
  ['as it is', niftiFile()],
  ['packed', gzipSync(niftiFile())],
  ['of 16 bits', niftiFile({ type: 4, bits: 16 })],
  ['whose values do not lie where the machine reads them', niftiFile({ type: 4, bits: 16, at: 353 })],
  ['of whole numbers of 64 bits', niftiFile({ type: 1024, bits: 64 })],
  ['of a machine with the other order of bytes', niftiFile({ type: 4, bits: 16, isLittle: false })],
])('a file %s is read, and found in the space of DICOM', async (_name, bytes) => {
  const volume = await readNifti(addressOf(bytes));
  expect(volume.size).toEqual(size);
  expect(volume.spacing).toEqual([2, 2, 2]);
  expect(Array.from(volume.stored)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  // Right and front in NIfTI are minus left and minus back in DICOM.
  const [i, j, k] = volume.toVoxel([-14, -22, 32]);
  expect([Math.round(i), Math.round(j), Math.round(k)]).toEqual([2, 1, 1]);
});

test.each([
  ['no NIfTI at all', Buffer.from('nothing of the kind'), 'unreadable'],
  ['cut short', niftiFile({ values: 4 }), 'unreadable'],
  ['of complex numbers', niftiFile({ type: 32, bits: 16 }), 'undecodable'],
  ['badly packed', Buffer.concat([gzipSync(niftiFile()).subarray(0, 30)]), 'unreadable'],
])('a file that is %s is refused in words', async (_name, bytes, what) => {
  await expect(readNifti(addressOf(bytes))).rejects.toMatchObject({ name: 'ImageProblem', what });
});

test('values are scaled where they are used, and not copied for it', async () => {
  const { stored, slope, intercept } = await readNifti(addressOf(niftiFile({ type: 4, bits: 16, slope: 2 })));
  expect(stored).toBeInstanceOf(Int16Array);
  expect([slope, intercept]).toEqual([2, -1]);
});

test('a file that says that it has more bytes than the page has memory for is not read', async () => {
  let isRead = false;
  const body = new ReadableStream(
    {
      pull() {
        isRead = true;
      },
    },
    { highWaterMark: 0 },
  );
  vi.stubGlobal('fetch', async () => new Response(body, { headers: { 'content-length': String(2 ** 31) } }));
  onTestFinished(() => void vi.unstubAllGlobals());
  await expect(readNifti('x')).rejects.toMatchObject({
    what: 'unreadable',
    details: expect.stringContaining('bytes'),
  });
  expect(isRead).toBe(false);
});
