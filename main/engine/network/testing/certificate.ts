import selfsigned from 'selfsigned';

/** A certificate of a server's own, with its key, both PEM. */
export async function certificateFor(host: string): Promise<{ key: string; cert: string }> {
  const { private: key, cert } = await selfsigned.generate([{ name: 'commonName', value: host }], {
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: host }] }],
  });
  return { key, cert };
}
