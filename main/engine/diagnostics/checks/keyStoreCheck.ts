import type { Check } from '../types.ts';

/** Where passwords and tokens are kept, and whether they can be read. */
export const keyStoreCheck: Check = {
  id: 'key-store',
  limitMs: 10_000,
  async look(_, { surroundings }) {
    const { place, system, file, secrets } = await surroundings.secrets();
    const unreadable = secrets.filter(({ readable }) => !readable);
    const facts = [
      system === null ? 'This engine reaches no key store.' : `Key store: ${system}`,
      place === 'system' ? 'New secrets go to the key store.' : `New secrets go to ${file}`,
      `${secrets.length} kept`,
    ];
    if (unreadable.length > 0)
      return {
        state: 'warning',
        found: `${unreadable.length} of ${secrets.length} secrets cannot be read by this engine.`,
        advice:
          system === null
            ? 'They are encrypted by the key store, which only the window reaches. Start DCM Processor with its window, or keep secrets in the file: dcm-processor set secret-place file'
            : 'Unlock the key store of your session, or give the secrets anew.',
        facts,
      };
    return {
      state: 'ok',
      found: secrets.length === 0 ? 'No secrets are kept.' : 'All secrets can be read.',
      facts,
    };
  },
};
