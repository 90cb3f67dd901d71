import { Link } from 'wouter';
import { Button } from '@mantine/core';
import { LinkBanner } from '../../frame/index.ts';
import { useFileDrop } from '../../importing/index.ts';
import { paths, useDocumentTitle } from '../../navigation/index.ts';
import { notifyError } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import { CreateForm } from './CreateForm.tsx';
import styles from './CreateApplication.module.css';
import { Steps } from './Steps.tsx';

/** Where an application is created; `first`: there is none yet, and nowhere to go back to. */
export function CreateApplication({ first = false }: { first?: boolean }) {
  const title = first ? texts.welcome.title : texts.welcome.anotherTitle;
  useDocumentTitle(title);
  useFileDrop(() =>
    notifyError({ message: texts.imports.dropRefusedTitle, advice: texts.imports.dropRefusedText }),
  );

  return (
    <div className={styles.window}>
      <LinkBanner />
      <main className={styles.place}>
        <div className={styles.card}>
          <div className={styles.form}>
            <p className={styles.product}>{texts.common.product}</p>
            <h1 className={styles.title}>{title}</h1>
            <p className={styles.lead}>{texts.welcome.lead}</p>
            <CreateForm
              aside={
                first ? null : (
                  <Button component={Link} href={paths.home()} variant="subtle" color="gray" size="sm">
                    {texts.welcome.back}
                  </Button>
                )
              }
            />
          </div>
          <Steps />
        </div>
      </main>
    </div>
  );
}
