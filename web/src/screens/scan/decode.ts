// Reads the barcode in a picture: by the browser where it can, else by zxing, loaded when needed.

import { barcodeOf } from "../../data/barcodes";

type Picture = HTMLVideoElement | ImageBitmap;
/** The digits in a picture, if there are any. */
export type Decode = (picture: Picture, most: number) => Promise<string | undefined>;

interface Detector {
  detect(picture: Picture): Promise<{ rawValue: string }[]>;
}
interface DetectorClass {
  new (options: { formats: string[] }): Detector;
  getSupportedFormats(): Promise<string[]>;
}

const FORMATS = ["ean_13", "ean_8", "upc_a", "upc_e"];
const FRAME = 1280; // px: a frame is looked at in this size at most
const PHOTO = [1600, 3200, 800]; // a photo in several: small bars need many, blurred ones few
const PAUSE = 80; // ms between frames

let chosen: Promise<Decode> | undefined;

function decoder(): Promise<Decode> {
  chosen ??= choose().catch((problem) => {
    chosen = undefined; // asked for again next time
    throw problem;
  });
  return chosen;
}

async function choose(): Promise<Decode> {
  const Native = (globalThis as { BarcodeDetector?: DetectorClass }).BarcodeDetector;
  const known = (await Native?.getSupportedFormats().catch(() => [])) ?? [];
  if (!Native || !known.includes("ean_13")) return (await import("./zxing")).decode;
  const detector = new Native({ formats: FORMATS.filter((format) => known.includes(format)) });
  return async (picture) => firstOf((await detector.detect(picture)).map((each) => each.rawValue));
}

/** The first of some readings that is the barcode of a product. */
export function firstOf(readings: string[]): string | undefined {
  return readings.map(barcodeOf).find(Boolean);
}

/** Looks at the frames of a video until two in a row say the same. */
export async function watch(video: HTMLVideoElement, stop: AbortSignal): Promise<string> {
  const decode = await decoder();
  let before: string | undefined;
  while (!stop.aborted) {
    const code =
      video.readyState >= video.HAVE_CURRENT_DATA ? await decode(video, FRAME) : undefined;
    if (code && code === before && !stop.aborted) return code;
    before = code;
    await new Promise((next) => setTimeout(next, PAUSE));
  }
  throw stop.reason;
}

export async function readPhoto(file: Blob): Promise<string | undefined> {
  const decode = await decoder();
  const picture = await createImageBitmap(file);
  try {
    for (const most of PHOTO) {
      const code = await decode(picture, most);
      if (code) return code;
    }
    return undefined;
  } finally {
    picture.close();
  }
}
