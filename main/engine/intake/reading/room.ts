import { EngineError } from '../../../../contract/index.ts';
import type { AskForRoom } from '../../archive/index.ts';
import type { Work } from './work.ts';

/** The disk guard leaves no room for what was being written. */
class NoRoom extends EngineError {
  constructor() {
    super('disk-full');
  }
}

/**
 * Does what writes a large file. When the disk guard leaves no room for the rest of it, what was written is removed,
 * so that it stands in nobody's way, and it is written anew when there is room for all of it.
 * @param write removes what it wrote when what it is given throws
 * @throws EngineError `disk-full` where the work is not to wait, `cancelled`
 */
export async function writeWithRoom<Result>(
  { engine, signal }: Pick<Work, 'engine' | 'signal'>,
  bytes: number,
  write: (askForRoom: AskForRoom) => Promise<Result>,
): Promise<Result> {
  for (;;) {
    try {
      return await write(async (left) => {
        if (!(await engine.hasRoom(left))) throw new NoRoom();
      });
    } catch (cause) {
      if (!(cause instanceof NoRoom)) throw cause;
    }
    await engine.untilRoom(bytes);
    if (signal.aborted) throw new EngineError('cancelled');
  }
}
