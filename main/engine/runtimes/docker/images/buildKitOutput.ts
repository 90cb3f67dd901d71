import { StringDecoder } from 'node:string_decoder';
import protobuf from 'protobufjs/light.js';
import { z } from 'zod';
import type { BuildSteps } from './buildSteps.ts';

/** The fields of BuildKit's StatusResponse (github.com/moby/buildkit, api/services/control) that are read here. */
const root = protobuf.Root.fromJSON({
  nested: {
    StatusResponse: {
      fields: {
        vertexes: { rule: 'repeated', type: 'Vertex', id: 1 },
        logs: { rule: 'repeated', type: 'VertexLog', id: 3 },
      },
    },
    Vertex: {
      fields: {
        digest: { type: 'string', id: 1 },
        name: { type: 'string', id: 3 },
        cached: { type: 'bool', id: 4 },
        started: { type: 'Timestamp', id: 5 },
        completed: { type: 'Timestamp', id: 6 },
        error: { type: 'string', id: 7 },
      },
    },
    VertexLog: {
      fields: { vertex: { type: 'string', id: 1 }, msg: { type: 'bytes', id: 4 } },
    },
    Timestamp: { fields: { seconds: { type: 'int64', id: 1 }, nanos: { type: 'int32', id: 2 } } },
  },
});
const statusResponse = root.lookupType('StatusResponse');

const statusSchema = z.object({
  vertexes: z
    .array(
      z.object({
        digest: z.string().default(''),
        name: z.string().default(''),
        cached: z.boolean().default(false),
        started: z.unknown().optional(),
        completed: z.unknown().optional(),
        error: z.string().default(''),
      }),
    )
    .default([]),
  logs: z.array(z.object({ vertex: z.string().default(''), msg: z.instanceof(Uint8Array) })).default([]),
});

/** `[base 2/4] RUN x`, `[2/4] RUN x`; what is `[internal]` is the builder's own affair. */
const stepName = /^\[(?!internal\])(?:(.+) )?(\d+)\/(\d+)\] (.*)$/s;

/** Reads what BuildKit says: steps that run side by side, each with its own output. */
export function readBuildKitOutput(steps: BuildSteps): { trace(aux: string): void } {
  const totals = new Map<string, number>();
  const known = new Set<string>();
  const decoders = new Map<string, StringDecoder>();

  return {
    trace(aux) {
      const status = statusSchema.parse(
        statusResponse.toObject(statusResponse.decode(Buffer.from(aux, 'base64'))),
      );
      for (const { digest, name, cached, started, completed, error } of status.vertexes) {
        const [, stage = '', , total = '', text = ''] = stepName.exec(name) ?? [];
        if (text === '' || (started === undefined && completed === undefined && !cached)) continue;
        totals.set(stage, Number(total));
        steps.expect([...totals.values()].reduce((sum, one) => sum + one, 0));
        known.add(digest);
        const isDone = completed !== undefined;
        steps.set(digest, text, error !== '' ? 'failed' : cached ? 'cached' : isDone ? 'done' : 'running');
      }
      for (const { vertex, msg } of status.logs) {
        const decoder = decoders.get(vertex) ?? new StringDecoder('utf8');
        decoders.set(vertex, decoder);
        if (known.has(vertex)) steps.output(vertex, decoder.write(Buffer.from(msg)));
      }
    },
  };
}
