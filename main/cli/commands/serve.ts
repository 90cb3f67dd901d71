import { EngineError } from '../../../contract/index.ts';
import type { CliCommand } from '../frame/index.ts';
import { startEngineProcess } from '../../link/index.ts';
import { dataHome } from '../../platform/index.ts';
import type { CommandEnvironment } from '../environment.ts';

/** `serve`: the engine alone, for machines without a display. */
export function addServeCommand(program: CliCommand, environment: CommandEnvironment): void {
  program
    .command('serve')
    .description('run the engine without a window until it is interrupted')
    .example('serve --home /data/processor')
    .json('home', 'pid')
    .action(
      environment.action(async ({ output, home }) => {
        const folder = home ?? dataHome();
        const child = await startEngineProcess(folder, 'serve');
        for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
          process.on(signal, () => child.kill('SIGTERM'));
        output.result(
          { home: folder, pid: child.pid },
          `The engine serves ${folder} (process ${child.pid}). Stop it with Ctrl-C.`,
        );
        const code = await new Promise<number | null>((resolve) => child.once('exit', resolve));
        if (code === 0) return true;
        const how = code === null ? 'was ended from outside' : `ended with exit code ${code}`;
        return output.failure(new EngineError('internal', `The engine ${how}.`).toReply());
      }),
    );
}
