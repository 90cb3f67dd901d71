import type Docker from 'dockerode';

/**
 * Removes all containers, networks and images that have a label: what a test made, whether it failed or not.
 * @param label `key=value`
 */
export async function removeLabelled(client: Docker, label: string): Promise<void> {
  const filters = JSON.stringify({ label: [label] });
  for (const { Id } of await client.listContainers({ all: true, filters })) {
    await unlessGone(client.getContainer(Id).remove({ force: true, v: true }));
  }
  for (const { Id } of await client.listNetworks({ filters })) {
    await unlessGone(client.getNetwork(Id).remove());
  }
  for (const { Id } of await client.listImages({ filters })) {
    await unlessGone(client.getImage(Id).remove({ force: true }));
  }
}

/** The engine that is being ended may be at the same. */
async function unlessGone(removal: Promise<unknown>): Promise<void> {
  try {
    await removal;
  } catch (cause) {
    const { statusCode } = cause as { statusCode?: unknown };
    if (statusCode !== 404 && statusCode !== 409) throw cause;
  }
}
