import type { Texts } from '../english.ts';
import { counted } from './locale.ts';

export const legacyWizard: Texts['legacyWizard'] = {
  title: 'Anwendung des Kommandozeilenwerkzeugs übernehmen',
  choice: 'Anwendung',
  choiceLead:
    'Was das Kommandozeilenwerkzeug dcm-processor auf diesem Rechner hat. Seine Ordner werden nur gelesen.',
  configFile: 'Seine Konfiguration',
  configFileHelp: 'Leer: wo es sie selbst hat.',
  chooseConfig: 'config.json wählen',
  applications: 'Seine Anwendungen',
  none: 'Es hat keine Anwendung.',
  noChoice: 'Wählen Sie zuerst eine Anwendung.',
  parts: 'Dienste und Worker',
  partsLead: 'Sie werden kopiert. Was mit dem Werkzeug kam, ist nur nötig, wo Sie es geändert haben.',
  services: 'Dienste',
  workers: 'Worker',
  noParts: 'Keine.',
  peers: 'DICOM-Gegenstellen',
  noPeers: 'Seine orthanc.json nennt keine.',
  orthanc: 'Ein Orthanc daneben',
  orthancHelp: 'Wie die alte Anwendung einen hatte. Er beginnt leer.',
  network: 'Proxy und vertraute Rechner',
  networkHelp: (hosts) => `Für diesen Rechner, wo noch keine gesetzt sind: ${hosts}`,
  target: 'Hier',
  targetLead: 'Was daraus wird. Einstellungen und Filter kommen mit.',
  nameHelp: 'Leer: der alte Name, wo er frei ist.',
  runtimeHelps: {
    docker: 'Wie bisher: Die übernommenen Worker führen die Aufträge aus.',
    local: 'Mit dem Python dieses Rechners. Worker haben dann nichts zu tun.',
  },
  review: 'Zusammenfassung',
  reviewLead: 'Sie ist danach gestoppt, damit Sie sie zuerst ansehen können.',
  from: 'Aus',
  settings: (count) => `${counted(count, 'Einstellung wird', 'Einstellungen werden')} übernommen`,
  left: (count) => `${counted(count, 'Sache wird', 'Sachen werden')} nicht übernommen`,
  bring: 'Übernehmen',
};
