import type { AskedFrom } from '../../../contract/index.ts';
import type { Texts } from '../english.ts';
import { counted } from './locale.ts';

const jobs = (count: number) => counted(count, 'Auftrag', 'Aufträge');

export const control: Texts['control'] = {
  cancelRun: 'Lauf abbrechen',
  cancelRunTitle: (number) => `Lauf ${number} abbrechen?`,
  cancelRunText:
    'Laufende Aufträge werden mit allen ihren Prozessen beendet, und was sie bis dahin erarbeitet haben, geht verloren. Wartende werden nicht gestartet. Aufräumaufträge laufen trotzdem.',
  goBack: 'Behalten',
  cancelRunConfirm: 'Lauf abbrechen',
  runHasEnded: 'Der Lauf ist beendet: Es gibt nichts abzubrechen.',
  requeueFailed: 'Fehlgeschlagene neu einreihen',
  requeueFailedNone: 'Kein Auftrag dieses Laufs ist fehlgeschlagen.',
  requeueReplaced: 'Eine spätere Version ist an die Stelle dieses Laufs getreten.',
  cancelJob: 'Auftrag abbrechen',
  cancelJobTitle: (job) => `„${job}“ abbrechen?`,
  cancelJobText:
    'Er wird mit allen seinen Prozessen beendet, und was er bis dahin erarbeitet hat, geht verloren. Aufträge, die ihn brauchen, werden übersprungen.',
  cancelWaitingText: 'Er wird nicht mehr gestartet. Aufträge, die ihn brauchen, werden übersprungen.',
  cancelJobConfirm: 'Auftrag abbrechen',
  jobHasEnded: 'Der Auftrag ist beendet.',
  jobIsEnding: 'Er wurde abgebrochen und wird gerade beendet.',
  requeue: 'Neu einreihen',
  requeueOne: 'Diesen Auftrag und was seinetwegen übersprungen wurde',
  requeueDown: 'Ab hier: auch alles, was davon abhängt',
  requeueTitle: (job) => `„${job}“ und alles darunter noch einmal ausführen?`,
  requeueText:
    'Ergebnisse und Fehler früherer Versuche bleiben bei dem jeweiligen Versuch. Auch Dateien im Datenordner bleiben; die neuen Versuche können sie überschreiben.',
  requeueConfirm: 'Noch einmal ausführen',
  jobHasNotEnded: 'Er ist noch nicht beendet.',
  jobLeftOut:
    'Er wurde beim Planen des Laufs ausgelassen: Beheben Sie die Ursache und verarbeiten Sie die Daten danach erneut.',
  ofService: (service) => `Was sich mit den Aufträgen von ${service} tun lässt`,
  cancelService: 'Offene Aufträge abbrechen…',
  cancelServiceTitle: (service) => `Alle offenen Aufträge von „${service}“ abbrechen?`,
  cancelServiceText:
    'In allen Läufen: Laufende werden beendet, und was sie bis dahin erarbeitet haben, geht verloren; wartende werden nicht gestartet. Aufträge anderer Dienste, die einen davon brauchen, werden übersprungen.',
  cancelServiceConfirm: 'Aufträge abbrechen',
  requeueService: 'Fehlgeschlagenes neu einreihen',
  cancelPlanning: 'Abbrechen',
  cancelPlanningOf: (who) => `Planung abbrechen: ${who}`,
  planningCancelled: 'Zurückgestellt. Es bleibt im Archiv und kann später verarbeitet werden.',
  cancelled: ({ cancelled, ending, skipped, cleanUp }) =>
    cancelled + ending === 0
      ? 'Nichts war offen: Alles ist beendet.'
      : [
          `${jobs(cancelled + ending)} abgebrochen`,
          ...(ending > 0 ? [`${ending} davon werden gerade beendet`] : []),
          ...(skipped > 0 ? [`${skipped} deswegen übersprungen`] : []),
          ...(cleanUp > 0
            ? [`${counted(cleanUp, 'Aufräumauftrag läuft', 'Aufräumaufträge laufen')} noch`]
            : []),
        ].join(', ') + '.',
  requeued: ({ requeued, alongside, notes }) =>
    requeued === 0
      ? 'Nichts ist fehlgeschlagen: Es wurde nichts neu eingereiht.'
      : [
          `${jobs(requeued)} neu eingereiht${alongside > 0 ? `, dazu ${alongside} weitere` : ''}.`,
          ...notes,
        ].join(' '),
  refused: (count) => `${jobs(count)} konnte${count === 1 ? '' : 'n'} nicht neu eingereiht werden.`,
  pause: 'Anhalten',
  pauseApplication: 'Alle Kanäle anhalten',
  pauseChannel: (channel) => `„${channel}“ anhalten`,
  resumeApplication: 'Alle Kanäle fortsetzen',
  resumeChannel: (channel) => `„${channel}“ fortsetzen`,
  openIn: (queued, running) => `${queued} eingereiht, ${running} laufen`,
  isPaused: 'Angehalten',
  pausedApplication: (since, from) =>
    `Angehalten seit ${since} (${places[from]}): Kein Auftrag wird gestartet. Was läuft, läuft weiter.`,
  pausedChannel: (channel, since, from) =>
    `Kanal „${channel}“ ist seit ${since} angehalten (${places[from]}): Keiner seiner Aufträge wird gestartet.`,
  resume: 'Fortsetzen',
  resumeOf: (channel) => `„${channel}“ fortsetzen`,
  waits: 'Warum er wartet',
  interventionsTitle: (count) => counted(count, 'Änderung von Hand', 'Änderungen von Hand'),
};

const places: Record<AskedFrom, string> = {
  window: 'aus dem Fenster',
  'command-line': 'von der Kommandozeile',
  program: 'durch ein anderes Programm',
};
