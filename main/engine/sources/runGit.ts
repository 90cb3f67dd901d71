import { spawn } from 'node:child_process';
import { EngineError } from '../../../contract/index.ts';
import { maskSecrets } from '../secrets/index.ts';

/** What git says is kept up to so many characters. */
const keptOutput = 64 * 1024;

/** Variables with which somebody's environment would lead git elsewhere, or open a window that asks. */
const dropped = /^(?:GIT_(?!SSH|TRACE_CURL_NO_DATA$)|SSH_ASKPASS$)/;

export interface GitCall {
  folder: string;
  variables: Readonly<Record<string, string>>;
  /** Protocols that may be used. */
  protocols: readonly string[];
  /** Passwords that must not be in what is told. */
  secrets: readonly string[];
  /** Ends git; an EngineError as its reason is thrown. */
  signal: AbortSignal;
  /** A line of what git tells meanwhile. */
  onLine?: (line: string) => void;
}

/** Git ended otherwise than it should. */
export class GitFailure extends Error {}

/**
 * Runs git without a shell and without a terminal: it never asks.
 * @returns what it wrote as its output
 * @throws GitFailure with what it said; EngineError `git-missing`, `cancelled`, or why it was ended
 */
export function runGit(args: readonly string[], call: GitCall): Promise<string> {
  const { folder, variables, protocols, secrets, signal, onLine } = call;
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      reject(whyAborted(signal));
      return;
    }
    const child = spawn('git', args, {
      cwd: folder,
      env: gitEnvironment(variables, protocols),
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
      // A session of its own has no terminal that ssh could ask on, and its helpers end with it.
      detached: process.platform !== 'win32',
    });
    let output = '';
    let said = '';
    let line = '';
    function end(): void {
      try {
        if (child.pid !== undefined && process.platform !== 'win32') process.kill(-child.pid, 'SIGKILL');
        else child.kill('SIGKILL');
      } catch {
        // It has ended by itself.
      }
    }
    signal.addEventListener('abort', end, { once: true });
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output = (output + text).slice(-keptOutput);
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-keptOutput);
      const lines = (line + text).split(/[\r\n]/);
      line = (lines.pop() ?? '').slice(-1000);
      for (const one of lines) onLine?.(one);
    });
    child.once('error', (cause: NodeJS.ErrnoException) => {
      signal.removeEventListener('abort', end);
      reject(cause.code === 'ENOENT' ? new EngineError('git-missing', undefined, { cause }) : cause);
    });
    child.once('close', (code) => {
      signal.removeEventListener('abort', end);
      if (signal.aborted) reject(whyAborted(signal));
      else if (code === 0) resolve(output);
      else reject(new GitFailure(maskSecrets(withoutProgress(said), secrets)));
    });
  });
}

function whyAborted({ reason }: AbortSignal): EngineError {
  return reason instanceof EngineError ? reason : new EngineError('cancelled');
}

function gitEnvironment(
  variables: Readonly<Record<string, string>>,
  protocols: readonly string[],
): Record<string, string | undefined> {
  const own = Object.fromEntries(Object.entries(process.env).filter(([name]) => !dropped.test(name)));
  return {
    ...own,
    ...variables,
    GIT_ALLOW_PROTOCOL: protocols.join(':'),
    GIT_TERMINAL_PROMPT: '0',
    GCM_INTERACTIVE: 'never',
    SSH_ASKPASS_REQUIRE: 'never',
    // Errors are read below.
    LC_ALL: 'C',
    LANGUAGE: 'C',
  };
}

/** Without the counters that git writes over and over. */
function withoutProgress(said: string): string {
  return said
    .split(/[\r\n]+/)
    .filter((line) => !/\d+% \(|^remote: (?:Enumerating|Counting|Compressing|Total)/.test(line))
    .join('\n')
    .trim();
}
