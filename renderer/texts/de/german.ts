import type { Texts } from '../english.ts';
import { applicationCopies } from './applicationCopies.ts';
import { applicationWizard } from './applicationWizard.ts';
import { charts, day, statistics } from './charts.ts';
import { choosing } from './choosing.ts';
import { common } from './common.ts';
import { contractSays } from './contractSays.ts';
import { control } from './control.ts';
import { completeness } from './completeness.ts';
import { drafting } from './drafting.ts';
import { explain } from './explain.ts';
import { filters } from './filters.ts';
import { desktop } from './desktop.ts';
import { diagnostics } from './diagnostics.ts';
import { diskUse } from './diskUse.ts';
import { docker } from './docker.ts';
import { doors } from './doors.ts';
import { doorSettings } from './doorSettings.ts';
import { flow } from './flow.ts';
import { frame } from './frame.ts';
import { generalTask } from './generalTask.ts';
import { help } from './help.ts';
import { imports } from './imports.ts';
import { installWizard } from './installWizard.ts';
import { instance } from './instance.ts';
import { jobRun } from './jobRun.ts';
import { legacyWizard } from './legacyWizard.ts';
import { components, life } from './life.ts';
import { nextSteps } from './nextSteps.ts';
import { network, secrets } from './network.ts';
import { overview } from './overview.ts';
import { palette } from './palette.ts';
import { peers } from './peers.ts';
import { peerWizard } from './peerWizard.ts';
import { previews } from './previews.ts';
import { quarantine } from './quarantine.ts';
import { query } from './query.ts';
import { research } from './research.ts';
import { restoreWizard } from './restoreWizard.ts';
import { run } from './run.ts';
import { runs } from './runs.ts';
import { service } from './service.ts';
import { services } from './services.ts';
import { serviceWizard } from './serviceWizard.ts';
import { settings } from './settings.ts';
import { shortcuts } from './shortcuts.ts';
import { studies } from './studies.ts';
import { studyWork } from './studyWork.ts';
import { tour } from './tour.ts';
import { timeline } from './timeline.ts';
import { trigger } from './trigger.ts';
import { upkeep } from './upkeep.ts';
import { viewer } from './viewer.ts';
import { wizard } from './wizard.ts';
import { workers } from './workers.ts';
import { workerSettings } from './workerSettings.ts';
import { workerVersions } from './workerVersions.ts';
import { workerWizard } from './workerWizard.ts';

/**
 * Words, one for each thing, wherever it is spoken of:
 *
 * application Anwendung, archive Archiv, arrival Eingang, association Assoziation, attempt Versuch, channel Kanal,
 * complete vollständig, completeness Vollständigkeit, component Komponente, data home Datenordner, disk Datenträger,
 * door Zugang, engine Rechenkern, export ausleiten, fetch holen, finding Befund, flow Fluss, golden case Referenzfall,
 * history Verlauf, image Bild (of Docker: Image), instance Instanz, job and job run Auftrag, log Protokoll,
 * peer Gegenstelle, planning Planung, provenance Herkunft, put aside zurückgestellt, quarantine Quarantäne,
 * queued eingereiht, refuse ablehnen, requeue neu einreihen, result Ergebnis, run Lauf, scratch run Probelauf,
 * secret Geheimnis, sender Sender, series Serie, service Dienst, setting Einstellung, skipped übersprungen,
 * study Studie, task Arbeit, timeout Zeitgrenze, tour Rundgang, worker Worker, workbench Werkbank.
 *
 * Callback, Container, Header, Port, Tag, Token and Worker stay as they are. People are addressed by “Sie”; buttons
 * have the infinitive.
 */

/** Every word of the window in German. */
export const german: Texts = {
  applicationCopies,
  applicationWizard,
  charts,
  day,
  statistics,
  choosing,
  common,
  completeness,
  components,
  contractSays,
  control,
  desktop,
  diagnostics,
  diskUse,
  docker,
  doors,
  doorSettings,
  drafting,
  explain,
  filters,
  flow,
  frame,
  generalTask,
  help,
  imports,
  installWizard,
  instance,
  jobRun,
  legacyWizard,
  life,
  network,
  nextSteps,
  overview,
  palette,
  peers,
  peerWizard,
  previews,
  quarantine,
  query,
  research,
  restoreWizard,
  run,
  runs,
  service,
  secrets,
  services,
  serviceWizard,
  settings,
  shortcuts,
  studies,
  studyWork,
  timeline,
  tour,
  trigger,
  upkeep,
  viewer,
  wizard,
  workers,
  workerSettings,
  workerVersions,
  workerWizard,
};
