import { freePorts } from '../../../support/free-ports.ts';

/**
 * Gives the numbers that a test has for its nodes' ports free ones of this machine, each always the same, so that a node comes
 * back where it was; 0 stays 0. Tests that run at the same time, here or in another copy of the project, do not meet.
 */
export function localPorts(): (number: number) => Promise<number> {
  const ports = new Map<number, Promise<number>>();
  return async (number) => {
    // The system chooses one itself.
    if (number === 0) return 0;
    const port = ports.get(number) ?? freePorts();
    ports.set(number, port);
    return port;
  };
}
