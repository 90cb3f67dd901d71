import type { Plugin } from 'vite';

/** The one place of the viewer's tools that writes a style as text. */
const file = '@cornerstonejs/tools/dist/esm/drawingSvg/drawTextBox.js';
const asText = "textElement.setAttribute('style', combinedStyle);";
const asStyle = 'textElement.style.cssText = combinedStyle;';

/**
 * Lets the words of measurements have their style under the page's policy, which takes none that is written as text
 * into a document, but every one that a script sets. Fails the build where the place is not found any more.
 */
export function styleOfMeasurements(): Plugin {
  return {
    name: 'style-of-measurements',
    enforce: 'pre',
    transform(code, id) {
      if (!id.replaceAll('\\', '/').endsWith(file)) return null;
      if (!code.includes(asText))
        throw new Error(`${file} writes its style in another way: look at it again.`);
      return { code: code.replace(asText, asStyle), map: null };
    },
  };
}
