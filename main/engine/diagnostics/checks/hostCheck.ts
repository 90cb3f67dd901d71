import { lookup } from 'node:dns/promises';
import os from 'node:os';
import type { Check } from '../types.ts';

const isLoopback = (address: string) => /^127\.|^::1$/.test(address);

/** Whether names lead where they should: `localhost` to this machine, and its own name anywhere at all. */
export const hostCheck: Check = {
  id: 'host',
  limitMs: 5000,
  async look() {
    const name = os.hostname();
    const local = await addressesOf('localhost');
    const own = await addressesOf(name);
    const facts = [`localhost: ${local.join(', ') || 'nothing'}`, `${name}: ${own.join(', ') || 'nothing'}`];
    const wrong = local.length === 0 || !local.every(isLoopback);
    if (wrong)
      return {
        state: 'failed',
        found:
          local.length === 0
            ? 'The name localhost leads nowhere on this machine.'
            : `The name localhost leads to ${local.join(', ')}, which is another machine.`,
        advice: `Let ${hostsFile()} have a line "127.0.0.1 localhost".`,
        facts,
      };
    if (own.length === 0)
      return {
        state: 'warning',
        found: `The name of this machine, ${name}, leads nowhere.`,
        advice: `Senders must call it by address, and some programs wait long for the name. Let ${hostsFile()} have a line "127.0.1.1 ${name}".`,
        facts,
      };
    return { state: 'ok', found: 'localhost and the name of this machine lead here.', facts };
  },
};

async function addressesOf(name: string): Promise<string[]> {
  try {
    return (await lookup(name, { all: true })).map(({ address }) => address);
  } catch {
    // That it leads nowhere is what is to be found out.
    return [];
  }
}

const hostsFile = () =>
  process.platform === 'win32' ? 'C:\\Windows\\System32\\drivers\\etc\\hosts' : '/etc/hosts';
