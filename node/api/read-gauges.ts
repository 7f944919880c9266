import { Gauge, type Registry } from 'prom-client';

/** Makes gauges of one number each, which is read whenever somebody asks for the metrics. */
export const readGauges =
  (registry: Registry) =>
  (name: string, help: string, read: () => number | Promise<number>): Gauge =>
    new Gauge({
      name,
      help,
      registers: [registry],
      async collect() {
        this.set(await read());
      },
    });
