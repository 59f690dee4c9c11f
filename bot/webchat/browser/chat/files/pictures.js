// @ts-check
// A sent picture has its name below it. Web Chat by itself tells the name only to those who cannot see the picture.
import { isElement } from '../cards/marks.js';

/** @typedef {{ activity: { from?: { role?: string } }, attachment: { contentType?: string, name?: string, thumbnailUrl?: string } }} Drawing */
/** @typedef {(drawing: Drawing) => unknown} Draw */

/**
 * Web Chat's `attachmentMiddleware`.
 * @returns {(next: Draw) => Draw}
 */
export function namePictures() {
  return (next) => (drawing) => {
    const drawn = next(drawing);
    const { contentType, name, thumbnailUrl } = drawing.attachment;
    const isPicture = contentType?.startsWith('image/') && thumbnailUrl;
    if (drawing.activity.from?.role !== 'user' || !isPicture || !name || !isElement(drawn)) return drawn;
    // Web Chat's program keeps its React to itself: the new elements are made after the one it gave.
    const caption = { className: 'picture__name', 'aria-hidden': true, children: name };
    const children = [
      { ...drawn, key: 'picture' },
      { ...drawn, type: 'figcaption', key: 'name', ref: null, props: caption },
    ];
    return { ...drawn, type: 'figure', key: null, ref: null, props: { className: 'picture', children } };
  };
}
