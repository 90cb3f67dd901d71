import { finding } from '../../contract/index.ts';
import type { ApplicationOptions, Finding } from '../../contract/index.ts';
import { containersAt } from './components/index.ts';
import { programAt, whyNotFree } from './portUser.ts';
import type { Docker } from './runtimes/index.ts';

/** An application with the ports that it has or would have. */
export interface OtherApplication {
  id: string;
  name: string;
  options: ApplicationOptions;
  isRunning: boolean;
}

/** A port that options name, of a door or component that is wanted. */
interface WantedPort {
  field: string;
  /** For people, to follow "Port 104, which"; with its verb. */
  whose: string;
  host: string;
  port: number;
}

/** Warns of ports that are in use, or will be: by other applications, by other programs. */
export async function checkPorts(
  options: ApplicationOptions,
  {
    before,
    others,
    docker,
  }: { before: OtherApplication | undefined; others: readonly OtherApplication[]; docker: Docker },
): Promise<Finding[]> {
  const wanted = portsOf(options);
  const own = before?.isRunning === true ? portsOf(before.options) : [];
  const found: Finding[] = [];
  for (const [index, one] of wanted.entries()) {
    const twice = wanted.slice(0, index).find((other) => collide(one, other));
    // It listens there itself.
    const isOwn = own.some((other) => other.field === one.field && collide(one, other));
    const problem =
      twice === undefined
        ? await problemOf(one, others, isOwn, docker)
        : inUse(one, `by ${twice.whose} as well`);
    if (problem !== null) found.push(problem);
  }
  return found;
}

async function problemOf(
  wanted: WantedPort,
  others: readonly OtherApplication[],
  isOwn: boolean,
  docker: Docker,
): Promise<Finding | null> {
  const sharing = others.filter(({ options }) => portsOf(options).some((other) => collide(wanted, other)));
  const other = sharing.find(({ isRunning }) => isRunning) ?? sharing[0];
  if (other !== undefined)
    return inUse(
      wanted,
      `by the application "${other.name}"${other.isRunning ? '' : ', which is stopped now'}`,
    );
  if (isOwn) return null;
  const code = await whyNotFree(wanted.host, wanted.port);
  const { field, host, port } = wanted;
  if (code === 'EADDRINUSE') return inUse(wanted, `by ${await whoUses(port, docker)}`);
  if (code === 'EACCES') {
    return finding('warning', 'port-not-allowed', `This user may not listen at port ${port}.`, {
      field,
      advice: 'Choose a port from 1024 on, such as 11112 for DICOM.',
    });
  }
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
    return finding('warning', 'address-not-here', `This machine has no address ${host}.`, {
      field: field.replace(/[^.]+$/, 'bindAddress'),
      advice: 'Choose 127.0.0.1 for this machine alone, or 0.0.0.0 for all of its addresses.',
    });
  }
  return null;
}

function inUse({ field, port }: WantedPort, by: string): Finding {
  return finding('warning', 'port-in-use', `Port ${port} is used ${by}.`, {
    field,
    advice: 'Choose another port, or end what uses it.',
  });
}

async function whoUses(port: number, docker: Docker): Promise<string> {
  // Docker is not looked for because of this.
  if (docker.engine.state().state === 'connected') {
    const [container] = await containersAt(docker.engine, port).catch(() => []);
    if (container !== undefined) return `the container ${container}`;
  }
  const program = await programAt(port);
  return program === null ? 'another program' : `another program (${program})`;
}

function portsOf({ scp, http, docker }: ApplicationOptions): WantedPort[] {
  const { orthanc } = docker.components;
  const ofOrthanc = (field: 'port' | 'dicomPort'): WantedPort[] => {
    const port = orthanc?.[field] ?? null;
    const place = { field: `options.docker.components.orthanc.${field}`, host: '127.0.0.1' };
    return port === null ? [] : [{ ...place, whose: 'Orthanc', port }];
  };
  return [
    ...(scp.enabled && scp.port !== 0
      ? [{ field: 'options.scp.port', whose: 'the C-STORE door', host: scp.bindAddress, port: scp.port }]
      : []),
    ...(http.enabled
      ? [{ field: 'options.http.port', whose: 'the HTTP door', host: http.bindAddress, port: http.port }]
      : []),
    ...ofOrthanc('port'),
    ...ofOrthanc('dicomPort'),
  ];
}

/** Whoever listens at all addresses listens at each. */
function collide(one: WantedPort, other: WantedPort): boolean {
  const isAny = ({ host }: WantedPort) => host === '0.0.0.0' || host === '::';
  return one.port === other.port && (one.host === other.host || isAny(one) || isAny(other));
}
