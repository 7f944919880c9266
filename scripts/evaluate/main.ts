import { join } from 'node:path';
import { rankings, simulateExposure } from '../simulate/exposure.ts';
import { attackTable } from './attacks/attack-table.ts';
import { foretellFar, foretellNext } from './foretelling.ts';
import { fraudTable } from './fraud.ts';
import { margins, methodRows } from './rating-table.ts';
import { type Rating, readLabels, readRatings } from './ratings.ts';
import * as render from './render.ts';

/**
 * Measures trust: on real ratings, under attack, and in a market. `npm run evaluate -- [ratings|attacks|exposure] [--json]`.
 * Every part gives the same figures on every run.
 */
const args = process.argv.slice(2);
const json = args.includes('--json');
const only = args.find((argument) => !argument.startsWith('--'));
const wants = (part: string): boolean => only === undefined || only === part;
const print = (text: string): void => {
  if (!json) console.log(text);
};
const log = (line: string): void => console.error(line);

const TEST_FROM = 0.8;
const RESAMPLES = 200;
const SEED = 1;
const folder = process.env.TRUST_DATA ?? join(import.meta.dirname, '../../../shared/data/trust');
const result: Record<string, unknown> = {};

if (wants('ratings')) {
  const ratings = readRatings(join(folder, 'bitcoin-otc.csv'));
  const labels = readLabels(join(folder, 'bitcoin-otc-labels.csv'));
  if (ratings === undefined || labels === undefined)
    log(`SKIPPED: real ratings, because ${folder} does not hold bitcoin-otc.csv and bitcoin-otc-labels.csv.`);
  else evaluateRatings(ratings, labels);
}

function evaluateRatings(ratings: readonly Rating[], labels: ReadonlyMap<number, boolean>): void {
  const cut = Math.floor(ratings.length * TEST_FROM);
  const [training, test] = [ratings.slice(0, cut), ratings.slice(cut)];
  const settings = {
    'once, from the training part alone': foretellFar,
    'each from all that was said before it': foretellNext,
  };
  for (const [name, foretell] of Object.entries(settings)) {
    const foretelling = foretell(training, test, log);
    const rows = methodRows(foretelling);
    const differences = margins(foretelling, { resamples: RESAMPLES, seed: SEED });
    result[name] = { rows, margins: differences };
    const known = foretelling.asked.filter(({ isKnown }) => isKnown).length;
    print(`\nForetold ${name}: ${test.length} ratings, ${known} of ratees with ratings\n`);
    print(
      `${render.renderMethods(rows)}\n\n${render.renderMargins(differences)}\n\n${render.renderGains(foretelling)}`,
    );
  }
  const tables = [
    { known: 'all ratings', ...fraudTable(ratings, labels) },
    { known: 'the training part', ...fraudTable(training, labels) },
  ];
  result['labelled users'] = tables;
  print(`\nLabelled users\n\n${render.renderFraud(tables)}`);
}

if (wants('attacks')) {
  const { costs, freshStarts } = attackTable(SEED);
  result.attacks = { costs, freshStarts };
  print('\nWhat an attacker loses to move a star; "never" with the stars that the most that was tried moves\n');
  print(`${render.renderAttacks(costs)}\n\nLeaving a bad name behind\n\n${render.renderFreshStarts(freshStarts)}`);
}

if (wants('exposure')) {
  const rows = [0, 1, 50].flatMap((flood) =>
    rankings.map((ranking) => ({
      flood,
      ...simulateExposure({ ranking, seed: SEED, days: 180, visitsADay: 40, flood }),
    })),
  );
  result.exposure = rows;
  print(`\nWho is seen\n\n${render.renderExposure(rows)}`);
}

if (json) console.log(JSON.stringify(result));
