import { describe, expect, it } from 'vitest';
import { retryInWords, rulesInWords } from './jobRules.ts';

const noResources = { cpu: null, memory: null, gpu: null };
const plain = { retries: null, onDependencyFailure: 'skip', resources: noResources } as const;

describe('a job run in words', () => {
  it('says when and as which attempt it is tried again, and nothing while it does not wait for that', () => {
    expect(retryInWords({ retry: { at: Date.UTC(2026, 0, 1), attempt: 2, of: 4 } })).toMatch(
      /^tried again at \d.*, attempt 2 of 4$/,
    );
    expect(retryInWords({ retry: null })).toBe('');
  });

  it('says the rules that its definition has, and nothing where it has none', () => {
    expect(rulesInWords(plain)).toBeNull();
    expect(
      rulesInWords({
        retries: { times: 3, delay: 30, backoff: 2, on: ['failed', 'died'] },
        onDependencyFailure: 'run',
        resources: { cpu: 4, memory: 2 * 1024 ** 3, gpu: 0 },
      }),
    ).toBe(
      'Rules: up to 3 more attempts after failed, died, the first after 30 s; runs whatever becomes of what it depends on; 4 cores; 2048 MB of memory; 0 graphics cards',
    );
  });
});
