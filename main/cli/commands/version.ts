import { productVersion } from '../../platform/index.ts';
import type { CommandEnvironment } from '../environment.ts';
import type { CliCommand } from '../frame/index.ts';

/** `version`: of the program, without an engine. */
export function addVersionCommand(program: CliCommand, environment: CommandEnvironment): void {
  program
    .command('version')
    .description('version of the program and of what it runs on')
    .json('program')
    .example('version --json')
    .action(
      environment.action(async ({ output }) => {
        const { versions, platform, arch } = process;
        const { node } = versions;
        const electron = 'electron' in versions ? versions.electron : null;
        const about = { version: productVersion, node, electron, platform, arch };
        const runsOn = electron === null ? `Node ${node}` : `Electron ${electron}, Node ${node}`;
        output.result({ program: about }, `DCM Processor ${productVersion} (${runsOn}, ${platform} ${arch})`);
        return true;
      }),
    );
}
