import path from 'node:path';
import { UsageError, wholeNumber } from '../frame/index.ts';
import type { CliCommand } from '../frame/index.ts';
import { EngineError, peerSchema } from '../../../contract/index.ts';
import type { EngineClient, Peer } from '../../../contract/index.ts';
import type { CommandEnvironment } from '../environment.ts';
import { assignTo } from '../assignments.ts';
import { optionLines } from '../optionLines.ts';
import { counted, printable, table } from '../terminal/index.ts';

interface CreatePeerOptions {
  name: string;
  aeTitle?: string;
  host?: string;
  port?: number;
  callingAeTitle?: string;
  retrieveBy?: string;
  tls?: boolean;
  authority?: string;
  certificate?: string;
  key?: string;
  anyHost?: boolean;
  url?: string;
  user?: string;
  secretFile?: string;
  replace?: boolean;
}

/** `list peers`, `create peer`, `remove peer`, `import peers FILE`, `echo PEER`. */
export function addPeerCommands(program: CliCommand, environment: CommandEnvironment): void {
  const group = program.group.bind(program);
  group('list', 'list what there is')
    .command('peers')
    .alias('peer')
    .description('other DICOM nodes of an application')
    .example('list peers --app Demo')
    .json('peers')
    .onApplication()
    .action(
      environment.inApplication(async ({ output, client, application }) => {
        const peers = await client.request('peers.list', { application });
        const rows = peers.map((peer) => [peer.name, peer.kind, placeOf(peer), howOf(peer)]);
        output.result({ peers }, table(['NAME', 'KIND', 'ADDRESS', 'FETCHED BY'], rows));
        return true;
      }),
    );

  group('create', 'create an application or a peer')
    .command('peer')
    .description('add another DICOM node: by AE title, host and port, or by the address of its web services')
    .json('peer')
    .requiredOption('-n, --name <name>', 'name of the peer')
    .asks('--ae-title', '--host', '--port')
    .onApplication()
    .option('--ae-title <title>', 'its AE title')
    .option('--host <host>', 'its host name or address')
    .option('--port <port>', 'its port', wholeNumber)
    .option('--calling-ae-title <title>', 'by which AE title we call (default: that of the C-STORE door)')
    .option('--retrieve-by <way>', 'get: on our association; move: it sends to our C-STORE door')
    .option('--tls', 'speak TLS')
    .option('--authority <file>', 'certificates that its certificate is checked by, PEM')
    .option('--certificate <file>', 'certificate that we show, PEM')
    .option('--key <file>', 'key of that certificate, PEM')
    .option('--any-host', 'its certificate may be for another host name')
    .option('--url <url>', 'base of its DICOMweb services')
    .option('--user <name>', 'user name of the DICOMweb services')
    .option('--secret-file <file>', 'file with the password, or without --user the token')
    .option('--replace', 'take the place of the peer of that name')
    .example(
      'create peer --name PACS --ae-title PACS --host 10.0.0.1 --port 104',
      'create peer --name Web --url https://pacs.example/dicom-web --secret-file token',
    )
    .action(
      environment.inApplication(async ({ output, client, application }, options: CreatePeerOptions) => {
        const given = peerOf(options);
        const peer = await client.request('peers.create', {
          application,
          peer: given,
          replace: options.replace === true,
        });
        output.result({ peer }, `Peer "${peer.name}": ${placeOf(peer)}`);
        return true;
      }),
    );

  group('set', 'change settings')
    .command('peer')
    .description('change another DICOM node')
    .details(
      'What can be set: aeTitle, host, port, callingAeTitle, retrieveBy, tls.enabled, tls.authorityFile, tls.certificateFile, tls.keyFile, tls.checkHost, timeouts.connect, .acse, .dimse, .network; or url, authorization, authorityFile, timeoutSeconds.',
    )
    .json('peer')
    .example('set peer PACS host=10.0.0.2 port=11112 tls.enabled=true --app Demo')
    .named('peer')
    .argument('<assignments...>', 'KEY=VALUE')
    .onApplication()
    .action(
      environment.inApplication(
        async ({ output, client, application }, name: string, assignments: string[]) => {
          const before = await peerNamed(client, application, name);
          const { value, changed } = assignTo(before, peerSchema, assignments);
          if (changed.has('name') || changed.has('kind'))
            throw new UsageError('The name and the kind of a peer stay as they are.', {
              advice: 'Create another one, and remove this one.',
            });
          const peer = await client.request('peers.create', { application, peer: value, replace: true });
          output.result({ peer }, `Peer "${peer.name}": ${placeOf(peer)}`);
          return true;
        },
      ),
    );

  group('show', 'show one thing')
    .command('peer')
    .description('another DICOM node with all its settings, as `set peer` takes them')
    .json('peer')
    .example('show peer PACS --app Demo')
    .named('peer')
    .onApplication()
    .action(
      environment.inApplication(async ({ output, client, application }, name: string) => {
        const peer = await peerNamed(client, application, name);
        output.result({ peer }, table(['SETTING', 'VALUE'], optionLines(peer)));
        return true;
      }),
    );

  group('remove', 'remove a peer')
    .command('peer')
    .description('forget another DICOM node')
    .example('remove peer PACS --app Demo')
    .json('removed')
    .named('peer')
    .onApplication()
    .action(
      environment.inApplication(async ({ output, client, application }, peer: string) => {
        await client.request('peers.remove', { application, peer });
        output.result({ removed: peer }, `Removed the peer "${printable(peer)}".`);
        return true;
      }),
    );

  group('import', 'import DICOM')
    .command('peers')
    .description("add the peers of Orthanc's configuration or of dcmtk's dcmqrscp.cfg (a folder: ./peers)")
    .example('import peers /etc/orthanc/orthanc.json --app Demo')
    .json('added', 'skipped')
    .argument('<file>', 'orthanc.json or dcmqrscp.cfg')
    .onApplication()
    .action(
      environment.inApplication(async ({ output, client, application }, file: string) => {
        const outcome = await client.request('peers.import', { application, path: path.resolve(file) });
        for (const { name, reason } of outcome.skipped)
          output.note(`skipped: ${printable(name)}: ${printable(reason)}`);
        output.result(outcome, `Added ${counted(outcome.added.length, 'peer')}: ${outcome.added.join(', ')}`);
        return true;
      }),
    );

  program
    .command('echo')
    .description('ask a peer whether it answers (C-ECHO, or QIDO-RS)')
    .example('echo PACS --app Demo')
    .json('milliseconds')
    .argument('<peer>', 'name of the peer')
    .onApplication()
    .action(
      environment.inApplication(async ({ output, client, application }, peer: string) => {
        const { milliseconds } = await client.request('peers.echo', { application, peer });
        output.result({ milliseconds }, `${printable(peer)} answered after ${Math.round(milliseconds)} ms.`);
        return true;
      }),
    );
}

/** @throws EngineError `peer-not-found` */
async function peerNamed(client: EngineClient, application: string, name: string): Promise<Peer> {
  const peers = await client.request('peers.list', { application });
  const found = peers.find((one) => one.name.toLowerCase() === name.toLowerCase());
  if (found !== undefined) return found;
  throw new EngineError('peer-not-found', `There is no peer named "${name}".`, {
    advice:
      peers.length === 0
        ? 'Add one: dcm-processor create peer'
        : `There are: ${peers.map((one) => one.name).join(', ')}`,
  });
}

function peerOf(options: CreatePeerOptions): Peer {
  const { name, aeTitle, host, port, callingAeTitle, retrieveBy, url, user } = options;
  const file = (given: string | undefined) => (given === undefined ? undefined : path.resolve(given));
  const secretFile = file(options.secretFile);
  const given =
    url === undefined
      ? {
          kind: 'dicom',
          name,
          aeTitle,
          host,
          port,
          callingAeTitle,
          retrieveBy,
          tls: {
            enabled: options.tls === true,
            authorityFile: file(options.authority),
            certificateFile: file(options.certificate),
            keyFile: file(options.key),
            checkHost: options.anyHost !== true,
          },
        }
      : {
          kind: 'dicomweb',
          name,
          url,
          authorityFile: file(options.authority),
          authorization: accessOf(user, secretFile),
        };
  const parsed = peerSchema.safeParse(given);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw new UsageError(`The peer is not well described. ${problems.join('; ')}`, {
    advice: 'Give --ae-title, --host and --port, or --url.',
  });
}

function accessOf(user: string | undefined, secretFile: string | undefined): object | undefined {
  if (secretFile === undefined) return undefined;
  return user === undefined ? { kind: 'bearer', secretFile } : { kind: 'basic', user, secretFile };
}

function placeOf(peer: Peer): string {
  return peer.kind === 'dicom'
    ? `${peer.aeTitle} at ${peer.host}:${peer.port}${peer.tls.enabled ? ' (TLS)' : ''}`
    : peer.url;
}

function howOf(peer: Peer): string {
  if (peer.kind === 'dicomweb') return 'WADO-RS';
  return peer.retrieveBy === 'get' ? 'C-GET' : 'C-MOVE';
}
