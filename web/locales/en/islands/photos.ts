/** Words of the fields that take photos: at orders, in conversations, and at the desk. */
export const photos = {
  'photos.left_count': '{name} was left out: no more than {most} go here.',
  'photos.left_size': '{name} was left out: it is larger than {most} MB.',
  'photos.left_double': '{name} was left out: it is here already.',
  'photos.left_failed': '{name} was left out.',
} as const;
