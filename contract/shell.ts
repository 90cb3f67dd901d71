import { z } from 'zod';
import { desktopCheckSchema, desktopSchema, desktopSettingsSchema } from './desktop.ts';
import type { DeepLink } from './desktop.ts';
import { languageChoiceSchema } from './languages.ts';
import { errorReplySchema } from './errorReply.ts';
import type { ShortcutId } from './shortcuts.ts';

/**
 * What the window asks of the Electron shell, not of the engine: only what a sandboxed page cannot do. One channel,
 * validated in the shell; results are chosen or confined there, never by the page.
 */
export const shellRoutes = {
  /** Opens the system's chooser; empty when the person cancelled. */
  'shell.choose': {
    input: z.object({
      what: z.enum([
        'dicom-files',
        'dicom-folder',
        'service-folder',
        'worker-folder',
        'new-service',
        'new-worker',
        'archive-file',
        'backup-folder',
        'backup-file',
        'legacy-config',
        'mounted-folder',
        'application-folder',
        'python',
        'watched-folder',
        'moved-folder',
        'export-folder',
        'peer-list',
        'pem-file',
        'secret-file',
      ]),
    }),
    output: z.object({ paths: z.array(z.string()) }),
  },
  /** Opens the system's chooser for a file to be written, which asks before one is replaced; null when cancelled. */
  'shell.choose_target': {
    /** As which name it is proposed. */
    input: z.object({ name: z.string().regex(/^[\w -]+\.\w{1,8}$/) }),
    output: z.object({ path: z.string().nullable() }),
  },
  /** Lets the person save a copy of a result file of a run; null when cancelled. */
  'shell.save_result': {
    input: z.object({ application: z.string(), run: z.string(), path: z.string().min(1).max(4000) }),
    output: z.object({ path: z.string().nullable() }),
  },
  /**
   * Opens a result file with the program that the system has for it; where there is none, it is shown in its folder.
   * Programs and scripts are only shown, never run.
   */
  'shell.open_result': {
    input: z.object({ application: z.string(), run: z.string(), path: z.string().min(1).max(4000) }),
    output: z.object({
      opened: z.boolean(),
      /** It may be a program: it was not tried. */
      isRefused: z.boolean(),
    }),
  },
  /** Shows a result file, or the data folder of a run when `path` is empty, in the system's file manager. */
  'shell.reveal': {
    input: z.object({ application: z.string(), run: z.string(), path: z.string().max(4000) }),
    output: z.object({}),
  },
  /**
   * Lays a job run out and opens a terminal with a shell or the debugger in it, or its folder. `opened` is false where
   * no terminal is found; `command` is what a person may type instead.
   */
  'shell.open_job': {
    input: z.object({
      application: z.string(),
      jobRun: z.string(),
      what: z.enum(['shell', 'debug', 'folder']),
    }),
    output: z.object({ opened: z.boolean(), command: z.string(), differences: z.array(z.string()) }),
  },
  /**
   * Opens what is worked on of a service: its folder in VS Code or the file manager, or a terminal in the environment
   * that runs its jobs. `opened` is false where no such program is found; `command` is what a person may type instead.
   */
  'shell.open_service': {
    input: z.object({
      application: z.string(),
      service: z.string().max(300),
      /** Of which job the environment is; the first when absent. */
      job: z.string().max(200).optional(),
      what: z.enum(['editor', 'terminal', 'folder']),
    }),
    output: z.object({ opened: z.boolean(), command: z.string() }),
  },
  /** Tells the shell which colours the page shows, so that menus, dialogs and the next start have them from the first frame. */
  'shell.set_scheme': {
    input: z.object({ scheme: z.enum(['light', 'dark', 'auto']) }),
    output: z.object({}),
  },
  /** Tells the shell in which language to speak: its menus, tray, dialogs and notifications, at this and the next start. */
  'shell.set_language': {
    input: z.object({ language: languageChoiceSchema }),
    output: z.object({}),
  },
  /** What a person chose about the program on their desktop, and how it stands with the start at login. */
  'shell.desktop': { input: z.object({}), output: desktopSchema },
  /** Changes that; what is left out stays. */
  'shell.set_desktop': {
    input: z.object({ settings: desktopSettingsSchema.optional(), autostart: z.boolean().optional() }),
    output: desktopSchema,
  },
  /** Looks at the window's own program and at this desktop. */
  'shell.diagnose': { input: z.object({}), output: z.array(desktopCheckSchema) },
  /** Asks where a report is to be kept, and writes it there; null where the person chose no place. */
  'shell.save_report': {
    input: z.object({
      fileName: z.string().regex(/^[\w.-]{1,100}$/),
      text: z.string().max(10_000_000),
    }),
    output: z.object({ path: z.string().nullable() }),
  },
  /** The page asks what the notice `closing` had it ask. A page that does not say so cannot keep its window. */
  'shell.closing_asked': { input: z.object({}), output: z.object({}) },
  /** Answers the notice `closing`: what is to become of the program without its window. */
  'shell.close_window': {
    input: z.object({
      what: z.enum(['hide', 'quit']),
      /** Not to be asked again. */
      remember: z.boolean(),
    }),
    output: z.object({}),
  },
  /** What the guided tour brings in: a synthetic patient, and the folders of the services that are run on it. */
  'shell.sample': {
    input: z.object({}),
    output: z.object({ patient: z.string(), PatientID: z.string(), services: z.array(z.string()) }),
  },
  'shell.info': {
    input: z.object({}),
    output: z.object({
      version: z.string(),
      electron: z.string(),
      chrome: z.string(),
      platform: z.string(),
      /** Where people keep what they write: the folder that the system has for documents. */
      documents: z.string(),
    }),
  },
};

export type ShellRouteName = keyof typeof shellRoutes;
export type ShellInput<Name extends ShellRouteName> = z.input<(typeof shellRoutes)[Name]['input']>;
export type ShellOutput<Name extends ShellRouteName> = z.output<(typeof shellRoutes)[Name]['output']>;

/** A reply of the shell: it never throws through Electron's `invoke`, which would keep only the message. */
export const shellReplySchema = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), data: z.unknown() }),
  z.object({ ok: z.literal(false), error: errorReplySchema }),
]);

/** How the window stands with the engine. */
export type EngineLinkState =
  | { state: 'connected' }
  | { state: 'connecting' }
  | { state: 'failed'; message: string };

/** What the shell tells the window: menu commands and files handed over by the system. */
export type ShellNotice =
  /**
   * A command of the menu. `byKeys`: not chosen, but given by its keys, which the page had not taken; where the page
   * leaves these keys to a field or a dialog, it leaves the command as well.
   */
  | { kind: 'command'; command: ShortcutId; byKeys: boolean }
  | { kind: 'open'; paths: string[] }
  /** The page had died, and was loaded again. */
  | { kind: 'reloaded' }
  /** A link or a notification leads somewhere. */
  | { kind: 'go'; place: DeepLink }
  /** The window was closed, and the person has never said what that is to do; answered by `shell.closing_asked`. */
  | { kind: 'closing' };

export type ShellNoticeKind = ShellNotice['kind'];

/**
 * The one object the preload exposes, as `window.dcmProcessor`. Values cross the context bridge by copy, so a
 * request is a promise of `{ok, …}` and is cancelled by the id its caller chose.
 */
export interface WindowBridge {
  request(
    id: string,
    route: string,
    input: unknown,
  ): Promise<{ ok: true; data: unknown } | { ok: false; error: z.infer<typeof errorReplySchema> }>;
  cancel(id: string): void;
  shell(
    route: ShellRouteName,
    input: unknown,
  ): Promise<{ ok: true; data: unknown } | { ok: false; error: z.infer<typeof errorReplySchema> }>;
  /** Events flow only while wanted. */
  setEventsWanted(wanted: boolean): void;
  onEvent(listener: (name: string, payload: unknown) => void): () => void;
  onLinkState(listener: (state: EngineLinkState) => void): () => void;
  /** Notices of one kind; those from before anybody listened come at once. */
  onNotice<Kind extends ShellNoticeKind>(
    kind: Kind,
    listener: (notice: Extract<ShellNotice, { kind: Kind }>) => void,
  ): () => void;
  /** Absolute path of a dropped file or folder; empty where the page made the file itself. */
  pathOfFile(file: unknown): string;
}
