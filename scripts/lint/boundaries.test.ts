import { describe, expect, it } from 'vitest';
import { forbiddenImport, forbiddenPackage } from './boundaries.mjs';

describe('import boundaries', () => {
  it.each([
    ['main/engine/intake/index.ts', 'main/engine/archive/index.ts'],
    ['main/engine/intake/door.ts', 'main/engine/quarantine/index.ts'],
    ['main/engine/quarantine/take.ts', 'main/engine/archive/index.ts'],
    ['main/engine/explain/files.ts', 'main/engine/intake/index.ts'],
    ['main/engine/planning/plan.ts', 'main/engine/dispatch/index.ts'],
    ['main/engine/dispatch/claim.ts', 'main/engine/database/index.ts'],
    ['main/engine/engine.ts', 'main/engine/intake/index.ts'],
    ['main/engine/golden/golden.ts', 'main/engine/scratch/index.ts'],
    ['main/engine/scratch/work.ts', 'main/engine/planning/index.ts'],
    ['main/engine/dispatch/recordEnd.ts', 'main/engine/provenance/index.ts'],
    ['main/engine/dimse/acceptor/accept.ts', 'main/engine/dicom/index.ts'],
    ['main/engine/intake/scp/scp.ts', 'main/engine/dimse/acceptor/index.ts'],
    ['main/engine/server/server.ts', 'main/engine/engine.ts'],
    ['main/engine/intake/task.ts', 'contract/index.ts'],
    ['main/cli/index.ts', 'main/link/index.ts'],
    ['renderer/views/run.tsx', 'contract/index.ts'],
    ['main/engine/intake/zip/walk.ts', 'main/engine/intake/walk.ts'],
    ['renderer/views/help/documents.ts', 'docs/services.md?raw'],
    ['renderer/views/help/documents.ts', 'README.md?raw'],
  ])('let %s import %s', (from, target) => {
    expect(forbiddenImport(from, target)).toBeNull();
  });

  it.each([
    ['main/engine/archive/take.ts', 'main/engine/intake/index.ts'],
    ['renderer/views/run/RunView.tsx', 'docs/services.md?raw'],
    ['renderer/views/help/documents.ts', 'docs/services.md'],
    ['renderer/views/help/documents.ts', 'package.json?raw'],
    ['main/engine/intake/task.ts', 'main/engine/explain/index.ts'],
    ['main/engine/planning/plan.ts', 'main/engine/archive/index.ts'],
    ['main/engine/planning/plan.ts', 'main/engine/scratch/index.ts'],
    ['main/engine/estimates/estimates.ts', 'main/engine/dispatch/index.ts'],
    ['main/engine/intake/task.ts', 'main/engine/archive/layout.ts'],
    ['main/engine/dicom/walk.ts', 'main/engine/dimse/index.ts'],
    ['main/engine/dimse/acceptor/accept.ts', 'main/engine/intake/index.ts'],
    ['main/engine/intake/task.ts', 'main/engine/server/index.ts'],
    ['main/engine/database/history.ts', 'main/engine/archive/index.ts'],
    ['main/engine/planning/plan.ts', 'main/engine/engine.ts'],
    ['main/engine/engine.ts', 'main/app/main.ts'],
    ['main/engine/engine.ts', 'main/engine/intake/walk.ts'],
    ['main/cli/index.ts', 'main/engine/engine.ts'],
    ['main/app/main.ts', 'main/engine/index.ts'],
    ['renderer/main.tsx', 'main/platform/index.ts'],
    ['contract/routes.ts', 'main/platform/index.ts'],
  ])('keep %s from importing %s', (from, target) => {
    expect(forbiddenImport(from, target)).not.toBeNull();
  });

  it.each([
    ['main/engine/archive/rows.ts', 'better-sqlite3'],
    ['main/engine/engine.ts', 'electron'],
    ['main/engine/workers/build/build.ts', 'dockerode'],
    ['bench/docker.ts', 'dockerode'],
    ['contract/runs.ts', 'react'],
    ['renderer/main.tsx', 'node:fs'],
    ['preload/index.ts', 'node:path'],
    ['main/engine/intake/scp/scpDoor.ts', 'dcmjs-dimse'],
    ['main/engine/server/handlers.ts', 'selfsigned'],
  ])('keep %s from the package %s', (from, name) => {
    expect(forbiddenPackage(from, name)).not.toBeNull();
  });
});
