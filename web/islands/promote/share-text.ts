/** What of a listing is told where it is shared. */
export interface Shared {
  title: string;
  price: string;
  shop: string;
  link: string;
  /** That the one who shares earns from it: it belongs to every text. */
  disclosure: string;
}

/** The text that is shared with a link: what it is, who sells it, and that its sharer earns. */
export const shareText = ({ title, price, shop, link, disclosure }: Shared): string =>
  `${[title, price, shop].filter((part) => part !== '').join(' · ')}\n${disclosure}\n${link}`;

/** Path of a listing's share card. @param promoter whose link the code on the card leads to */
export const cardPath = ({ cid, locale, promoter }: { cid: string; locale: string; promoter: string }): string =>
  `/cards/listing/${cid}.png?locale=${locale}&ref=${promoter}`;

/** The listing that the address of this page asks to share; null where it asks for none. */
export const listingIn = (search: string): string | null => {
  const cid = new URLSearchParams(search).get('listing') ?? '';
  return /^b[a-z2-7]{20,80}$/.test(cid) ? cid : null;
};
