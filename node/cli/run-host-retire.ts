import type { CommandInput } from './command.ts';
import { hostRegister } from './host-register.ts';

/** Takes the operator's node off the register. */
export async function run({ values, console, env }: CommandInput): Promise<number> {
  const { me, hosts } = await hostRegister(values, env);
  await me.send({ ...hosts, functionName: 'retire', args: [] });
  console.err(`${me.address} is no longer in the register.\n`);
  console.out(`${me.address}\n`);
  return 0;
}
