import { EngineError } from '../../../../../contract/index.ts';
import type { DockerEngine } from '../engine/index.ts';
import { compare } from './compare.ts';
import { findContainers } from './find.ts';
import { containerName } from './labels.ts';
import type { NamedApplication } from './labels.ts';
import type { Life } from './life.ts';
import type { ContainerPlan, FoundContainer, Reconciled, ReconcileOptions } from './types.ts';

/** Brings the containers of one application to what they should be. */
export async function reconcile(
  { engine, home, life }: { engine: DockerEngine; home: string; life: Life },
  application: NamedApplication,
  plans: readonly ContainerPlan[],
  options: ReconcileOptions,
): Promise<Reconciled> {
  const mayReplace = options.mayReplace ?? (() => true);
  const all = await findContainers(engine, home, application.id);
  const found = all.filter(({ role }) => options.roles?.includes(role) ?? true);
  const steps = compare(plans, found, mayReplace);
  const done: Reconciled = {
    containers: [],
    created: [],
    started: [],
    removed: [],
    postponed: steps.postponed.map((one) => one.found),
  };
  const goOn = () => {
    if (options.signal?.aborted) throw new EngineError('cancelled');
  };
  // First of all, since a new one takes the name of an old one.
  for (const one of steps.remove) {
    goOn();
    await life.remove(one);
    done.removed.push(one.name);
  }
  const running = new Map<ContainerPlan, FoundContainer>();
  for (const { plan, found: one } of steps.postponed) if (plan !== null) running.set(plan, one);

  async function startAgain(plan: ContainerPlan, one: FoundContainer): Promise<void> {
    try {
      await life.start(one);
      done.started.push(one.name);
      running.set(plan, { ...one, state: 'running' });
    } catch (thrown) {
      // Removed by somebody between the look and the start.
      if (!(thrown instanceof EngineError) || thrown.code !== 'container-missing') throw thrown;
      await makeAnew(plan);
    }
  }
  async function makeAnew(plan: ContainerPlan): Promise<void> {
    const name = containerName(application, plan);
    const id = await life.create(application, plan);
    done.created.push(name);
    await life.start({ id, name });
    done.started.push(name);
    const { role, of, replica, config, options: made } = plan;
    const image = made.Image ?? '';
    const place = { role, of, replica, config };
    running.set(plan, {
      ...place,
      application: application.id,
      id,
      name,
      image,
      imageId: image,
      state: 'running',
    });
  }
  for (const { plan, found: one } of steps.keep) {
    goOn();
    if (one.state === 'running') running.set(plan, one);
    else if (one.state === 'paused') await life.remove(one).then(() => makeAnew(plan));
    else await startAgain(plan, one);
  }
  for (const plan of steps.create) {
    goOn();
    await makeAnew(plan);
  }
  done.containers = plans.flatMap((plan) => running.get(plan) ?? []);
  return done;
}
