import { listCards } from './machine.ts';

/**
 * Tells which names are of the same NVIDIA card of this machine: its number, its UUID or the beginning of that, or its
 * name by the Container Device Interface. Asks the driver's tool now; until that has answered, and where there is none,
 * each name is a card of its own.
 */
export function nameCards(
  env: Readonly<Record<string, string | undefined>> = process.env,
): (name: string) => string {
  const uuids = new Map<string, string>();
  void listCards(['index', 'uuid'], env).then((cards) => {
    for (const [index, uuid] of cards) if (index !== undefined && uuid !== undefined) uuids.set(index, uuid);
  });
  return (name) => {
    const plain = name.replace(/^nvidia\.com\/gpu=/, '');
    const begun = [...uuids.values()].find((uuid) => /^GPU-./.test(plain) && uuid.startsWith(plain));
    return uuids.get(plain) ?? begun ?? plain;
  };
}
