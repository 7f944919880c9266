/** Shops and listings may be found by search engines; orders, carts and the API are nobody's search result. */
export const robotsText = (origin: string): string => `User-agent: *
Disallow: /api/
Disallow: /rpc
Disallow: /ipfs/
Disallow: /order/
Disallow: /orders
Disallow: /cart
Disallow: /checkout
Disallow: /desk

Sitemap: ${origin}/sitemap.xml
`;
