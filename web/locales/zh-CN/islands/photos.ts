import type { Translation } from '../../../words.ts';
import type { photos as english } from '../../en/islands/photos.ts';

export const photos: Translation<typeof english> = {
  'photos.left_count': '照片 {name} 未加入：此处最多 {most} 张。',
  'photos.left_size': '照片 {name} 未加入：文件超过 {most} MB。',
  'photos.left_double': '照片 {name} 未加入：已有同一张照片。',
  'photos.left_failed': '照片 {name} 未加入。',
};
