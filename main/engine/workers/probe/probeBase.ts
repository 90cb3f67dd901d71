import { EngineError } from '../../../../contract/index.ts';
import { choosePython } from '../dockerfile/choosePython.ts';
import type { ProbedBase } from '../dockerfile/choosePython.ts';
import { uvImage } from '../dockerfile/generate.ts';
import type { ImageBuilder } from '../types.ts';
import { probeScript } from './probeScript.ts';
import { readProbe } from './readProbe.ts';

/** Asking a distribution for its packages may take this long, in milliseconds. */
const patienceMs = 180_000;

/** What a probe is asked. */
export interface ProbeRequest {
  reference: string;
  /** Versions of Python that environments ask for; null: any. */
  versions: readonly (string | null)[];
  scripts: readonly string[];
  /** Environment variables of proxies. */
  variables: Readonly<Record<string, string>>;
  labels: Readonly<Record<string, string>>;
  /** Environments are to be made on it; else only what it has counts. */
  isBase: boolean;
}

/** Looks into base images; what was found is remembered as long as the image is the same. */
export interface Prober {
  /** @throws EngineError `image-missing`, `worker-invalid`, `docker-…`, `cancelled` */
  probe(request: ProbeRequest, onProgress: (text: string) => void, signal: AbortSignal): Promise<ProbedBase>;
}

export function createProber(builder: ImageBuilder): Prober {
  const known = new Map<string, ProbedBase>();

  /** @returns id of the image, which is pulled where it is missing */
  async function present(
    reference: string,
    onProgress: (text: string) => void,
    signal: AbortSignal,
  ): Promise<string> {
    const there = await builder.inspect(reference);
    if (there !== null) return there.id;
    onProgress(`Pulling ${reference}`);
    await builder.pull(reference, onProgress, signal);
    const pulled = await builder.inspect(reference);
    if (pulled === null)
      throw new EngineError('image-missing', `The image ${reference} is not on this machine.`);
    return pulled.id;
  }
  async function canPullUv(onProgress: (text: string) => void, signal: AbortSignal): Promise<boolean> {
    try {
      await present(uvImage, onProgress, signal);
      return true;
    } catch (cause) {
      if (cause instanceof EngineError && cause.code === 'image-missing') return false;
      throw cause;
    }
  }
  return {
    async probe({ reference, versions, scripts, variables, labels, isBase }, onProgress, signal) {
      const id = await present(reference, onProgress, signal);
      const wanted = isBase ? [...new Set(versions.map((version) => version ?? '3'))] : [];
      const key = JSON.stringify([id, wanted]);
      const before = known.get(key);
      if (before !== undefined) return { ...before, reference };
      onProgress(`Looking into ${reference}`);
      const { exitCode, output } = await builder
        .run(
          {
            image: id,
            command: ['/bin/sh', '-c', probeScript, 'probe', ...wanted],
            variables,
            timeoutMs: patienceMs,
            labels,
          },
          signal,
        )
        .catch((cause: unknown) => {
          if (
            cause instanceof EngineError &&
            cause.code === 'docker-failed' &&
            /\/bin\/sh/.test(cause.details ?? '')
          )
            throw new EngineError(
              'worker-invalid',
              `The base image ${reference} has no shell, so that nothing can be installed into it.`,
              { details: cause.details },
            );
          throw cause;
        });
      let found = readProbe(reference, output, false);
      if (found === null)
        throw new EngineError(
          'worker-invalid',
          `It could not be found out what the base image ${reference} has.`,
          {
            details: `exit code ${exitCode}\n${output.slice(-4000)}`,
          },
        );
      const base = found;
      if (isBase && !base.hasUv && versions.some((version) => choosePython(version, base, scripts) === null))
        found = { ...base, canHaveUv: await canPullUv(onProgress, signal) };
      // What the network kept from being found out may be otherwise the next time.
      if (found.hasNetwork) known.set(key, found);
      return found;
    },
  };
}
