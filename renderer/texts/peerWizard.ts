export const peerWizard = {
  kind: 'Name and kind',
  kindLead: 'Another DICOM node: a scanner, an archive or a workstation.',
  kindHelps: {
    dicom: 'Called by AE title, host and port. What most scanners and archives speak.',
    dicomweb: 'Called by a web address: QIDO-RS and WADO-RS.',
  },
  address: 'Address',
  addressLead: 'As whoever looks after it has entered it there.',
  webLead: 'Where its web services are, and what they want to know.',
  security: 'Encryption',
  securityLead: 'Only where the peer speaks TLS as well.',
  limitsLead: 'How long it may take. What stands here fits most networks.',
  review: 'Summary',
  reviewLead: 'Ask it once before it is added: it may not know us yet.',
  test: 'Test',
  testHelp: {
    dicom: 'Asks it by C-ECHO whether it answers us.',
    dicomweb: 'Asks it for one study.',
  },
  ofTheDoor: 'That of the C-STORE door',
  notEncrypted: 'None',
};
