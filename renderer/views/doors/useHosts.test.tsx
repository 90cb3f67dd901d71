// @vitest-environment happy-dom
import { screen } from '@testing-library/react';
import { useState } from 'react';
import { expect, test } from 'vitest';
import type { RouteOutput } from '../../../contract/index.ts';
import { renderPage } from '../../testing/index.ts';
import { useHosts } from './useHosts.ts';

function Hosts() {
  return <output>{useHosts().join()}</output>;
}
function Page() {
  const [isShown, setShown] = useState(true);
  return (
    <>
      <button type="button" onClick={() => setShown(!isShown)}>
        Turn
      </button>
      {isShown && <Hosts />}
    </>
  );
}

test('the addresses of this machine are those that it has when they are shown', async () => {
  let hosts = ['ws-7', '10.0.0.4'];
  const user = renderPage(<Page />, {
    'engine.status': () => ({ hosts }) as RouteOutput<'engine.status'>,
  });
  expect(await screen.findByText('ws-7,10.0.0.4')).toBeDefined();
  hosts = ['ws-7', '192.168.1.9'];
  await user.click(screen.getByRole('button', { name: 'Turn' }));
  await user.click(screen.getByRole('button', { name: 'Turn' }));
  expect(await screen.findByText('ws-7,192.168.1.9')).toBeDefined();
});
