import { readPeer, type PeerValues } from '../../views/peers/index.ts';
import { useRoute } from '../../engine/index.ts';
import { KeyValues } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import { Review } from '../frame/index.ts';
import { commandsOf } from './command.ts';
import { EchoTest } from './EchoTest.tsx';
import { valuesInWords } from './valuesInWords.ts';

interface PeerReviewProps {
  application: string;
  values: PeerValues;
}

/** The peer as it will be added, and whether it answers. */
export function PeerReview({ application, values }: PeerReviewProps) {
  const { peer } = readPeer(values);
  const name = useRoute('applications.get', { application }).data?.name ?? application;
  if (peer === null) return <p>{texts.wizard.faulty}</p>;
  return (
    <Review commands={commandsOf(peer, name)}>
      <KeyValues pairs={valuesInWords(peer)} />
      <EchoTest key={JSON.stringify(peer)} application={application} peer={peer} />
    </Review>
  );
}
