import { createHash } from 'node:crypto';
import { lstatSync, mkdirSync, readFileSync, readdirSync, readlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Files of a service as the old tool's template made them. */
export function serviceFiles(name: string, more: object = {}): Record<string, string> {
  const job = {
    jobName: name,
    worker: `${name}.worker`,
    callback: `${name}.callback`,
    dependsOn: null,
    channel: 'default',
    timeout: '1h',
    params: {},
    sortPosition: 0,
    description: '',
    ...more,
  };
  return {
    [`registry/${name}/settings.json`]: JSON.stringify([job], null, 2),
    [`registry/${name}/__init__.py`]: 'from .main import callback\n',
    [`registry/${name}/main.py`]:
      'def callback(jobName, headers, params, added_params, **kwargs):\n    return True, {}\n',
    [`modules/${name}/__init__.py`]: 'from .main import worker\n',
    [`modules/${name}/main.py`]: 'def worker(jobName, headers, params, added_params, **kwargs):\n    pass\n',
    [`modules/${name}/requirements.txt`]: '',
    [`modules/${name}/script.sh`]: '',
  };
}

const environment = (mapped: string, more: Record<string, string>) =>
  Object.entries({
    BASEDIR: mapped,
    MODULES: '/modules',
    DATA: '/data',
    REGISTRY: '/registry',
    LOGS: '/logs',
    DASHBOARD: '/dashboard',
    SCHEDULER_HOST: 'http://scheduler',
    SCHEDULER_PORT: '5000',
    ORTHANC_REST_USERNAME: 'dcm-processor',
    ORTHANC_REST_PASSWORD: 'dcm-processor',
    ORTHANC_DEFUALT_STORE: 'pacs',
    CLEAN_ORTHANC: '1',
    ORTHANC_DICOM_PORT: '4343',
    ORTHANC_BROWSER_PORT: '8081',
    DASHBOARD_PORT: '5000',
    SUPPORTED_MODALITY: 'CT,MR,PT',
    ACCEPTED_FILES: 'primary,original',
    JUNK_FILES: 'derived,scout',
    INSTANCE_REQUIRED_TAGS: 'SeriesInstanceUID,InstanceNumber',
    NO_PROXY: 'scheduler,orthanc,mongo',
    JOBS_CONNECTION: 'mongodb://mongo:27017/',
    DEFUALT_CHANNEL: 'default',
    IMAGE_VERSION: '0.0.2',
    ...more,
  })
    .map(([key, value]) => `${key}=${value}\n`)
    .join('');

const orthanc = `{
  // as the old tool shipped it
  "Name": "dcm-processor",
  "DicomAet": "WARD-3",
  "StableAge": 90,
  "RegisteredUsers": { "dcm-processor": "orthanc-word" },
  "DicomModalities": { "pacs": [ "PACS", "10.0.0.5", 104 ], "broken": [ "X" ], },
}`;

const compose = `version: '3.7'
services:
  mongo: { image: mongo }
  orthanc: { image: 'giesekow/dcm-processor-orthanc:0.0.2' }
  scheduler: { image: 'giesekow/dcm-processor-scheduler:0.0.2' }
  worker: { image: 'giesekow/dcm-processor-worker:0.0.2' }
  dashboard: { image: 'giesekow/mongo-qas-dashboard:latest' }
  viewer: { image: 'ohif/viewer' }
  gpu:
    build: ./workers/gpu
    environment:
      - DATA=/data
      - JOBS_CONNECTION=\${JOBS_CONNECTION}
      - THREADS=4
      - HUB_TOKEN=hub-word
    volumes:
      - \${BASEDIR}\${MODULES}:/modules:cached
      - \${BASEDIR}\${DATA}:/data:rw
      - /models:/models
    deploy:
      replicas: 2
      resources:
        reservations:
          devices:
            - { driver: nvidia, capabilities: [gpu], count: 1 }
`;

const settings = {
  fullTags: false,
  headerFields: ['Modality', 'PatientID'],
  preServices: [
    {
      jobName: 'dicomAnonymizer',
      worker: 'base.DicomAnonymizerService.worker',
      callback: 'base.dicomAnonymizer',
      params: { clean: true, fhir: { client_id: 'x', client_secret: 'fhir-word' } },
    },
    { jobName: 'first', worker: 'lung.worker', callback: 'lung.callback' },
  ],
  postServices: [
    { jobName: 'systemClearner', worker: 'base.systemcleaner.worker', callback: 'base.systemcleaner' },
  ],
};

const workerSettings = {
  name: 'gpu',
  scripts: ['script.sh'],
  entryScriptPaths: ['/scripts'],
  baseImage: 'ubuntu:20.04',
  environments: [
    { name: 'base', requirements: ['requirements.txt'], channels: ['gpu'], pythonVersion: '3.9' },
  ],
};

/** An application as the old tool left it, and how it differs. */
export interface OldSample {
  name: string;
  environment?: Record<string, string>;
  services?: string[];
  files?: Record<string, string>;
}

/**
 * Writes what the old command-line tool made (compatibility document, sections 1.2 to 1.4).
 * @returns its config.json
 */
export function writeOldTool(root: string, samples: readonly OldSample[], more: object = {}): string {
  const apps: Record<string, object> = {};
  for (const { name, environment: env = {}, services = ['lung'], files = {} } of samples) {
    const folder = path.join(root, 'apps', name);
    const mapped = path.join(root, 'mapped', name);
    const names = ['base', 'dcm2nii', ...services];
    write(mapped, {
      ...Object.assign({}, ...names.map((service) => serviceFiles(service))),
      'data/dicom/x.dcm': 'old data',
      'logs/2024_1_1.log': '',
      'dashboard/auth.json': '{"dcm-processor": "dashboard-word"}',
    });
    write(folder, {
      '.env': environment(mapped, env),
      'docker-compose.yml': compose,
      'orthanc.json': orthanc,
      'settings.json': JSON.stringify(settings),
      'run.sh': '#!/bin/bash\n',
      'workers/gpu/Dockerfile': 'FROM ubuntu:20.04\n',
      'workers/gpu/settings/settings.json': JSON.stringify(workerSettings),
      'workers/gpu/settings/script.sh': '#!/bin/bash\n',
      'workers/gpu/settings/requirements.txt': '',
      ...files,
    });
    apps[name] = {
      name,
      base_dir: folder,
      mapped_path: mapped,
      services: Object.fromEntries(
        services.map((service) => [service, { name: service, base_dir: service }]),
      ),
      workers: { gpu: { base_dir: 'gpu' } },
    };
  }
  const config = {
    apps,
    proxies: {
      http_proxy: 'http://ada:proxy-word@proxy.example:3128',
      https_proxy: '',
      no_proxy: 'localhost',
    },
    trusted_hosts: ['pypi.org', 'bad host'],
    ...more,
  };
  write(path.join(root, '.dcm-processor'), { 'config.json': JSON.stringify(config) });
  return path.join(root, '.dcm-processor', 'config.json');
}

function write(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), content);
  }
}

/** Everything that can be seen of a tree: names, bytes, modes and times. */
export function stateOf(folder: string): string {
  const hash = createHash('sha256');
  for (const name of readdirSync(folder, { recursive: true }).map(String).sort()) {
    const file = path.join(folder, name);
    const { mode, mtimeMs, ctimeMs, ino, size } = lstatSync(file);
    hash.update(JSON.stringify([name, mode, mtimeMs, ctimeMs, ino, size]));
    if (lstatSync(file).isFile()) hash.update(readFileSync(file));
    if (lstatSync(file).isSymbolicLink()) hash.update(readlinkSync(file));
  }
  return hash.digest('hex');
}
