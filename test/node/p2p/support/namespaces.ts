import { execFile, spawnSync } from 'node:child_process';
import type { TestContext } from 'node:test';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Networks of their own inside this machine: a public one, and houses behind routers that translate addresses. */
export interface Internet {
  /** A machine with a public address. @returns its namespace */
  host(name: string, address: string): Promise<string>;
  /** A machine in a house whose router has the public address; nobody outside can dial it. @returns its namespace */
  house(name: string, routerAddress: string): Promise<string>;
}

const nat = `
table ip house {
  chain out { type nat hook postrouting priority 100; oifname "wan" masquerade; }
  chain through {
    type filter hook forward priority 0; policy drop;
    iifname "lan" accept;
    ct state established,related accept;
  }
}`;

/** Why this machine cannot make such networks, or false when it can. @param nat with routers that translate addresses */
export function namespacesMissing(nat: boolean): string | false {
  const works = (command: string, ...args: string[]) => spawnSync(command, args, { stdio: 'ignore' }).status === 0;
  const probe = `vouch-probe-${process.pid}`;
  if (!works('ip', 'netns', 'add', probe))
    return 'network namespaces need root and iproute2; relays.test.ts has the same without NAT';
  const canTranslate = !nat || works('ip', 'netns', 'exec', probe, 'nft', 'list', 'ruleset');
  works('ip', 'netns', 'del', probe);
  return canTranslate ? false : 'address translation needs nft; relays.test.ts has the same without NAT';
}

/** Makes the networks; they end with the test. */
export async function createInternet(context: TestContext): Promise<Internet> {
  const made: string[] = [];
  const ip = (...args: string[]) => run('ip', args);
  const namespace = async (name: string): Promise<string> => {
    const full = `vouch-${process.pid}-${name}`;
    await ip('netns', 'add', full);
    made.push(full);
    await ip('-n', full, 'link', 'set', 'lo', 'up');
    return full;
  };
  context.after(async () => {
    for (const name of made) await ip('netns', 'del', name);
  });
  const middle = await namespace('middle');
  await ip('-n', middle, 'link', 'add', 'bridge', 'type', 'bridge');
  await ip('-n', middle, 'link', 'set', 'bridge', 'up');

  const wire = async (a: [string, string, string], b: [string, string, string?]) => {
    await ip('link', 'add', a[1], 'netns', a[0], 'type', 'veth', 'peer', 'name', b[1], 'netns', b[0]);
    for (const [where, device, address] of [a, b]) {
      if (address !== undefined) await ip('-n', where, 'addr', 'add', `${address}/24`, 'dev', device);
      await ip('-n', where, 'link', 'set', device, 'up');
    }
  };
  const host = async (name: string, address: string): Promise<string> => {
    const place = await namespace(name);
    await wire([place, 'wan', address], [middle, `to${made.length}`]);
    await ip('-n', middle, 'link', 'set', `to${made.length}`, 'master', 'bridge');
    await ip('-n', place, 'route', 'add', 'default', 'dev', 'wan');
    return place;
  };
  return {
    host,
    house: async (name, routerAddress) => {
      const router = await host(`${name}-router`, routerAddress);
      const inside = await namespace(name);
      await wire([router, 'lan', '10.1.0.1'], [inside, 'eth', '10.1.0.2']);
      await ip('-n', inside, 'route', 'add', 'default', 'via', '10.1.0.1');
      await ip('netns', 'exec', router, 'sh', '-c', 'echo 1 > /proc/sys/net/ipv4/ip_forward');
      const loaded = spawnSync('ip', ['netns', 'exec', router, 'nft', '-f', '-'], { input: nat });
      if (loaded.status !== 0) throw new Error(loaded.stderr.toString());
      return inside;
    },
  };
}
