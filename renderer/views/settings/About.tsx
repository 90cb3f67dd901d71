import { useRoute, useShellInfo } from '../../engine/index.ts';
import { formatBytes, formatDateTime } from '../../format/index.ts';
import { Part } from '../../forms/index.ts';
import { Answer, KeyValues } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import styles from './About.module.css';

/** Versions and places. `folder`: of the application; null while it is not known. */
export function About({ folder }: { folder: string | null }) {
  const words = texts.settings;
  const status = useRoute('engine.status', {}, { keep: false });
  const shell = useShellInfo();

  return (
    <Part title={words.about}>
      <div className={styles.about}>
        <Answer query={status}>
          {(info) => (
            <KeyValues
              pairs={[
                [words.version, `${texts.common.product} ${shell?.version ?? info.version}`],
                [words.engine, `${info.version}, ${words.enginePid(info.pid)}`],
                [words.engineSince, formatDateTime(info.startedAt)],
                [words.engineMemory, formatBytes(info.residentMemory)],
                [words.engineNode, info.node],
                [words.electron, shell?.electron ?? texts.common.none],
                [words.chrome, shell?.chrome ?? texts.common.none],
                [words.platform, shell?.platform ?? texts.common.none],
                [words.applicationFolder, <code key="folder">{folder ?? texts.common.none}</code>],
                [words.home, <code key="home">{info.home}</code>],
                [words.logFile, <code key="log">{info.logFile}</code>],
              ]}
            />
          )}
        </Answer>
        <p className={styles.licence}>{words.licence}</p>
      </div>
    </Part>
  );
}
