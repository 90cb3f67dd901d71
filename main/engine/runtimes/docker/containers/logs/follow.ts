import type { Readable } from 'node:stream';
import type { DockerEngine } from '../../engine/index.ts';
import { isGone } from '../find.ts';
import { demultiplexer, isLater } from './demultiplex.ts';
import type { PrintedLine } from './demultiplex.ts';
import type { LogWriter } from './logWriter.ts';
import type { StoredLine } from './segments.ts';

/** Longest text that is kept of one line, in characters. */
const longestText = 16 * 1024;
/**
 * Docker up to 20.10 stops telling, or ends the stream, when its own files change places faster than one reads: after
 * so many bytes, a silence of so many milliseconds is not believed, and no end that came after something new.
 */
const doubtfulBytes = 4 * 1024 * 1024;
const doubtfulSilenceMs = 2000;

/**
 * Writes down what a container prints, from where the log ends, until the container ends or the connection does.
 * @param onGrown more was written
 * @returns whether it is to be followed again, because there may be more
 */
export async function followContainer(
  { engine, writer, onGrown }: { engine: DockerEngine; writer: LogWriter; onGrown: () => void },
  container: { id: string; name: string },
  signal: AbortSignal,
): Promise<boolean> {
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
  if (stream === null) return false;
  const end = () => stream.destroy();
  signal.addEventListener('abort', end, { once: true });
  const take = demultiplexer();
  let bytes = 0;
  let isDoubtful = false;
  let hasNews = false;
  let timer: NodeJS.Timeout | undefined;
  function doubt(): void {
    isDoubtful = true;
    end();
  }
  try {
    if (signal.aborted) return false;
    // Docker waits while a piece is being written, so that nothing piles up here.
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      clearTimeout(timer);
      bytes += chunk.length;
      const lines = take(chunk).filter(({ time }) => time === '' || isLater(time, since));
      if (lines.length > 0) {
        hasNews ||= lines.some(({ time }) => time !== '');
        await writer.append(lines.map(toStored));
        onGrown();
      }
      if (bytes > doubtfulBytes) timer = setTimeout(doubt, doubtfulSilenceMs);
    }
  } catch (cause) {
    if (!signal.aborted && !isDoubtful) throw cause;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', end);
    stream.destroy();
  }
  return hasNews && !signal.aborted;
}

function toStored({ stream, time, text }: PrintedLine): StoredLine {
  const at = time === '' ? Date.now() : Math.floor(Number(time) * 1000);
  return { at, stream, text: text.slice(0, longestText), time };
}
