import { expect, test } from 'vitest';
import { peerSchema, type Peer } from '../../../../contract/index.ts';
import { readPeer, valuesOfPeer } from './peerValues.ts';

const peers: Peer[] = [
  peerSchema.parse({ kind: 'dicom', name: 'PACS', aeTitle: 'PACS', host: 'pacs.example', port: 11_112 }),
  peerSchema.parse({
    kind: 'dicom',
    name: 'Secure',
    aeTitle: 'SEC',
    host: '10.0.0.5',
    port: 2762,
    callingAeTitle: 'US',
    retrieveBy: 'move',
    tls: {
      enabled: true,
      checkHost: false,
      authorityFile: '/ca.pem',
      certificateFile: '/c.pem',
      keyFile: '/k.pem',
    },
    timeouts: { connect: 3, acse: 4, dimse: 5, network: 6 },
  }),
  peerSchema.parse({ kind: 'dicomweb', name: 'Web', url: 'http://pacs:8042/dicom-web' }),
  peerSchema.parse({
    kind: 'dicomweb',
    name: 'Cloud',
    url: 'https://cloud.example/wado',
    authorization: { kind: 'basic', user: 'me', secretFile: '/secret' },
    authorityFile: '/ca.pem',
    timeoutSeconds: 9,
  }),
];

test.each(peers)('editing $name without a change stores the same peer', (peer) => {
  expect(readPeer(valuesOfPeer(peer))).toEqual({ peer, problems: null });
});

test('a new peer is refused at every field that is still empty', () => {
  const { problems } = readPeer(valuesOfPeer(null));
  expect(Object.keys(problems ?? {}).toSorted()).toEqual(['aeTitle', 'host', 'name']);
});

test('an emptied number is asked for instead of silently becoming the default', () => {
  const { problems } = readPeer({ ...valuesOfPeer(peers[0] ?? null), port: '', dimse: '' });
  expect(problems).toEqual({ port: 'Give a number.', dimse: 'Give a number.' });
});

test('what is wrong within is told at the field that shows it', () => {
  const web = valuesOfPeer(peers[2] ?? null);
  expect(readPeer({ ...web, authorization: 'bearer' }).problems).toHaveProperty('secretFile');
  expect(readPeer({ ...web, url: 'ftp://pacs' }).problems).toEqual({
    url: 'Must begin with http:// or https://.',
  });
});
