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
 * so many bytes, or once the container has ended, a silence of so many milliseconds is not believed, and no end that
 * came after something new.
 */
const doubtfulBytes = 4 * 1024 * 1024;
const doubtfulSilenceMs = 2000;

/** How one look at a log came out. */
interface Followed {
  /** The container printed something since the last look, so that there may be more. */
  hasNews: boolean;
  /** Docker fell silent where it should not have. */
  isDoubtful: boolean;
}

/**
 * Writes down what a container prints, from where the log ends, until the container ends or the connection does.
 * @param onGrown more was written
 * @param signals `closing`: stop; `ended`: the container has ended, so that Docker should end the stream
 */
export async function followContainer(
  { engine, writer, onGrown }: { engine: DockerEngine; writer: LogWriter; onGrown: () => void },
  container: { id: string; name: string },
  { closing, ended }: { closing: AbortSignal; ended: AbortSignal },
): Promise<Followed> {
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
  const found: Followed = { hasNews: false, isDoubtful: false };
  if (stream === null) return found;
  const end = () => stream.destroy();
  closing.addEventListener('abort', end, { once: true });
  ended.addEventListener('abort', listenLonger, { once: true });
  const take = demultiplexer();
  let bytes = 0;
  let timer: NodeJS.Timeout | undefined;
  function listenLonger(): void {
    clearTimeout(timer);
    if (bytes > doubtfulBytes || ended.aborted) timer = setTimeout(doubt, doubtfulSilenceMs);
  }
  function doubt(): void {
    found.isDoubtful = true;
    end();
  }
  try {
    if (closing.aborted) return found;
    listenLonger();
    // Docker waits while a piece is being written, so that nothing piles up here.
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      clearTimeout(timer);
      bytes += chunk.length;
      const lines = take(chunk).filter(({ time }) => time === '' || isLater(time, since));
      if (lines.length > 0) {
        found.hasNews ||= lines.some(({ time }) => time !== '');
        await writer.append(lines.map(toStored));
        onGrown();
      }
      listenLonger();
    }
  } catch (cause) {
    if (!closing.aborted && !found.isDoubtful) throw cause;
  } finally {
    clearTimeout(timer);
    closing.removeEventListener('abort', end);
    ended.removeEventListener('abort', listenLonger);
    stream.destroy();
  }
  return found;
}

function toStored({ stream, time, text }: PrintedLine): StoredLine {
  const at = time === '' ? Date.now() : Math.floor(Number(time) * 1000);
  return { at, stream, text: text.slice(0, longestText), time };
}
