import type { Texts } from '../english.ts';

export const peerWizard: Texts['peerWizard'] = {
  kind: 'Name und Art',
  kindLead: 'Ein anderer DICOM-Knoten: ein Gerät, ein Archiv oder ein Arbeitsplatz.',
  kindHelps: {
    dicom: 'Gerufen mit AE-Titel, Rechner und Port. Das sprechen die meisten Geräte und Archive.',
    dicomweb: 'Gerufen über eine Webadresse: QIDO-RS und WADO-RS.',
  },
  address: 'Adresse',
  addressLead: 'So, wie sie dort eingetragen ist, wo sie betreut wird.',
  webLead: 'Wo ihre Webdienste sind und was sie wissen wollen.',
  security: 'Verschlüsselung',
  securityLead: 'Nur wenn auch die Gegenstelle TLS spricht.',
  limitsLead: 'Wie lange es dauern darf. Was hier steht, passt für die meisten Netze.',
  review: 'Zusammenfassung',
  reviewLead: 'Fragen Sie sie einmal, bevor sie hinzugefügt wird: Vielleicht kennt sie uns noch nicht.',
  test: 'Testen',
  testHelp: {
    dicom: 'Fragt sie mit C-ECHO, ob sie uns antwortet.',
    dicomweb: 'Fragt sie nach einer Studie.',
  },
  ofTheDoor: 'Der des C-STORE-Zugangs',
  notEncrypted: 'Keine',
};
