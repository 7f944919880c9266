#!/usr/bin/env node
import { argv, exit, stderr } from 'node:process';
import { bootstrap } from '../scripts/bootstrap.mjs';

bootstrap('vouch', argv.slice(2)).catch((error) => {
  stderr.write(`${error.message}\n`);
  exit(1);
});
