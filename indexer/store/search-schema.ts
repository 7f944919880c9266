import type { Generated } from 'kysely';

/** Tables of the search; see migrations/search-tables.ts. */
export interface SearchTables {
  search_tills: {
    id: Generated<number>;
    shop: string;
    token: string;
    listed_until: Generated<number>;
    free_units: Generated<string>;
    staked_micros: Generated<number>;
    milli_stars: Generated<number>;
    weight_micros: Generated<number>;
  };
  search_rows: {
    id: number;
    place: string;
    updated_at: number;
    price_micros: number | null;
    price_units: string;
    till: number;
    milli_stars: number;
    reviews: number;
    kind: number;
    category: number;
    latitude_e6: number | null;
    longitude_e6: number | null;
    is_covered_whole: boolean;
    is_group: boolean;
    in_stock: boolean;
    tags: string[];
    countries: string[];
    words: number[];
    filler: Generated<string>;
  };
  search_impacts: { id: number; handle: string; words: number[]; impacts: number[] };
  search_words: { hash: number; word: string; listings: Generated<number> };
  search_typos: { deletion: number; hash: number };
  search_changes: { op_id: Generated<number>; sign: number; words: number[] };
  search_texts: { op_id: Generated<number>; hashes: number[]; texts: string[] };
}
