/** Colours of share cards: those of the pages by day, because a card cannot know its reader's appearance. */
export const colours = {
  ground: '#f6f7f4',
  ink: '#16211b',
  quiet: '#536159',
  accent: '#0b6346',
  line: '#d9dfd8',
  hall: '#0c3326',
  onHall: '#eef6f0',
  onHallQuiet: '#b4cdc0',
  gold: '#d08a12',
  missing: '#d9dfd8',
  badge: {
    good: { ground: '#e0efe6', ink: '#08492f' },
    part: { ground: '#fbf0d6', ink: '#7a5200' },
    bad: { ground: '#fbe9e4', ink: '#a8321f' },
  },
  /** Grounds of cards without a picture, two shades each. */
  patterns: [
    ['#0b6346', '#0f7a57'],
    ['#24456b', '#2d5686'],
    ['#7a5200', '#936400'],
    ['#7a2e3a', '#923947'],
    ['#3c4a6e', '#4a5b86'],
    ['#4d5b2a', '#5e6f35'],
  ],
} as const;
