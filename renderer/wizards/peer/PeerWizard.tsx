import { useState } from 'react';
import { useLocation } from 'wouter';
import type { EngineError } from '../../../contract/index.ts';
import { useAction } from '../../engine/index.ts';
import { paths, useApplicationId } from '../../navigation/index.ts';
import { notifyDone } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import {
  DicomAddressFields,
  DicomLimitFields,
  DicomTlsFields,
  readPeer,
  valuesOfPeer,
  WebFields,
  type PeerValues,
} from '../../views/peers/index.ts';
import { pageWith, schemaLike, useWizard, Wizard, type WizardPage } from '../frame/index.ts';
import { KindPage } from './KindPage.tsx';
import { PeerReview } from './PeerReview.tsx';

const begin = valuesOfPeer(null);

/** The peer as a draft: choices among few are checked when it is read. */
const draftSchema = schemaLike<PeerValues>(begin);

/** Adds another DICOM node to the application on show. */
export function PeerWizard() {
  const words = texts.peerWizard;
  const application = useApplicationId();
  const [, navigate] = useLocation();
  const create = useAction('peers.create');
  const [problem, setProblem] = useState<EngineError | null>(null);
  const wizard = useWizard({
    name: `peer.${application}`,
    schema: draftSchema,
    begin,
    firstPage: 'kind',
    check: (values) => readPeer(values).problems ?? {},
  });
  const { form } = wizard;
  const values = form.getValues();
  const isDicom = values.kind === 'dicom';
  const leave = () => navigate(paths.peers(application));

  const dicomPages: WizardPage[] = [
    {
      id: 'address',
      title: words.address,
      lead: words.addressLead,
      fields: ['aeTitle', 'host', 'port', 'callingAeTitle', 'retrieveBy'],
      content: <DicomAddressFields form={form} />,
    },
    {
      id: 'security',
      title: words.security,
      lead: words.securityLead,
      fields: ['tls', 'checkHost', 'authorityFile', 'certificateFile', 'keyFile'],
      content: <DicomTlsFields form={form} />,
    },
    {
      id: 'limits',
      title: texts.peers.timeouts,
      lead: words.limitsLead,
      fields: ['connect', 'acse', 'dimse', 'network'],
      content: <DicomLimitFields form={form} />,
    },
  ];
  const webPage: WizardPage = {
    id: 'address',
    title: words.address,
    lead: words.webLead,
    fields: ['url', 'authorization', 'user', 'secretFile', 'authorityFile', 'timeoutSeconds'],
    content: <WebFields form={form} />,
  };
  const pages: WizardPage[] = [
    {
      id: 'kind',
      title: words.kind,
      lead: words.kindLead,
      fields: ['kind', 'name'],
      content: <KindPage form={form} />,
    },
    ...(isDicom ? dicomPages : [webPage]),
    {
      id: 'review',
      title: words.review,
      lead: words.reviewLead,
      content: <PeerReview application={application} values={values} />,
    },
  ];

  function finish() {
    const { peer } = readPeer(values);
    if (peer === null) return;
    setProblem(null);
    create.mutate(
      { application, peer },
      {
        onSuccess({ name }) {
          notifyDone(texts.peers.stored(name));
          wizard.forget();
          leave();
        },
        onError(error) {
          if (error.code !== 'peer-exists') {
            setProblem(error);
            return;
          }
          form.setErrors({ name: error.message });
          wizard.goTo(pageWith(pages, { name: error.message }) ?? 'kind');
        },
      },
    );
  }

  return (
    <Wizard
      title={texts.peers.addTitle}
      wizard={wizard}
      pages={pages}
      hasDefaults
      action={texts.peers.addTitle}
      onFinish={finish}
      busy={create.isPending}
      problem={problem}
      onLeave={leave}
    />
  );
}
