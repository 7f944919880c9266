/** How shops look, as their profiles say. */
export const shopThemes = `alter table profiles add column theme jsonb;`;
