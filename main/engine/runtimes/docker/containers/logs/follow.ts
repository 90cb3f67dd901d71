import type { Readable } from 'node:stream';
import type { DockerEngine } from '../../engine/index.ts';
import { isGone } from '../find.ts';
import { demultiplexer, isLater } from './demultiplex.ts';
import type { LogWriter } from './logWriter.ts';

/** Longest text that is kept of one line, in characters. */
const longestText = 16 * 1024;

/**
 * Writes down what a container prints, from where the log ends, until the container ends or the connection does.
 * @param onGrown more was written
 */
export async function followContainer(
  { engine, writer, onGrown }: { engine: DockerEngine; writer: LogWriter; onGrown: () => void },
  container: { id: string; name: string },
  signal: AbortSignal,
): Promise<void> {
  const since = writer.lastTime;
  const stream = await engine.use(`read the log of the container ${container.name}`, async (docker) => {
    try {
      const answer: unknown = await docker.getContainer(container.id).logs({
        follow: true,
        stdout: true,
        stderr: true,
        timestamps: true,
        ...(since !== '' && { since }),
      });
      return answer as Readable;
    } catch (thrown) {
      if (isGone(thrown)) return null;
      throw thrown;
    }
  });
  if (stream === null) return;
  const end = () => stream.destroy();
  signal.addEventListener('abort', end, { once: true });
  const take = demultiplexer();
  try {
    if (signal.aborted) return;
    // Docker waits while a piece is being written, so that nothing piles up here.
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      const lines = take(chunk).filter(({ time }) => time === '' || isLater(time, since));
      if (lines.length === 0) continue;
      await writer.append(
        lines.map(({ stream: from, time, text }) => ({
          at: time === '' ? Date.now() : Math.floor(Number(time) * 1000),
          stream: from,
          text: text.slice(0, longestText),
          time,
        })),
      );
      onGrown();
    }
  } catch (cause) {
    if (!signal.aborted) throw cause;
  } finally {
    signal.removeEventListener('abort', end);
    stream.destroy();
  }
}
