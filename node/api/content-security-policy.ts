const directives = {
  defaultSrc: ["'self'"],
  scriptSrc: ["'self'"],
  styleSrc: ["'self'"],
  imgSrc: ["'self'", 'data:', 'blob:'],
  fontSrc: ["'self'"],
  connectSrc: ["'self'"],
  objectSrc: ["'none'"],
  baseUri: ["'none'"],
  formAction: ["'self'"],
  frameAncestors: ["'none'"],
  upgradeInsecureRequests: null,
};

/**
 * What pages may load and speak with: this node alone.
 * @param styleSource what lets the style that comes within pages pass, by its digest
 */
export const contentSecurityPolicy = (styleSource?: string) => ({
  directives: {
    ...directives,
    styleSrc: [...directives.styleSrc, ...(styleSource === undefined ? [] : [styleSource])],
  },
});

/** The page that reads shops from peers also opens WebSockets to them, wherever they are. */
export const peerPagePolicy = { directives: { ...directives, connectSrc: ["'self'", 'ws:', 'wss:'] } };
