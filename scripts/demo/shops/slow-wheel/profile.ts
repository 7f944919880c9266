import type { ShopProfile } from '../../shop-content.ts';
import { both, listingWriter, zone } from '../write-listing.ts';

/** A bicycle workshop in Utrecht. */
export const profile: ShopProfile = {
  handle: 'slow-wheel',
  name: both('Slow Wheel', '慢轮车行'),
  tagline: both('Bicycles, repairs and good bags, by the canal in Utrecht', '乌得勒支运河边的自行车、修理与好车包'),
  about: both(
    'Slow Wheel is a canal cellar with a stove, two repair stands and a dog called Spaak. We build steel bicycles to last, repair anything with spokes, and sell only the parts we ride ourselves.\n\nBicycles are collected here, so that you leave on one that fits. Bags, bells and saddles we post.',
    '慢轮是运河边的一间地窖：一只炉子，两个修车架，一条叫“辐条”的狗。我们装耐用的钢架车，带辐条的都能修，只卖自己骑过的配件。\n\n整车到店自提，调好了您再骑走；车包、车铃、坐垫可以寄。',
  ),
  returns: both(
    'Thirty days on parts. Bicycles: a free refit within three months, and an honest price if you bring it back.',
    '配件三十天可退。整车三个月内免费重调，骑回来退车也给公道价。',
  ),
  shipping: both('Parts leave within three days, by bicycle to the post office.', '配件三日内寄出，骑车送去邮局。'),
  country: 'NL',
  city: both('Utrecht', '乌得勒支'),
  point: { latitudeE6: 52_090_700, longitudeE6: 5_121_400 },
  logo: { mark: 'wheel', ground: '#c65a35', ink: '#fbefdc' },
  studio: { paper: ['#d3d6cf', '#dcd2c4', '#cbd1d3', '#d9d4cb'], wall: '#cdcabf', wood: '#94714f', cloth: '#b9b39f' },
  judge: 'arbitrator',
  zones: [
    zone('domestic', {
      name: both('Netherlands and Belgium', '荷兰与比利时'),
      countries: ['NL', 'BE'],
      cents: [500, 100],
      days: [1, 3],
    }),
    zone('europe', {
      name: both('Europe', '欧洲'),
      countries: ['AT', 'CH', 'DE', 'DK', 'ES', 'FI', 'FR', 'GB', 'IE', 'IT', 'LU', 'NO', 'PL', 'PT', 'SE'],
      cents: [950, 200],
      days: [3, 7],
    }),
    zone('world', {
      name: both('Asia and the rest of the world', '亚洲及其他地区'),
      countries: ['*'],
      cents: [2100, 500],
      days: [7, 16],
    }),
  ],
};

/** Turns drafts into this shop's listings. */
export const listing = listingWriter({
  terms: { commissionBps: 600, hostShareBps: 100, coverageBps: 2000, shipWithinDays: 4, inspectWithinDays: 10 },
  zones: ['domestic', 'europe', 'world'],
});
