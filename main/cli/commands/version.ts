import { productVersion } from '../../platform/index.ts';
import type { CommandEnvironment } from '../environment.ts';
import type { CliCommand } from '../frame/index.ts';

/** The program, and what it runs on. */
export function aboutProgram() {
  const { versions, platform, arch } = process;
  const electron = 'electron' in versions ? versions.electron : null;
  return { version: productVersion, node: versions.node, electron, platform, arch };
}

/** `version`: of the program, without an engine. */
export function addVersionCommand(program: CliCommand, environment: CommandEnvironment): void {
  program
    .command('version')
    .description('version of the program and of what it runs on')
    .json('program')
    .example('version --json')
    .action(
      environment.action(async ({ output }) => {
        const about = aboutProgram();
        const { node, electron, platform, arch } = about;
        const runsOn = electron === null ? `Node ${node}` : `Electron ${electron}, Node ${node}`;
        output.result({ program: about }, `DCM Processor ${productVersion} (${runsOn}, ${platform} ${arch})`);
        return true;
      }),
    );
}
