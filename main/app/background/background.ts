import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { app, Notification } from 'electron';
import { linkScheme } from '../../../contract/index.ts';
import type {
  DeepLink,
  Desktop,
  DesktopCheck,
  DesktopSettings,
  EngineLinkState,
} from '../../../contract/index.ts';
import { loginStart, renewLoginStart } from '../autostart/index.ts';
import type { EngineHost } from '../engineHost.ts';
import { shellTexts } from '../texts/index.ts';
import { checkDesktop } from './checkDesktop.ts';
import { readDesktopSettings, writeDesktopSettings } from './desktopSettings.ts';
import type { Tiding } from './tidings.ts';
import { openTray } from './tray.ts';
import { createWatch, doingOf, runningApplications } from './watch.ts';

/** Time that the engine has to say its version, in milliseconds. */
const enginePatience = 5000;

/** What the program does besides its window. */
export interface Background {
  settings(): DesktopSettings;
  describe(): Desktop;
  /** Whether this desktop does what it is meant to. */
  check(): Promise<DesktopCheck[]>;
  /** @throws Error where it cannot be kept */
  change(changes: { settings?: DesktopSettings | undefined; autostart?: boolean | undefined }): void;
  /** How it stands with the engine. */
  link(state: EngineLinkState): void;
  /** The language is another one: what stands there is said in it. */
  sayAnew(): void;
  /** The window was hidden: says so, since nothing else does. */
  saidHidden(): void;
}

/**
 * @param options.isLookedAt the window has the person's attention: what happens is seen there
 * @param options.onOpen the window is asked for, at some place
 */
export function openBackground(options: {
  engine: EngineHost;
  home: string;
  usualHome: string;
  resources: string;
  settingsFile: string;
  isLookedAt: () => boolean;
  onOpen: (place: DeepLink | null) => void;
  onQuit: () => void;
}): Background {
  let settings = readDesktopSettings(options.settingsFile);
  const start = loginStart(options);
  const complain = (cause: unknown) => void process.stderr.write(`${String(cause)}\n`);
  try {
    renewLoginStart(start);
  } catch (cause) {
    complain(cause);
  }
  /** Kept until clicked or gone: a notification that is collected as garbage hears no click. */
  const shown = new Set<Notification>();

  function notify(title: string, body: string, place: DeepLink | null): void {
    if (!Notification.isSupported()) return;
    const notification = new Notification({
      title,
      body,
      icon: path.join(options.resources, 'icon.png'),
    });
    shown.add(notification);
    notification.on('click', () => options.onOpen(place));
    notification.on('close', () => shown.delete(notification));
    notification.show();
  }
  function tell(tidings: Tiding[]): void {
    if (options.isLookedAt()) return;
    for (const { title, body, kind, application, run } of tidings) {
      const page = kind === 'full-disk' ? 'disk' : 'runs';
      notify(title, body, { application, what: run === null ? page : 'run', id: run });
    }
  }

  async function pause(isPaused: boolean): Promise<void> {
    const doing = await options.engine.ask(async (client) => {
      for (const application of await runningApplications(client)) {
        await client.request(isPaused ? 'channels.pause' : 'channels.resume', { application });
      }
      return doingOf(client);
    });
    tray.show(doing);
  }
  const tray = openTray({
    resources: options.resources,
    onOpen: () => options.onOpen(null),
    onPause: (isPaused) => void pause(isPaused).catch(complain),
    onQuit: options.onQuit,
  });
  const watch = createWatch({
    settings: () => settings,
    onDoing: (doing) => tray.show(doing),
    onTidings: tell,
    onTrouble: complain,
  });

  return {
    settings: () => settings,
    describe: () => ({ settings, autostart: start.read(), canNotify: Notification.isSupported() }),
    async check() {
      // One that hangs is told as none, and not waited for.
      const engineVersion = await Promise.race([
        options.engine
          .ask(async (client) => (await client.request('engine.status', {})).version)
          .catch(() => null),
        delay(enginePatience, null, { ref: false }),
      ]);
      const { electron, chrome } = process.versions;
      return checkDesktop({
        autostart: start.read(),
        canNotify: Notification.isSupported(),
        ownsLinks: app.isPackaged ? app.isDefaultProtocolClient(linkScheme) : null,
        version: app.getVersion(),
        engineVersion,
        facts: [
          `Electron ${electron}, Chromium ${chrome}`,
          `${process.platform} ${process.getSystemVersion()}`,
        ],
      });
    },
    change(changes) {
      if (changes.settings !== undefined) {
        writeDesktopSettings(options.settingsFile, changes.settings);
        settings = changes.settings;
      }
      if (changes.autostart !== undefined) start.set(changes.autostart);
    },
    link: (state) => watch.follow(state.state === 'connected' ? options.engine.connect() : null),
    sayAnew: () => tray.showAnew(),
    saidHidden: () => notify(shellTexts().stillRuns.title, shellTexts().stillRuns.body, null),
  };
}
