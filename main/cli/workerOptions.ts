import { chosenWorkerOptionsSchema, jsonValueSchema } from '../../contract/index.ts';
import type { ChosenWorkerOptions } from '../../contract/index.ts';
import { UsageError } from './frame/index.ts';

/**
 * Options of a worker as `replicas=2`, `memory=8g`, `env.LEVEL=debug`, `mounts=[…]`: values are JSON where they are,
 * else text.
 * @throws UsageError
 */
export function optionsIn(assignments: readonly string[]): ChosenWorkerOptions {
  const given: Record<string, unknown> = {};
  const env: Record<string, unknown> = {};
  for (const assignment of assignments) {
    const at = assignment.indexOf('=');
    const key = assignment.slice(0, at);
    const text = assignment.slice(at + 1);
    if (at < 1 || !(key.startsWith('env.') || Object.hasOwn(chosenWorkerOptionsSchema.shape, key))) {
      throw new UsageError(`"${assignment}" sets no option of a worker.`, {
        advice: `The options are: ${Object.keys(chosenWorkerOptionsSchema.shape).join(', ')}. For example: replicas=2 memory=8g env.LEVEL=debug`,
      });
    }
    if (key.startsWith('env.')) env[key.slice('env.'.length)] = text;
    else given[key] = valueIn(text);
  }
  if (Object.keys(env).length > 0) given['env'] = env;
  const parsed = chosenWorkerOptionsSchema.safeParse(given);
  if (parsed.success) return parsed.data;
  const [first] = parsed.error.issues;
  throw new UsageError(`The option cannot be set. ${first?.path.join('.') ?? ''}: ${first?.message ?? ''}`);
}

function valueIn(text: string): unknown {
  try {
    return jsonValueSchema.parse(JSON.parse(text));
  } catch {
    // A text needs no quotes on a command line.
    return text;
  }
}
