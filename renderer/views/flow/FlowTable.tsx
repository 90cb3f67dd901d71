import { Table } from '@mantine/core';
import { Link } from 'wouter';
import type { ApplicationDetail, DoorSummary, Flow } from '../../../contract/index.ts';
import { useApplicationId } from '../../navigation/index.ts';
import { texts } from '../../texts/index.ts';
import { describeStation } from './describeStation.ts';
import { flowGraph } from './flowGraph.ts';
import styles from './FlowTable.module.css';
import { StationProblems } from './StationProblems.tsx';

const words = texts.flow;

/** The flow as a table: the same words in the same order. */
export function FlowTable(props: { flow: Flow; doors: DoorSummary[]; counts: ApplicationDetail['counts'] }) {
  const { flow, doors, counts } = props;
  const application = useApplicationId();
  return (
    <div className={styles.table}>
      <Table aria-label={words.tableLabel} stickyHeader>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{words.step}</Table.Th>
            <Table.Th>{words.now}</Table.Th>
            <Table.Th>{words.today}</Table.Th>
            <Table.Th>{words.takes}</Table.Th>
            <Table.Th>{words.problems}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {flowGraph(flow, doors).stations.map((station) => {
            const { name, now, today, typical, href, problem } = describeStation(
              station,
              { flow, counts },
              application,
            );
            return (
              <Table.Tr key={station.id}>
                <Table.Th scope="row">
                  <Link href={href} className={styles.link}>
                    {name}
                  </Link>
                </Table.Th>
                <Table.Td>{now}</Table.Td>
                <Table.Td>{today}</Table.Td>
                <Table.Td>{typical}</Table.Td>
                <Table.Td className={styles.problems}>
                  <StationProblems station={station} problem={problem} />
                </Table.Td>
              </Table.Tr>
            );
          })}
        </Table.Tbody>
      </Table>
    </div>
  );
}
