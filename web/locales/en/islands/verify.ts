/** Words about what the page itself checked against the shop's signature. */
export const verify = {
  'verify.checking': 'Checking in your browser what the shop signed…',
  'verify.listing':
    'Verified in your browser: the shop signed this title, these words, this price, and which pictures belong here.',
  'verify.shop.one': 'Verified in your browser: the catalogue’s signature, and {count} listing with its price.',
  'verify.shop.other':
    'Verified in your browser: the catalogue’s signature, and the first {count} listings with their prices.',
  'verify.publisher': 'It is signed by a key other than the owner’s; the chain confirms that key before you pay.',
  'verify.not_now': 'Your browser could not check this page just now. It is checked again before you pay.',
  'verify.false': 'This page does not show what the shop signed.',
  'verify.false_text': 'False is: {part}. Do not buy here.',
  'verify.elsewhere': 'Read the shop without this node',
  'verify.part_signature': 'the signature of the catalogue',
  'verify.part_catalogue': 'what belongs to the catalogue',
  'verify.part_block': 'the listing itself',
  'verify.part_offer': 'the offer',
  'verify.part_title': 'the title',
  'verify.part_words': 'the description',
  'verify.part_price': 'the price',
  'verify.part_picture': 'a picture',
} as const;
