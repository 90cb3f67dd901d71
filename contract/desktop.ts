import { z } from 'zod';

/** What a person chose about the program on their desktop; kept beside the window's own state, for all applications. */
export const desktopSettingsSchema = z.object({
  /**
   * What closing the window does: `ask`, once; `hide`: the program goes on without a window; `quit`: it ends, and with
   * it all that runs on this machine.
   */
  closing: z.enum(['ask', 'hide', 'quit']).default('ask'),
  /** Of what the system's notifications tell while the window is not looked at. */
  notifications: z
    .object({
      failedRuns: z.boolean().default(true),
      finishedRuns: z.boolean().default(false),
      fullDisk: z.boolean().default(true),
      /** Patients' names stand in them: others may see the screen. */
      patientNames: z.boolean().default(false),
    })
    .prefault({}),
});
export type DesktopSettings = z.infer<typeof desktopSettingsSchema>;

/** Whether the session starts the program at login, hidden. */
export const autostartSchema = z.object({
  isOn: z.boolean(),
  /** What the session starts; null where the system keeps that to itself. */
  command: z.string().nullable(),
  /** Where that is kept; null where the system keeps it. */
  file: z.string().nullable(),
  /** Why it cannot be switched; null where it can. */
  problem: z.string().nullable(),
});
export type Autostart = z.infer<typeof autostartSchema>;

export const desktopSchema = z.object({
  settings: desktopSettingsSchema,
  autostart: autostartSchema,
  /** The system can show notifications. */
  canNotify: z.boolean(),
});
export type Desktop = z.infer<typeof desktopSchema>;

/** Scheme of links into the program, as `dcm-processor://open/<application>/run/<id>`. */
export const linkScheme = 'dcm-processor';

const linkIdSchema = z.string().regex(/^[A-Za-z0-9_-]{1,100}$/);
/** As DICOM has them, with the letters that devices have been seen to write. */
const linkUidSchema = z.string().regex(/^[\dA-Za-z][\dA-Za-z._-]{0,127}$/);

/** A place in the window that a link from outside names; by ids only. */
export const deepLinkSchema = z
  .object({
    application: linkIdSchema,
    /**
     * `application` stands for its overview; `runs` and `disk` for its pages of that name, without an id; `view` for the
     * images of the study `id`.
     */
    what: z.enum(['application', 'study', 'view', 'run', 'job', 'service', 'runs', 'disk']),
    /** Of a service its name. */
    id: linkIdSchema.nullable(),
    /** Which part of a job run is shown; its summary where it is left out. */
    tab: z.enum(['log', 'files']).optional(),
    /** Of images: the series that is shown, by its identifier. */
    series: linkIdSchema.optional(),
    /** Of images: the one of that series that is shown, by its SOPInstanceUID. */
    instance: linkUidSchema.optional(),
  })
  // Parts of a link have no names: one that is missing would have the next taken for it.
  .refine(({ what, id }) => (id === null) === ['application', 'runs', 'disk'].includes(what))
  .refine(({ what, tab }) => tab === undefined || what === 'job')
  .refine(({ what, series }) => series === undefined || what === 'view')
  .refine(({ series, instance }) => instance === undefined || series !== undefined);
export type DeepLink = z.infer<typeof deepLinkSchema>;

const linkPattern =
  /^dcm-processor:\/\/open\/([^/?#]+)(?:\/(?:(runs|disk)|(study|run|service)\/([^/?#]+)|(view)\/([^/?#]+)(?:\/([^/?#]+)(?:\/([^/?#]+))?)?|(job)\/([^/?#]+)(?:\/(log|files))?))?\/?$/;

/** What a link names, or null for anything that is none. */
export function readDeepLink(text: string): DeepLink | null {
  const match = linkPattern.exec(text);
  if (match === null) return null;
  const [, application, page, thing, thingId, view, study, series, instance, job, jobId, tab] = match;
  const what = page ?? thing ?? view ?? job ?? 'application';
  const id = thingId ?? study ?? jobId ?? null;
  const further = Object.entries({ tab, series, instance }).filter(([, part]) => part !== undefined);
  return deepLinkSchema.safeParse({ application, what, id, ...Object.fromEntries(further) }).data ?? null;
}

/** The link to a place. */
export function writeDeepLink({ application, what, id, tab, series, instance }: DeepLink): string {
  const parts = what === 'application' ? [] : [what, id, ...(what === 'view' ? [series, instance] : [tab])];
  return [`${linkScheme}://open/${application}`, ...parts.filter((part) => part != null)].join('/');
}

/** What the shell finds when it looks at itself and at this desktop. */
export const desktopCheckSchema = z.object({
  check: z.enum(['window', 'autostart', 'notifications', 'links']),
  state: z.enum(['ok', 'warning', 'failed', 'unused']),
  /** One sentence. */
  found: z.string(),
  advice: z.string().nullable(),
  /** `renew-autostart`: writes the entry that the session starts at login anew. */
  fix: z.enum(['renew-autostart']).nullable(),
  facts: z.array(z.string()),
});
export type DesktopCheck = z.infer<typeof desktopCheckSchema>;
