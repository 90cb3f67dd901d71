import type { Grouping, JobEntity, Reason } from '../../../contract/index.ts';
import { restrictHeaders } from '../dispatch/index.ts';
import type { HeaderPayload } from '../dispatch/index.ts';
import type { DefinedJob } from './jobs.ts';
import { reason } from './reasons.ts';
import type { Scope } from './scopes.ts';

/** A job of an arrival: all of it, or one study or series of it. */
export interface EntityJob extends DefinedJob {
  /** Null: all that the arrival is about. */
  entity: JobEntity | null;
  scope: Scope;
  /** Its `headers`, where they are not those of the arrival. */
  headers: HeaderPayload | null;
}

const levels: readonly Grouping[] = ['patient', 'study', 'series'];

interface Unit {
  entity: JobEntity;
  scope: Scope;
  headers: HeaderPayload;
}

/**
 * One job for each study or series where a definition asks for that. A definition that wants more than arrives
 * together gets what there is, with a warning.
 */
export function jobsByEntity(
  jobs: readonly DefinedJob[],
  level: Grouping,
  headers: HeaderPayload,
): { jobs: EntityJob[]; warnings: Reason[] } {
  const units = new Map<string, Unit[]>();
  const warnings: Reason[] = [];
  const unitsOf = (wanted: JobEntity['level']): Unit[] => {
    const found = units.get(wanted) ?? (wanted === 'study' ? studyUnits(headers) : seriesUnits(headers));
    units.set(wanted, found);
    return found;
  };
  const expanded = jobs.flatMap((job): EntityJob[] => {
    const wanted = job.definition.grouping ?? level;
    const whole = { ...job, entity: null, scope: [], headers: null };
    if (job.leftOut !== null) return [whole];
    if (levels.indexOf(wanted) < levels.indexOf(level)) {
      warnings.push(
        reason(
          'grouping-unavailable',
          `Job "${job.definition.jobName}" has the grouping "${wanted}", and the application gathers by ${level}: it is asked about one ${level} at a time.`,
        ),
      );
    }
    if (wanted === 'patient' || levels.indexOf(wanted) <= levels.indexOf(level)) return [whole];
    return unitsOf(wanted).map((unit) => ({ ...job, ...unit }));
  });
  return { jobs: expanded, warnings };
}

function studyUnits(headers: HeaderPayload): Unit[] {
  return headers.studies.map(({ id, tags }) => {
    const text = words(tags['StudyDate'], tags['StudyDescription']);
    return unit(headers, { level: 'study', key: id, text }, [id]);
  });
}

function seriesUnits(headers: HeaderPayload): Unit[] {
  return headers.studies.flatMap((study) =>
    study.series.map(({ id, tags }) => {
      const text = words(tags['Modality'], tags['SeriesNumber'], tags['SeriesDescription']);
      return unit(headers, { level: 'series', key: id, text }, [study.id, id]);
    }),
  );
}

function unit(headers: HeaderPayload, entity: JobEntity, scope: Scope): Unit {
  return { entity, scope, headers: restrictHeaders(headers, entity) };
}

/** Tags may be missing, and be cut to the chosen ones. */
function words(...values: unknown[]): string {
  return values.filter((value): value is string => typeof value === 'string' && value !== '').join(' ');
}
