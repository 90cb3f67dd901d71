import type { ApplicationContext } from '../../context/index.ts';

let jobRuns = 0;

/** Has the history say that a job of a service runs. @returns ends it */
export function runningJob(
  { id: application, history, events }: ApplicationContext,
  service: string,
): () => void {
  const jobRun = `job-${++jobRuns}`;
  history.write(() => {
    history.run(
      `INSERT OR IGNORE INTO patient (key, id, PatientID, PatientName, tags)
       VALUES (1, 'patient', 'P', 'P', '{}')`,
    );
    history.run(
      `INSERT OR IGNORE INTO arrival (id, level, entity_id, patient_key, state, instance_count, first_instance_at,
         last_instance_at, due_at) VALUES ('arrival', 'patient', 'patient', 1, 'planned', 1, 0, 0, 0)`,
    );
    history.run(
      `INSERT OR IGNORE INTO run (id, arrival_id, level, entity_id, patient_key, state, study_count, series_count,
         instance_count, created_at, headers, added_params)
       VALUES ('run', 'arrival', 'patient', 'patient', 1, 'active', 1, 1, 1, 0, '{}', '{}')`,
    );
    history.run(
      `INSERT INTO job_run (id, run_id, position, job_name, service, job_group, definition, channel, priority,
         timeout_ms, state, open_dependencies, created_at)
       VALUES (?, 'run', ?, 'job', ?, 'registry', '{}', 'default', 0, 1, 'running', 0, 0)`,
      [jobRun, jobRuns, service],
    );
  });
  return () => {
    history.run("UPDATE job_run SET state = 'succeeded' WHERE id = ?", [jobRun]);
    events.emit('job_runs.changed', { application, run: 'run', jobRun, state: 'succeeded', percent: null });
  };
}
