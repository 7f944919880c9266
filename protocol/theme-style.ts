import { type Accent, accentSchema } from './theme.ts';

/** Class of the part of a page that a shop's style sheet colours. */
export const THEMED = 'themed';

const named = /^([0-9a-f]{6})-([0-9a-f]{6})\.css$/;

/** File name of the style sheet of an accent. It says all that the sheet says, so that any node can make it. */
export const styleName = ({ light, dark }: Accent): string => `${light.slice(1)}-${dark.slice(1)}.css`;

/** Path of the style sheet of an accent on every node. */
export const stylePath = (accent: Accent): string => `/theme/${styleName(accent)}`;

/**
 * The accent that a style sheet's name stands for.
 * @returns undefined for a name of another form, and for colours that could not be read
 */
export function accentOfStyle(name: string): Accent | undefined {
  const [, light, dark] = named.exec(name) ?? [];
  const accent = accentSchema.safeParse({ light: `#${light}`, dark: `#${dark}` });
  return accent.success ? accent.data : undefined;
}

/** The style sheet of an accent: it sets the colour's own tokens, and no other. What warns keeps the colours of the market. */
export const styleSheet = ({ light, dark }: Accent): string => `.${THEMED} {
  --accent: light-dark(${light}, ${dark});
  --accent-deep: light-dark(color-mix(in srgb, ${light} 78%, #000000), color-mix(in srgb, ${dark} 70%, #ffffff));
  --on-accent: light-dark(#ffffff, #000000);
  --accent-tint: light-dark(color-mix(in srgb, ${light} 10%, #ffffff), color-mix(in srgb, ${dark} 8%, #171f1b));
  --hue: light-dark(${light}, ${dark});
}
.${THEMED} .shop-head, .${THEMED} .shop-head .logo {
  --hue: light-dark(${light}, ${dark});
}
`;
