import { useLocation } from 'wouter';
import type { ShortcutId } from '../../contract/index.ts';
import { isShortcutId } from '../../contract/index.ts';
import { useRoute } from '../engine/index.ts';
import { formatDicomDate, formatPersonName } from '../format/index.ts';
import { pagesOf } from '../frame/index.ts';
import {
  IconAdjustments,
  IconApps,
  IconBox,
  IconClick,
  IconCommand,
  IconPuzzle,
  IconStack2,
  IconTimeline,
} from '../icons/index.ts';
import { paths } from '../navigation/index.ts';
import { announce, notifyError } from '../parts/index.ts';
import { canDo, giveCommand } from '../shortcuts/index.ts';
import { texts } from '../texts/index.ts';
import type { Entry } from './entry.ts';
import type { PageAction } from './pageActions.ts';
import { settingNames } from './settingNames.ts';
import { showSetting } from './showSetting.ts';

/** Most studies and runs that are shown. */
const most = 6;
/** Letters from which on studies are searched. */
const leastLetters = 2;

/**
 * Everything that can be found.
 * @param options.application the one on show, or shown last; null where there is none
 * @param options.query what studies are searched by
 * @param options.typed what stands in the field by now
 */
export function useEntries(options: {
  application: string | null;
  query: string;
  typed: string;
  actions: readonly PageAction[];
}): { entries: Entry[]; isSearching: boolean } {
  const { application, query } = options;
  const [location, navigate] = useLocation();
  const here = application ?? '';
  const search = query.trim();
  const asksStudies = search.length >= leastLetters && application !== null;

  const applications = useRoute('applications.list', {}).data ?? [];
  const ofApplication = { enabled: application !== null };
  const services = useRoute('services.list', { application: here }, ofApplication).data ?? [];
  const workers = useRoute('workers.list', { application: here }, ofApplication).data ?? [];
  const runs = useRoute('runs.list', { application: here, limit: most }, ofApplication).data;
  const studies = useRoute(
    'studies.list',
    { application: here, search, limit: most },
    { enabled: asksStudies, showsFormer: true },
  );
  const isTyping = options.typed.trim() !== search;
  // What was found for other words is shown where it answers those that stand there now as well.
  const isFound = !isTyping && !studies.isPlaceholderData;

  const go = (href: string) => () => navigate(href);
  const pages = application === null ? [] : pagesOf(application);
  const led = new Set<string>(pages.flatMap(({ shortcut }) => shortcut ?? []));
  const entries: Entry[] = [
    ...options.actions.map(({ label, press }): Entry => ({
      id: `here ${label}`,
      group: 'here',
      icon: IconClick,
      label,
      run: press,
    })),
    ...pages.map(({ id, label, icon, href, shortcut }): Entry => ({
      id: `page ${id}`,
      group: 'pages',
      icon,
      label,
      ...(shortcut === undefined ? {} : { shortcut }),
      run: go(href),
    })),
    ...(runs?.rows ?? []).map((run): Entry => ({
      id: `run ${run.id}`,
      group: 'runs',
      icon: IconTimeline,
      label: texts.common.runName(run.number),
      hint: `${formatPersonName(run.PatientName)} ${run.PatientID}`.trim(),
      run: go(paths.run(here, run.id)),
    })),
    ...commandIds()
      .filter((id) => !led.has(id))
      .map((id): Entry => ({
        id: `command ${id}`,
        group: 'commands',
        icon: IconCommand,
        label: texts.shortcuts.commands[id],
        shortcut: id,
        run: () => void giveCommand(id),
      })),
    ...ways(application, go),
    ...applications.map(({ id, name }): Entry => ({
      id: `application ${id}`,
      group: 'applications',
      icon: IconApps,
      label: name,
      run: go(paths.overview(id)),
    })),
    ...(asksStudies ? (studies.data?.rows ?? []) : []).map((study): Entry => ({
      id: `study ${study.id}`,
      group: 'studies',
      icon: IconStack2,
      label: formatPersonName(study.PatientName) || study.PatientID || texts.common.noName,
      hint: [study.PatientID, formatDicomDate(study.StudyDate), study.StudyDescription]
        .filter(Boolean)
        .join(' · '),
      isFound,
      run: go(paths.study(here, study.id)),
    })),
    ...services.map(({ name }): Entry => ({
      id: `service ${name}`,
      group: 'services',
      icon: IconPuzzle,
      label: name,
      run: go(paths.service(here, name)),
    })),
    ...workers.map(({ name, description }): Entry => ({
      id: `worker ${name}`,
      group: 'workers',
      icon: IconBox,
      label: name,
      hint: description,
      run: go(paths.worker(here, name)),
    })),
    ...(application === null ? [] : settingNames(application)).map(({ label, part, href }): Entry => ({
      id: `setting ${href} ${part} ${label}`,
      group: 'settings',
      icon: IconAdjustments,
      label,
      hint: part,
      run() {
        const former = document.querySelector('main h1');
        const isElsewhere = location !== href;
        navigate(href);
        void showSetting(label, document, isElsewhere ? former : null).then((isThere) => {
          if (isThere) announce(label);
          else notifyError({ message: texts.palette.settingGone(label) });
        });
      },
    })),
  ];
  const willSearch = isTyping && options.typed.trim().length >= leastLetters && application !== null;
  return { entries, isSearching: willSearch || (asksStudies && studies.isFetching) };
}

/** Ways to make something new, which are pages without a place in the navigation. */
function ways(application: string | null, go: (href: string) => () => void): Entry[] {
  const { frame } = texts;
  const words = texts.palette.ways;
  const all: [label: string, href: string][] = [
    [frame.createAnother, paths.newApplication()],
    [frame.restoreBackup, paths.restoreApplication()],
    [frame.importLegacy, paths.importLegacy()],
    ...(application === null
      ? []
      : ([
          [words.installService, paths.installService(application)],
          [words.newWorker, paths.newWorker(application)],
          [words.installWorker, paths.installWorker(application)],
          [words.newPeer, paths.newPeer(application)],
        ] satisfies [string, string][])),
  ];
  return all.map(([label, href]) => ({
    id: `way ${href}`,
    group: 'commands',
    icon: IconCommand,
    label,
    run: go(href),
  }));
}

/** Commands that somebody here does. The palette itself is open already. */
function commandIds(): ShortcutId[] {
  return Object.keys(texts.shortcuts.commands).filter(
    (id): id is ShortcutId => isShortcutId(id) && id !== 'palette' && canDo(id),
  );
}
