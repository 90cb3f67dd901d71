import type { CliCommand } from '../frame/index.ts';
import { EngineError, toEngineError, withAdvice } from '../../../contract/index.ts';
import type { CleanUp, EngineClient, RetentionPart, RouteOutput } from '../../../contract/index.ts';
import { assign } from '../assignments.ts';
import type { CommandEnvironment } from '../environment.ts';
import { inParts } from '../inParts.ts';
import { findApplication, withEngine } from '../session.ts';
import { printable } from '../terminal/index.ts';

const words: Record<RetentionPart, string> = {
  inputs: 'input copies of runs',
  results: 'result files of runs',
  logs: 'logs of runs',
  'service-logs': 'files that services logged to',
  quarantine: 'files in quarantine',
  scratch: 'scratch runs and opened jobs',
};

interface CleanUpOptions {
  app?: string;
  dryRun?: boolean;
  images?: boolean;
}
type Images = RouteOutput<'images.unused'>['images'];

/** Most images that one request names. */
const mostImages = 1000;

/** `clean-up`: removes what is too old or too much, or only tells what would be. */
export function addCleanUpCommand(program: CliCommand, environment: CommandEnvironment): void {
  program
    .command('clean-up')
    .description('remove what runs left behind, as the retention options of the application say')
    .example('clean-up --app Demo --dry-run inputsDays=30', 'clean-up --app Demo --images --dry-run')
    .details(
      'What is too old or too much goes; other limits may be given (inputsDays=30). --images removes as well the Docker images that were built for workers of the application, or of ones that were removed, and that nothing uses any more, those that were kept on purpose among them. --dry-run only tells.',
    )
    .json('parts', 'bytes', 'problems', 'dryRun', 'images (with --images)', 'imageBytes (with --images)')
    .argument('[assignments...]', 'other limits for this once, such as inputsDays=30')
    .option('-a, --app <name>', 'application')
    .option('--images', 'also Docker images that no worker uses any more')
    .option('--dry-run', 'only tell what would be removed')
    .action(
      environment.action(
        async (
          { output, home },
          assignments: string[],
          { app, dryRun = false, images = false }: CleanUpOptions,
        ) => {
          const { done, unused } = await withEngine(home, async (client) => {
            const { id: application } = await findApplication(client, app);
            const { options } = await client.request('applications.get', { application });
            const { retention } = assign(
              options,
              assignments.map((one) => `retention.${one}`),
            ).options;
            const route = dryRun ? 'retention.preview' : 'retention.clean_up';
            const wanted = { application, options: { ...options.retention, ...retention } };
            // Before anything is removed: Docker may not be there.
            const found = images ? await client.request('images.unused', { application }) : null;
            return {
              done: await client.request(route, wanted),
              unused: found === null ? null : await cleanImages(client, application, found.images, dryRun),
            };
          });
          const problems = [...done.problems, ...(unused?.problems ?? [])];
          return output.verdict(
            {
              ...done,
              problems,
              dryRun,
              ...(unused !== null && { images: unused.images, imageBytes: unused.bytes }),
            },
            [inWords(done, dryRun), ...(unused === null ? [] : [imagesInWords(unused, dryRun)])].join('\n'),
            problems.length === 0 ? null : new EngineError('incomplete', problems.join('\n')),
          );
        },
      ),
    );
}

interface Cleaned {
  images: Images;
  bytes: number;
  problems: string[];
}

/** Those that went, or would go. */
async function cleanImages(
  client: EngineClient,
  application: string,
  images: Images,
  dryRun: boolean,
): Promise<Cleaned> {
  const sum = (some: Images) => some.reduce((bytes, one) => bytes + one.bytes, 0);
  if (dryRun || images.length === 0) return { images, bytes: sum(images), problems: [] };
  const removed: string[] = [];
  const problems: string[] = [];
  const ids = images.map(({ id }) => id);
  try {
    for (const part of inParts(ids, mostImages)) {
      const done = await client.request('images.remove_unused', { application, images: part });
      removed.push(...done.removed);
      problems.push(...done.problems);
    }
  } catch (thrown) {
    // What was removed by then is told all the same.
    problems.push(withAdvice(toEngineError(thrown)));
  }
  const gone = images.filter(({ id }) => removed.includes(id));
  return { images: gone, bytes: sum(gone), problems };
}

function imagesInWords({ images, bytes }: Cleaned, dryRun: boolean): string {
  if (images.length === 0) return 'No Docker image is to be removed.';
  const verb = dryRun ? 'Would remove' : 'Removed';
  return [
    ...images.map(
      (one) => `${verb} the image ${printable(one.references[0] ?? one.id)}: ${one.bytes} bytes.`,
    ),
    `${bytes} bytes of images; layers that other images have too stay.`,
  ].join('\n');
}

function inWords({ parts, bytes }: CleanUp, dryRun: boolean): string {
  const verb = dryRun ? 'Would remove' : 'Removed';
  if (parts.length === 0) return 'Nothing is to be removed.';
  return [
    ...parts.map((one) => `${verb} ${words[one.part]}: ${one.count}, ${one.bytes} bytes.`),
    `${bytes} bytes in all.`,
  ].join('\n');
}
