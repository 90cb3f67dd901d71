import { useShellInfo } from '../../engine/index.ts';
import { CodeBlock } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import { commandText } from './commandText.ts';
import styles from './Review.module.css';

/** The commands that do the same, to be copied. Each is the words after `dcm-processor`. */
export function CommandLine({ commands }: { commands: readonly (readonly string[])[] }) {
  const shell = useShellInfo();
  const kind = shell?.platform.startsWith('win32') === true ? 'powershell' : 'posix';
  const text = commands.map((words) => commandText(words, kind)).join('\n');
  return (
    <div className={styles.command}>
      <h3 className={styles.heading}>{texts.wizard.command}</h3>
      <CodeBlock text={text} label={texts.wizard.command} />
    </div>
  );
}
