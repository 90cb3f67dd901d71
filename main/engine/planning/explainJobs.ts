import type { ExplainedJob, Reason } from '../../../contract/index.ts';
import { storedAnswer } from './answers.ts';
import type { Evaluation } from './evaluate.ts';
import type { DefinedJob } from './jobs.ts';

/** What an evaluation says of every job, in planning order. */
export function explainJobs({ jobs, decisions, graph }: Evaluation): ExplainedJob[] {
  const waitsFor = new Map<number, ExplainedJob['waitsFor']>();
  for (const { from, to, needs } of graph.edges) {
    const source = jobs[from];
    if (source === undefined) continue;
    const list = waitsFor.get(to) ?? [];
    list.push({ jobName: source.definition.jobName, entity: source.entity, needs });
    waitsFor.set(to, list);
  }
  return graph.order.flatMap((index) => {
    const job = jobs[index];
    if (job === undefined) return [];
    const answer = decisions.answers[index] ?? null;
    return [
      {
        ...described(job),
        entity: job.entity,
        ...outcomeOf(graph.skipped[index] ?? null),
        answer: answer === null ? null : storedAnswer(answer),
        injected: answer?.kind === 'accepted' ? answer.injected : null,
        waitsFor: waitsFor.get(index) ?? [],
      },
    ];
  });
}

/** What becomes of jobs for one reason that is not about them. */
export function explainUnasked(jobs: readonly DefinedJob[], why: Reason): ExplainedJob[] {
  return jobs.map((job) => ({
    ...described(job),
    entity: null,
    ...outcomeOf(job.leftOut ?? why),
    answer: null,
    injected: null,
    waitsFor: [],
  }));
}

function described({ definition, service, group }: DefinedJob) {
  const { jobName, callback, channel } = definition;
  return { jobName, service, group, callback, channel };
}

function outcomeOf(reason: Reason | null): Pick<ExplainedJob, 'outcome' | 'reason'> {
  if (reason === null) return { outcome: 'runs', reason };
  return { outcome: reason.code === 'callback-declined' ? 'declined' : 'skipped', reason };
}
