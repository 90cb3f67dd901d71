import { imageLoader } from '@cornerstonejs/core';
import type { Types } from '@cornerstonejs/core';
import { wadouri } from '@cornerstonejs/dicom-image-loader';
import { ImageProblem } from './imageProblem.ts';

/** Some decoders give back an image without values for damaged data, and no error: here it is one. */
export function refuseEmptyImages(): void {
  imageLoader.registerImageLoader('wadouri', (imageId, options) => {
    const loading = wadouri.loadImage(imageId, options);
    return { ...loading, promise: loading.promise.then(whole) };
  });
}

function whole(image: Types.IImage): Types.IImage {
  const { columns, rows } = image;
  const values = image.getPixelData().length;
  if (columns > 0 && rows > 0 && values >= columns * rows) return image;
  throw new ImageProblem(
    'undecodable',
    `The decoder made ${values} values of an image of ${columns} columns and ${rows} rows.`,
  );
}
