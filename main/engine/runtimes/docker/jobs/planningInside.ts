import { cp, mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { newId } from '../../../context/index.ts';
import type { ApplicationFolders } from '../../../context/index.ts';
import type { CallbackAnswer, PlanningRequest, PlanningSession } from '../../runtime.ts';
import type { Paths } from './paths.ts';

/** Opens a session in the container of callbacks. */
export async function openPlanningInside(
  options: {
    paths: Paths;
    /** Those that the container of callbacks sees. */
    seen: Paths;
    folders: ApplicationFolders;
    open: (request: PlanningRequest) => Promise<PlanningSession>;
  },
  request: PlanningRequest,
  use: { begin: () => void; end: () => void },
): Promise<PlanningSession> {
  const { paths, seen, folders } = options;
  let copy: string | null = null;
  let isOpen = true;
  use.begin();

  async function end(): Promise<void> {
    if (!isOpen) return;
    isOpen = false;
    use.end();
    if (copy !== null) await rm(copy, { recursive: true, force: true });
  }

  try {
    let registryFolder = seen.inside(request.registryFolder);
    if (registryFolder === null) {
      // One that was put together for this question alone: the container cannot see it where it is.
      copy = path.join(folders.root, 'planning', newId());
      await mkdir(path.dirname(copy), { recursive: true });
      await cp(request.registryFolder, copy, { recursive: true, dereference: true });
      registryFolder = seen.inside(copy) ?? copy;
    }
    const session = await options.open({
      ...request,
      registryFolder,
      headers: paths.allInside(request.headers),
      variables: seenVariables(paths, request.variables),
    });
    return {
      async ask(question) {
        const answer = await session.ask({
          ...question,
          params: paths.allInside(question.params),
          addedParams: paths.allInside(question.addedParams),
          ...(question.headers && { headers: paths.allInside(question.headers) }),
        });
        return answerOutside(paths, answer);
      },
      async close() {
        try {
          await session.close();
        } finally {
          await end();
        }
      },
    };
  } catch (cause) {
    await end();
    throw cause;
  }
}

/** Without those that name folders which the container does not see: what is logged goes to the answer only then. */
function seenVariables(paths: Paths, variables: Readonly<Record<string, string>>): Record<string, string> {
  const seen: Record<string, string> = {};
  for (const [name, value] of Object.entries(variables)) {
    const inside = paths.inside(value);
    if (inside !== null) seen[name] = inside;
    else if (!path.isAbsolute(value)) seen[name] = value;
  }
  return seen;
}

function answerOutside(paths: Paths, answer: CallbackAnswer): CallbackAnswer {
  if (answer.kind !== 'accepted' || answer.injected === null) return answer;
  return { ...answer, injected: paths.allOutside(answer.injected) };
}
