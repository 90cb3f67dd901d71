import type { KnownBaseImage } from '../../../../contract/index.ts';
import type { ImageBuilder } from '../types.ts';

/** What workers are usually built on: small first, then what brings more. */
const usual: readonly Omit<KnownBaseImage, 'present'>[] = [
  { reference: 'python:3.12-slim-bookworm', description: 'Small, with Python 3.12.', gpu: false },
  { reference: 'python:3.9-slim-bookworm', description: 'Small, with Python 3.9.', gpu: false },
  { reference: 'debian:bookworm-slim', description: 'Small; Python 3.11 comes as a package.', gpu: false },
  { reference: 'ubuntu:24.04', description: 'Python 3.12 comes as a package.', gpu: false },
  { reference: 'ubuntu:22.04', description: 'Python 3.10 comes as a package.', gpu: false },
  {
    reference: 'ubuntu:20.04',
    description: 'Python 3.8; what dcm-processor built workers on.',
    gpu: false,
  },
  {
    reference: 'nvidia/cuda:12.4.1-cudnn-runtime-ubuntu22.04',
    description: 'CUDA 12.4 and cuDNN for NVIDIA cards; Python 3.10.',
    gpu: true,
  },
  {
    reference: 'pytorch/pytorch:2.4.1-cuda12.4-cudnn9-runtime',
    description: 'PyTorch 2.4 with CUDA 12.4, and a Python that has it.',
    gpu: true,
  },
];

/** @param inUse what installed workers are built on */
export async function baseImages(builder: ImageBuilder, inUse: readonly string[]): Promise<KnownBaseImage[]> {
  const others = [...new Set(inUse)].filter((reference) => usual.every((one) => one.reference !== reference));
  const known = [
    ...usual,
    ...others.map((reference) => ({ reference, description: 'In use by a worker here.', gpu: false })),
  ];
  return Promise.all(
    known.map(async (one) => ({ ...one, present: await isPresent(builder, one.reference) })),
  );
}

/** @returns null where Docker cannot be asked: the list is of use without it */
async function isPresent(builder: ImageBuilder, reference: string): Promise<boolean | null> {
  try {
    return (await builder.inspect(reference)) !== null;
  } catch {
    return null;
  }
}
