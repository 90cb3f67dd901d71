import { createHash } from 'node:crypto';
import { EngineError } from '../../../../contract/index.ts';
import type { BuildProblem } from '../../../../contract/index.ts';
import { maskSecrets, splitAddress } from '../../secrets/index.ts';
import { refuseErrors } from '../folder/findings.ts';
import type { NamedSettings } from '../folder/settingsFile.ts';
import { pythonOf } from '../dockerfile/generate.ts';
import type { Prober } from '../probe/probeBase.ts';
import { findPrebuiltPythons } from '../probe/prebuilt.ts';
import { buildArguments, proxyVariables } from '../store/proxies.ts';
import type { WorkerRecord } from '../store/records.ts';
import type { BuildEvent, ImageBuilder } from '../types.ts';
import type { BuildOptions } from '../../../../contract/index.ts';
import { packContext } from './context.ts';
import { explainFailure } from './explainFailure.ts';
import { hashOfSource, prepareWorker } from './prepare.ts';
import type { PreparedWorker } from './prepare.ts';

/** Lines of each step that are kept to find the cause of a failure. */
const keptLines = 2000;

/** What building a worker needs. */
export interface BuildParts {
  builder: ImageBuilder;
  prober: Prober;
  application: string;
  /** `dcm-processor/<application>`, of all images of the application. */
  repository: string;
  /** Of all images of the application. */
  labels: Readonly<Record<string, string>>;
  options: BuildOptions;
  /** Proxies and the like of the data home's network settings; the application's options hold before them. */
  networkVariables(): Promise<Readonly<Record<string, string>>>;
}

/** A build that failed, with the line of the user's file that is to blame where there is one. */
export class BuildFailure extends EngineError {
  readonly problem: BuildProblem;

  constructor(problem: BuildProblem, details: string | undefined) {
    super('image-build-failed', problem.message, { details });
    this.problem = problem;
  }
}

/**
 * Gives a worker its image: built, or the prebuilt one, pulled.
 * @param source the installed folder
 * @returns what is to be remembered of the image, and the images of its steps
 * @throws BuildFailure; EngineError `worker-invalid` where nothing can be built, `image-missing`, `docker-…`, `cancelled`
 */
export async function buildWorker(
  parts: BuildParts,
  { source, worker, fresh }: { source: string; worker: NamedSettings; fresh: boolean },
  onEvent: (event: BuildEvent) => void,
  signal: AbortSignal,
): Promise<{ image: NonNullable<WorkerRecord['image']>; steps: readonly string[] }> {
  const variables = await parts.networkVariables();
  const passwords = Object.values(buildArguments(parts.options, variables)).map(
    (value) => splitAddress(value).password,
  );
  // Scripts and programs print the address of the proxy or index that they use.
  const masked = (text: string) => maskSecrets(text, passwords);
  try {
    const heed = (event: BuildEvent) => onEvent({ ...event, text: masked(event.text) });
    return await makeImage({ ...parts, variables }, { source, worker, fresh }, heed, signal);
  } catch (cause) {
    throw withoutSecrets(cause, masked);
  }
}

function withoutSecrets(cause: unknown, masked: (text: string) => string): unknown {
  if (!(cause instanceof EngineError)) return cause;
  const details = cause.details === undefined ? undefined : masked(cause.details);
  if (cause instanceof BuildFailure)
    return new BuildFailure({ ...cause.problem, message: masked(cause.problem.message) }, details);
  const reply = { ...cause.toReply(), message: masked(cause.message) };
  return EngineError.fromReply(details === undefined ? reply : { ...reply, details });
}

/** What is built, and variables of the network settings. */
interface ImageParts extends BuildParts {
  variables: Readonly<Record<string, string>>;
}

async function makeImage(
  parts: ImageParts,
  { source, worker, fresh }: { source: string; worker: NamedSettings; fresh: boolean },
  onEvent: (event: BuildEvent) => void,
  signal: AbortSignal,
): ReturnType<typeof buildWorker> {
  const { builder } = parts;
  const tell = (text: string) => onEvent({ kind: 'output', step: 0, text });
  const { settings } = worker;
  const base = await parts.prober.probe(
    {
      reference: settings.image ?? settings.baseImage,
      versions: settings.environments.map(({ pythonVersion }) => pythonVersion),
      scripts: prepareWorker(source, worker, null, parts.application).layout.scripts.map(({ text }) => text),
      variables: proxyVariables(parts.options, parts.variables),
      labels: parts.labels,
      isBase: settings.image === null,
    },
    tell,
    signal,
  );
  const prepared = prepareWorker(source, worker, base, parts.application);
  refuseErrors(prepared.findings, `The worker "${worker.name}" cannot be built`);
  const sourceHash = hashOfSource(worker, prepared.layout);
  if (settings.image !== null || prepared.dockerfile === null) {
    const reference = settings.image ?? '';
    const facts = await builder.inspect(reference);
    if (facts === null)
      throw new EngineError('image-missing', `The image ${reference} is not on this machine.`);
    const pythons = await findPrebuiltPythons(builder, worker, base, signal);
    return { image: { reference, id: facts.id, builtAt: Date.now(), sourceHash, pythons }, steps: [] };
  }
  const pythons = Object.fromEntries(settings.environments.map(({ name }) => [name, pythonOf(name)]));
  const tag = createHash('sha256').update(prepared.dockerfile).update(sourceHash).digest('hex').slice(0, 12);
  const reference = `${parts.repository}/${worker.name}:${tag}`;
  const built = await build(
    parts,
    { prepared, dockerfile: prepared.dockerfile, reference, fresh },
    onEvent,
    signal,
  );
  return { image: { reference, id: built.id, builtAt: Date.now(), sourceHash, pythons }, steps: built.steps };
}

async function build(
  { builder, labels, options, variables }: ImageParts,
  request: { prepared: PreparedWorker; dockerfile: string; reference: string; fresh: boolean },
  onEvent: (event: BuildEvent) => void,
  signal: AbortSignal,
): Promise<{ id: string; steps: readonly string[] }> {
  const { prepared, dockerfile, reference, fresh } = request;
  const said = new Map<number, string[]>();
  let failed: { number: number; text: string } | null = null;
  function heed(event: BuildEvent): void {
    if (event.kind === 'output') {
      const lines = said.get(event.step) ?? [];
      said.set(event.step, lines);
      lines.push(event.text);
      if (lines.length > keptLines) lines.shift();
    } else if (event.state === 'failed') failed ??= { number: event.number, text: event.text };
    onEvent(event);
  }
  const context = packContext(dockerfile, prepared.layout);
  try {
    return await builder.build(
      {
        context,
        reference,
        labels: { ...labels, 'dcm-processor.worker': prepared.worker.name },
        buildArguments: buildArguments(options, variables),
        fresh,
      },
      heed,
      signal,
    );
  } catch (cause) {
    if (!(cause instanceof EngineError) || cause.code !== 'image-build-failed') throw cause;
    const at: { number: number; text: string } = failed ?? { number: 0, text: 'before the first step' };
    const output = said.get(at.number) ?? [];
    const details = cause.details ?? '';
    const problem = explainFailure(prepared.layout, { step: at.text, output, details });
    throw new BuildFailure(problem, [details, ...output.slice(-40)].join('\n'));
  } finally {
    context.destroy();
  }
}
