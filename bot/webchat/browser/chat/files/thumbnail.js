// @ts-check
// The small picture of a chosen picture, for the chat.

// Web Chat makes its own only for what its button chose, and in a worker that the page's policy does not allow.

/** It travels within the activity, of which the service takes 256 KB, and ten of them have to fit. */
const largest = { width: 240, height: 180 };
const quality = 0.6;

/**
 * @param {File} file
 * @returns {Promise<URL | undefined>} a `data:` address; nothing for what is no picture, or none that the browser can draw
 */
export async function thumbnailOf(file) {
  if (!file.type.startsWith('image/')) return undefined;
  try {
    const picture = await createImageBitmap(file);
    const scale = Math.min(1, largest.width / picture.width, largest.height / picture.height);
    const canvas = document.createElement('canvas');
    canvas.width = Math.max(1, Math.round(picture.width * scale));
    canvas.height = Math.max(1, Math.round(picture.height * scale));
    const context = canvas.getContext('2d');
    if (!context) return undefined;
    // A JPEG has no transparency, which would become black.
    context.fillStyle = '#ffffff';
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close();
    return new URL(canvas.toDataURL('image/jpeg', quality));
  } catch {
    return undefined;
  }
}
