import { describe, expect, it } from 'vitest';
import { applicationRoutes } from './applications.ts';

describe('changes of options', () => {
  const { input } = applicationRoutes['applications.set_options'];

  it('hold nothing but what was given, so that no other option falls back to its default', () => {
    const { options } = input.parse({ application: 'a', options: { slots: 3, http: { enabled: true } } });
    expect(Object.keys(options).sort()).toEqual(['http', 'slots']);
    expect(options.http).toMatchObject({ enabled: true, bindAddress: '127.0.0.1' });
  });

  it('name the field that is wrong', () => {
    const parsed = input.safeParse({ application: 'a', options: { http: { port: 0 } } });
    expect(parsed.error?.issues).toMatchObject([{ path: ['options', 'http', 'port'] }]);
    expect(input.safeParse({ application: 'a', options: null }).success).toBe(false);
  });
});
