/** Whether text on a team's colour is dark or light: the same rule as the server's. */

const linear = (part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);

/** WCAG relative luminance of "#rrggbb". */
export function luminanceOf(colour) {
  const [red, green, blue] = [1, 3, 5].map((at) => linear(parseInt(colour.slice(at, at + 2), 16) / 255));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** "light" asks for dark text; 0.179 is where black and white are equally readable. */
export const toneOf = (colour) => (luminanceOf(colour) > 0.179 ? "light" : "dark");
