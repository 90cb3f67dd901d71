import { BlockList, isIP } from 'node:net';

/**
 * True where a host is reached without a proxy: its name or a domain of it is listed, with or without a dot or star
 * before it and a port behind it, or its address lies in a listed network (`10.0.0.0/8`). `*` stands for all.
 */
export function isListed(list: string | null, hostname: string, port: number): boolean {
  const host = hostname.replace(/^\[|\]$/g, '').toLowerCase();
  for (const raw of (list ?? '').toLowerCase().split(/[\s,]+/)) {
    if (raw === '') continue;
    if (raw === '*') return true;
    if (isIP(host) !== 0 && isInNetwork(raw, host)) return true;
    const [, name = '', , wantedPort] = /^(\[[^\]]*\]|[^:]*|[^:]*:[^/]*:[^/]*?)(:(\d+))?$/.exec(raw) ?? [];
    if (wantedPort !== undefined && Number(wantedPort) !== port) continue;
    const domain = name.replace(/^\[|\]$/g, '').replace(/^\*?\./, '');
    if (domain !== '' && (host === domain || host.endsWith(`.${domain}`))) return true;
  }
  return false;
}

function isInNetwork(entry: string, address: string): boolean {
  const [, network = '', bits = ''] = /^([0-9a-f.:]+)\/(\d{1,3})$/.exec(entry) ?? [];
  const version = isIP(network);
  if (version === 0 || version !== isIP(address) || Number(bits) > (version === 4 ? 32 : 128)) return false;
  const family = version === 4 ? 'ipv4' : 'ipv6';
  const networks = new BlockList();
  networks.addSubnet(network, Number(bits), family);
  return networks.check(address, family);
}
