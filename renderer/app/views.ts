/**
 * The views and wizards that are not in the window at its start: each comes in a file of its own when it is shown, and
 * all of them when the window has nothing else to do.
 */
import { viewOnDemand } from './viewOnDemand.ts';

const containers = () => import('../views/containers/index.ts');
const doors = () => import('../views/doors/index.ts');
const imports = () => import('../views/imports/index.ts');
const instance = () => import('../views/instance/index.ts');
const quarantine = () => import('../views/quarantine/index.ts');
const runs = () => import('../views/runs/index.ts');
const studies = () => import('../views/studies/index.ts');
const workers = () => import('../views/workers/index.ts');
const install = () => import('../wizards/install/index.ts');

export const FlowView = viewOnDemand(async () => (await import('../views/flow/index.ts')).FlowView);
export const DayView = viewOnDemand(async () => (await import('../views/day/index.ts')).DayView);
export const StatisticsView = viewOnDemand(
  async () => (await import('../views/statistics/index.ts')).StatisticsView,
);
export const StudiesView = viewOnDemand(async () => (await studies()).StudiesView);
export const StudyView = viewOnDemand(async () => (await studies()).StudyView);
export const PatientView = viewOnDemand(async () => (await studies()).PatientView);
export const SeriesView = viewOnDemand(async () => (await studies()).SeriesView);
export const InstanceView = viewOnDemand(async () => (await instance()).InstanceView);
export const CompareView = viewOnDemand(async () => (await instance()).CompareView);
export const ViewerView = viewOnDemand(async () => (await import('../views/viewer/index.ts')).ViewerView);
export const RunsView = viewOnDemand(async () => (await runs()).RunsView);
export const JobsView = viewOnDemand(async () => (await runs()).JobsView);
export const RunView = viewOnDemand(async () => (await import('../views/run/index.ts')).RunView);
export const ServicesView = viewOnDemand(
  async () => (await import('../views/services/index.ts')).ServicesView,
);
export const ServiceView = viewOnDemand(async () => (await import('../views/service/index.ts')).ServiceView);
export const WorkersView = viewOnDemand(async () => (await workers()).WorkersView);
export const WorkerView = viewOnDemand(async () => (await workers()).WorkerView);
export const ContainersView = viewOnDemand(async () => (await containers()).ContainersView);
export const ContainerView = viewOnDemand(async () => (await containers()).ContainerView);
export const PeersView = viewOnDemand(async () => (await import('../views/peers/index.ts')).PeersView);
export const QueryView = viewOnDemand(async () => (await import('../views/query/index.ts')).QueryView);
export const CompletenessView = viewOnDemand(
  async () => (await import('../views/completeness/index.ts')).CompletenessView,
);
export const FiltersView = viewOnDemand(async () => (await import('../views/filters/index.ts')).FiltersView);
export const ImportsView = viewOnDemand(async () => (await imports()).ImportsView);
export const ImportTaskView = viewOnDemand(async () => (await imports()).ImportTaskView);
export const DoorsView = viewOnDemand(async () => (await doors()).DoorsView);
export const DoorView = viewOnDemand(async () => (await doors()).DoorView);
export const DoorSettingsView = viewOnDemand(async () => (await doors()).DoorSettingsView);
export const DiskSpaceView = viewOnDemand(async () => (await doors()).DiskSpaceView);
export const QuarantineView = viewOnDemand(async () => (await quarantine()).QuarantineView);
export const QuarantinedView = viewOnDemand(async () => (await quarantine()).QuarantinedView);
export const DiagnosticsView = viewOnDemand(
  async () => (await import('../views/diagnostics/index.ts')).DiagnosticsView,
);
export const DiskUseView = viewOnDemand(async () => (await import('../views/diskUse/index.ts')).DiskUseView);
export const SettingsView = viewOnDemand(
  async () => (await import('../views/settings/index.ts')).SettingsView,
);
export const GuidedTour = viewOnDemand(async () => (await import('../views/tour/index.ts')).GuidedTour);
export const HelpView = viewOnDemand(async () => (await import('../views/help/index.ts')).HelpView);
export const HelpPanel = viewOnDemand(async () => (await import('../views/help/index.ts')).HelpPanel);
export const GeneralTaskView = viewOnDemand(
  async () => (await import('../views/generalTask/index.ts')).GeneralTaskView,
);

export const ApplicationWizard = viewOnDemand(
  async () => (await import('../wizards/application/index.ts')).ApplicationWizard,
);
export const LegacyWizard = viewOnDemand(
  async () => (await import('../wizards/legacy/index.ts')).LegacyWizard,
);
export const PeerWizard = viewOnDemand(async () => (await import('../wizards/peer/index.ts')).PeerWizard);
export const RestoreWizard = viewOnDemand(
  async () => (await import('../wizards/restore/index.ts')).RestoreWizard,
);
export const InstallServiceWizard = viewOnDemand(async () => (await install()).InstallServiceWizard);
export const InstallWorkerWizard = viewOnDemand(async () => (await install()).InstallWorkerWizard);
export const ServiceWizard = viewOnDemand(
  async () => (await import('../wizards/service/index.ts')).ServiceWizard,
);
export const WorkerWizard = viewOnDemand(
  async () => (await import('../wizards/worker/index.ts')).WorkerWizard,
);
